using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace PSCredentials.Protection;

/// <summary>
/// The key of the audit trail, derived from the vault's sealing key (HKDF-SHA-256, RFC 5869), so that a change of the master key leaves it as it is. What it makes
/// are HMACs (RFC 2104); the first byte of each message says what it is about, so that none stands for another.
/// </summary>
internal sealed class AuditKey : IDisposable
{
    private const byte FactsOfEvent = 1;
    private const byte PlaceOfEvent = 2;
    private const byte HeadOfTrail = 3;
    private const byte AnchorOfTrail = 4;

    private readonly SecretHasher _hasher;

    private AuditKey(byte[] key) => _hasher = new SecretHasher(key);

    /// <summary>The chain before the first event.</summary>
    public static byte[] Origin { get; } = new byte[HMACSHA256.HashSizeInBytes];

    /// <summary>How many bytes <see cref="WriteFactsMark"/> writes.</summary>
    public static int FactsMarkSize => sizeof(byte);

    /// <summary>Derives the key of a vault.</summary>
    public static AuditKey Derive(byte[] sealingKey, string vaultId) =>
        new(HKDF.DeriveKey(HashAlgorithmName.SHA256, sealingKey, KeySealer.KeySize, salt: [], Encoding.UTF8.GetBytes($"{vaultId}/audit-trail/1")));

    /// <summary>Begins the encoding of an event's facts.</summary>
    public static void WriteFactsMark(Span<byte> target) => target[0] = FactsOfEvent;

    /// <summary>Authenticates an event's facts.</summary>
    /// <param name="facts">Their encoding, which begins with the mark.</param>
    public byte[] Own(ReadOnlySpan<byte> facts) => _hasher.Hash(facts);

    /// <summary>Authenticates the place of an event behind all events before it.</summary>
    /// <param name="previous">The chain of the event before.</param>
    /// <param name="sequence">The event's number.</param>
    /// <param name="own">What authenticates its facts.</param>
    public byte[] Link(ReadOnlySpan<byte> previous, long sequence, ReadOnlySpan<byte> own) => Join(PlaceOfEvent, sequence, own.Length, own, previous);

    /// <summary>Authenticates the head of a trail.</summary>
    /// <param name="sequence">The last event's number.</param>
    /// <param name="protectedSince">The first event that was protected when it was written.</param>
    /// <param name="chain">The last event's chain.</param>
    public byte[] Head(long sequence, long protectedSince, ReadOnlySpan<byte> chain) => Join(HeadOfTrail, sequence, protectedSince, chain, []);

    /// <summary>Authenticates an anchor.</summary>
    /// <param name="sequence">The event's number.</param>
    /// <param name="time">When the anchor was made.</param>
    /// <param name="chain">The event's chain.</param>
    public byte[] Anchor(long sequence, DateTimeOffset time, ReadOnlySpan<byte> chain) =>
        Join(AnchorOfTrail, sequence, time.ToUnixTimeMilliseconds(), chain, []);

    /// <inheritdoc/>
    public void Dispose() => _hasher.Dispose();

    private byte[] Join(byte mark, long first, long second, ReadOnlySpan<byte> third, ReadOnlySpan<byte> fourth)
    {
        const int Numbers = sizeof(byte) + sizeof(long) + sizeof(long);
        int length = Numbers + third.Length + fourth.Length;

        // What somebody put into a column may be of any length.
        Span<byte> message = length <= 256 ? stackalloc byte[length] : new byte[length];
        message[0] = mark;
        BinaryPrimitives.WriteInt64BigEndian(message[sizeof(byte)..], first);
        BinaryPrimitives.WriteInt64BigEndian(message[(sizeof(byte) + sizeof(long))..], second);
        third.CopyTo(message[Numbers..]);
        fourth.CopyTo(message[(Numbers + third.Length)..]);
        return _hasher.Hash(message);
    }
}
