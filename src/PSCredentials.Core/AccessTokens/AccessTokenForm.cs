using System.Buffers;
using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using PSCredentials.Protection;

namespace PSCredentials.AccessTokens;

/// <summary>
/// A token's form, strictly as it is issued here: three parts of canonical base64url, a header of three members, no member twice. The library takes more than that:
/// padding, and header members that RFC 7515, 4.1.11 would have refused.
/// </summary>
/// <param name="KeyId">The identifier of the key that is said to have signed it.</param>
/// <param name="Claims">What it says, believed by nobody before the signature is verified.</param>
internal sealed record AccessTokenForm(string KeyId, AccessTokenClaims Claims)
{
    /// <summary>The longest token, in characters: the longest names, each character written as an escape, fit in it, and so it does into the headers of a request.</summary>
    public const int Longest = 32 * 1024;

    private const int SignatureLength = 64;
    private const int HeaderMembers = 3;

    private static readonly SearchValues<char> s_alphabet = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.");
    private static readonly JsonDocumentOptions s_strict = new() { AllowDuplicateProperties = false, MaxDepth = 4 };

    /// <summary>Whether a text can be a token at all, by its length and letters.</summary>
    public static bool IsPossible(ReadOnlySpan<char> token) => token.Length is > 0 and <= Longest && !token.ContainsAnyExcept(s_alphabet);

    /// <summary>Reads a token.</summary>
    public static bool TryRead(ReadOnlySpan<char> token, [NotNullWhen(true)] out AccessTokenForm? form)
    {
        form = null;
        Span<Range> parts = stackalloc Range[4];
        if (token.Split(parts, '.') != 3
            || !TryDecode(token[parts[0]], out byte[]? header)
            || !TryDecode(token[parts[1]], out byte[]? payload)
            || !TryDecode(token[parts[2]], out byte[]? signature)
            || signature.Length != SignatureLength)
        {
            return false;
        }

        try
        {
            if (ReadKeyId(header) is not { } keyId)
            {
                return false;
            }

            using var document = JsonDocument.Parse(payload, s_strict);
            if (document.RootElement.ValueKind != JsonValueKind.Object || !AccessTokenClaims.TryRead(document.RootElement, out AccessTokenClaims? claims))
            {
                return false;
            }

            form = new AccessTokenForm(keyId, claims);
            return true;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // No JSON, or a text in it that is no Unicode.
            return false;
        }
    }

    private static string? ReadKeyId(byte[] header)
    {
        using var document = JsonDocument.Parse(header, s_strict);
        JsonElement root = document.RootElement;
        return root.ValueKind == JsonValueKind.Object
            && root.GetPropertyCount() == HeaderMembers
            && root.TryGetProperty("alg", out JsonElement algorithm) && algorithm.ValueEquals("ES256")
            && root.TryGetProperty("typ", out JsonElement type) && type.ValueEquals(AccessTokenKey.TokenType)
            && root.TryGetProperty("kid", out JsonElement keyId)
            ? keyId.GetString()
            : null;
    }

    private static bool TryDecode(ReadOnlySpan<char> part, [NotNullWhen(true)] out byte[]? bytes)
    {
        // What decodes to the same bytes in another spelling is another token.
        bytes = Base64Url.IsValid(part) ? Base64Url.DecodeFromChars(part) : null;
        return bytes is not null && part.SequenceEqual(Base64Url.EncodeToString(bytes));
    }
}
