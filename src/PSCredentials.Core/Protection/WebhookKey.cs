using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace PSCredentials.Protection;

/// <summary>The key that messages to a webhook are signed by, as Standard Webhooks says (https://www.standardwebhooks.com).</summary>
internal static class WebhookKey
{
    private const string Prefix = "whsec_";
    private const int Least = 16;
    private const int Most = 1024;

    /// <summary>Reads a key: what follows <c>whsec_</c> is base64, any other text stands for its UTF-8 bytes.</summary>
    /// <exception cref="CredentialException">It is too short, too long, or no base64; the message does not hold it.</exception>
    public static byte[] Read(SecretText? key)
    {
        string text = key?.Reveal() ?? string.Empty;
        if (text.Length is < Least or > Most)
        {
            throw CredentialException.Invalid("SigningKey", $"has {text.Length} characters; a webhook needs {Least} to {Most}.");
        }

        if (!text.StartsWith(Prefix, StringComparison.Ordinal))
        {
            return Encoding.UTF8.GetBytes(text);
        }

        if (!Base64.IsValid(text.AsSpan(Prefix.Length)))
        {
            throw CredentialException.Invalid("SigningKey", $"begins with {Prefix}, and what follows is no base64.");
        }

        byte[] bytes = Convert.FromBase64String(text[Prefix.Length..]);
        return bytes.Length < Least
            ? throw CredentialException.Invalid("SigningKey", $"holds {bytes.Length} bytes after {Prefix}; at least {Least} are needed.")
            : bytes;
    }

    /// <summary>Signs a message.</summary>
    /// <param name="key">The key's bytes.</param>
    /// <param name="id">The message's identifier.</param>
    /// <param name="timestamp">When it is sent, in seconds since 1970.</param>
    /// <param name="body">The body as it is sent.</param>
    /// <returns>What stands in <c>webhook-signature</c>.</returns>
    public static string Sign(ReadOnlySpan<byte> key, string id, long timestamp, string body) =>
        "v1," + Convert.ToBase64String(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(FormattableString.Invariant($"{id}.{timestamp}.{body}"))));
}
