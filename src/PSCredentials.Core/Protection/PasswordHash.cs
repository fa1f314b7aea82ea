using System.Globalization;
using System.Security.Cryptography;
using NSec.Cryptography;

namespace PSCredentials.Protection;

/// <summary>
/// The hash of a password by Argon2id (RFC 9106), in the text form that carries its parameters:
/// <c>$argon2id$v=19$m=19456,t=2,p=1$salt$tag</c>.
/// </summary>
internal sealed record PasswordHash
{
    private const int SaltLength = 16;
    private const int TagLength = 32;

    // The design's parameters; a hash of weaker ones is made anew when its password is next presented.
    private const long CurrentMemory = 19 * 1024;
    private const int CurrentPasses = 2;

    // What a vault can hold was written by this program; beyond these bounds it is damaged, and would take the machine's memory.
    private const long MostMemory = 1 << 20;
    private const int MostPasses = 64;

    private readonly byte[] _salt;
    private readonly byte[] _tag;
    private readonly long _memory;
    private readonly int _passes;

    private PasswordHash(long memory, int passes, byte[] salt, byte[] tag) => (_memory, _passes, _salt, _tag) = (memory, passes, salt, tag);

    /// <summary>Whether it was made by weaker parameters than today's.</summary>
    public bool IsWeak => _memory < CurrentMemory || _passes < CurrentPasses;

    /// <summary>Hashes a password under a fresh salt.</summary>
    public static PasswordHash Create(ReadOnlySpan<byte> password) => Create(password, CurrentMemory, CurrentPasses, RandomNumberGenerator.GetBytes(SaltLength));

    /// <summary>Hashes another password under the salt and parameters of this hash, so that a password that is presented is derived once for both.</summary>
    public PasswordHash CreateTwin(ReadOnlySpan<byte> password) => Create(password, _memory, _passes, _salt);

    /// <summary>Derives what is compared with <see cref="Matches"/>.</summary>
    public byte[] Derive(ReadOnlySpan<byte> password) => Derive(password, _memory, _passes, _salt);

    /// <summary>Whether what was derived is this hash; compared in fixed time.</summary>
    public bool Matches(ReadOnlySpan<byte> derived) => CryptographicOperations.FixedTimeEquals(derived, _tag);

    /// <summary>Reads the text form.</summary>
    /// <exception cref="FormatException">It is no such text.</exception>
    public static PasswordHash Parse(string text)
    {
        string[] parts = text.Split('$');
        string[] numbers = parts.Length == 6 && parts[0].Length == 0 && parts[1] == "argon2id" && parts[2] == "v=19" ? parts[3].Split(',') : [];
        if (numbers.Length != 3 || numbers[2] != "p=1")
        {
            throw new FormatException("It is no Argon2id hash.");
        }

        return new PasswordHash(Number(numbers[0], "m=", MostMemory), (int)Number(numbers[1], "t=", MostPasses), Bytes(parts[4]), Bytes(parts[5]));
    }

    /// <summary>The text form.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"$argon2id$v=19$m={_memory},t={_passes},p=1${Text(_salt)}${Text(_tag)}");

    private static PasswordHash Create(ReadOnlySpan<byte> password, long memory, int passes, byte[] salt) =>
        new(memory, passes, salt, Derive(password, memory, passes, salt));

    private static byte[] Derive(ReadOnlySpan<byte> password, long memory, int passes, byte[] salt) =>
        PasswordBasedKeyDerivationAlgorithm
            .Argon2id(new Argon2Parameters { DegreeOfParallelism = 1, MemorySize = memory, NumberOfPasses = passes })
            .DeriveBytes(password, salt, TagLength);

    private static long Number(string text, string name, long most) =>
        text.StartsWith(name, StringComparison.Ordinal)
        && long.TryParse(text.AsSpan(name.Length), NumberStyles.None, CultureInfo.InvariantCulture, out long value)
        && value >= 1
        && value <= most
            ? value
            : throw new FormatException($"Its parameter {name} is out of bounds.");

    // The text form has base64 without padding.
    private static string Text(byte[] bytes) => Convert.ToBase64String(bytes).TrimEnd('=');

    private static byte[] Bytes(string text) => Convert.FromBase64String(text.PadRight((text.Length + 3) / 4 * 4, '='));
}
