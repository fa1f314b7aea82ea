using System.Security.Cryptography;
using System.Text;

namespace PSCredentials.Issuing;

/// <summary>
/// The form of a token: <c>psc_&lt;kind&gt;_</c>, 43 random base62 characters (256 bits), and the CRC-32 of all before it in 6 base62 characters,
/// so that a scanner can find one and a typo is refused without a look-up.
/// </summary>
internal static class TokenFormat
{
    private const string Alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private const int RandomLength = 43;
    private const int ChecksumLength = 6;
    private const int LongestPrefix = 9;

    /// <summary>Makes a token for a type.</summary>
    public static string Create(CredentialType type)
    {
        string body = Prefix(type) + RandomNumberGenerator.GetString(Alphabet, RandomLength);
        return string.Create(body.Length + ChecksumLength, body, static (token, body) =>
        {
            body.CopyTo(token);
            WriteChecksum(body, token[body.Length..]);
        });
    }

    /// <summary>Whether a text is a token by form and checksum; the store is not asked.</summary>
    public static bool IsWellFormed(ReadOnlySpan<char> token)
    {
        int prefix = token.StartsWith("psc_api_") || token.StartsWith("psc_svc_") ? 8 : token.StartsWith("psc_scim_") ? 9 : 0;
        if (prefix == 0 || token.Length != prefix + RandomLength + ChecksumLength)
        {
            return false;
        }

        ReadOnlySpan<char> body = token[..^ChecksumLength];
        foreach (char c in token[prefix..])
        {
            if (!char.IsAsciiLetterOrDigit(c))
            {
                return false;
            }
        }

        Span<char> checksum = stackalloc char[ChecksumLength];
        WriteChecksum(body, checksum);
        return checksum.SequenceEqual(token[^ChecksumLength..]);
    }

    private static string Prefix(CredentialType type) => type switch
    {
        CredentialType.ApiToken => "psc_api_",
        CredentialType.ServiceApiToken => "psc_svc_",
        CredentialType.ScimApiToken => "psc_scim_",
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "Not a token type."),
    };

    private static void WriteChecksum(ReadOnlySpan<char> body, Span<char> checksum)
    {
        Span<byte> ascii = stackalloc byte[LongestPrefix + RandomLength];
        int length = Encoding.ASCII.GetBytes(body, ascii);
        uint value = System.IO.Hashing.Crc32.HashToUInt32(ascii[..length]);
        for (int i = ChecksumLength - 1; i >= 0; i--)
        {
            (value, uint digit) = Math.DivRem(value, 62);
            checksum[i] = Alphabet[(int)digit];
        }
    }
}
