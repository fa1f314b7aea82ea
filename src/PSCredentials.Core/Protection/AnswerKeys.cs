using System.Security.Cryptography;
using System.Text;

namespace PSCredentials.Protection;

/// <summary>
/// The keys for what was answered to a request: from the vault's key and the client's key for the request together (HKDF-SHA-256, RFC 5869), so that neither alone
/// opens the answer or tells what was asked.
/// </summary>
internal sealed class AnswerKeys
{
    private readonly byte[] _sealing;
    private readonly byte[] _fingerprint;
    private readonly byte[] _context;

    private AnswerKeys(byte[] sealing, byte[] fingerprint, byte[] context) => (_sealing, _fingerprint, _context) = (sealing, fingerprint, context);

    /// <summary>Derives the keys.</summary>
    /// <param name="vaultKey">The vault's key.</param>
    /// <param name="clientKey">The client's key.</param>
    /// <param name="context">Which request of which vault it is.</param>
    public static AnswerKeys Derive(ReadOnlySpan<byte> vaultKey, string clientKey, string context)
    {
        byte[] info = Encoding.UTF8.GetBytes(context);
        byte[] both = [.. vaultKey, .. Encoding.UTF8.GetBytes(clientKey)];
        Span<byte> keys = stackalloc byte[2 * KeySealer.KeySize];
        HKDF.DeriveKey(HashAlgorithmName.SHA256, both, keys, salt: [], info);
        var derived = new AnswerKeys(keys[..KeySealer.KeySize].ToArray(), keys[KeySealer.KeySize..].ToArray(), info);
        CryptographicOperations.ZeroMemory(both);
        CryptographicOperations.ZeroMemory(keys);
        return derived;
    }

    /// <summary>Seals an answer about a record.</summary>
    public byte[] Seal(ReadOnlySpan<byte> answer, string recordId) => KeySealer.Seal(_sealing, answer, Context(recordId));

    /// <summary>Opens an answer about a record.</summary>
    /// <returns>The answer; null where it is damaged or of another record.</returns>
    public byte[]? Open(ReadOnlySpan<byte> box, string recordId) => KeySealer.Open(_sealing, box, Context(recordId));

    /// <summary>What is kept of a request's fingerprint, which may be guessed from: a request can hold a password.</summary>
    public byte[] Hash(ReadOnlySpan<byte> fingerprint) => HMACSHA256.HashData(_fingerprint, fingerprint);

    private byte[] Context(string recordId) => [.. _context, 0, .. Encoding.UTF8.GetBytes(recordId)];
}
