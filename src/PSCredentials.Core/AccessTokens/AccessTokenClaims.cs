using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using PSCredentials.Storage;

namespace PSCredentials.AccessTokens;

/// <summary>What a token says about itself and the credential that it stands for (RFC 9068, 2.2). No secret, and of people no more than the name of the credential.</summary>
/// <param name="IssuedAt">When it was granted, to the second; it is good from then on.</param>
/// <param name="ExpiresAt">When it ends.</param>
/// <param name="Family">What it stands for.</param>
/// <param name="CredentialId">The credential's identifier; empty for an API key, which is found by the reference.</param>
/// <param name="Reference">The keyed hash of what was presented for it.</param>
internal sealed record AccessTokenClaims(DateTimeOffset IssuedAt, DateTimeOffset ExpiresAt, CredentialFamily Family, string CredentialId, byte[] Reference)
{
    /// <summary>How long any token lives at most.</summary>
    public static readonly TimeSpan LongestLifetime = TimeSpan.FromDays(1);

    private const string TypeClaim = "credential_type";
    private const string IdClaim = "credential_id";
    private const string ReferenceClaim = "credential_reference";
    private const string ApiKeyType = "api_key";
    private const string ProjectCredentialType = "project_credential";
    private const int ReferenceLength = 32;

    // The end of the year 9999, beyond which there is no time to compare with.
    private const long LastSecond = 253_402_300_799;

    /// <summary>Writes the claims for a verdict's credential, but for those of every token.</summary>
    public Dictionary<string, object> Write(CredentialVerdict verdict)
    {
        var claims = new Dictionary<string, object>
        {
            ["jti"] = Guid.NewGuid().ToString("D"),
            ["sub"] = verdict.Principal!.Name,
            ["client_id"] = verdict.Credential!.Name,
            [ReferenceClaim] = Base64Url.EncodeToString(Reference),
        };
        if (verdict.Credential is ApiKey key)
        {
            claims[TypeClaim] = ApiKeyType;
            claims["workspace"] = key.Workspace;
            claims["role"] = key.Role.ToString();
        }
        else
        {
            claims[TypeClaim] = ProjectCredentialType;
            claims[IdClaim] = CredentialId;
        }

        return claims;
    }

    /// <summary>Reads the claims that decide.</summary>
    /// <returns>False where one is missing or of another type.</returns>
    public static bool TryRead(JsonElement payload, [NotNullWhen(true)] out AccessTokenClaims? claims)
    {
        claims = null;
        if (!TryTime(payload, "iat", out _)
            || !TryTime(payload, "nbf", out DateTimeOffset notBefore)
            || !TryTime(payload, "exp", out DateTimeOffset expiresAt)
            || Text(payload, "iss") is null
            || Text(payload, "aud") is null
            || Text(payload, "sub") is null
            || Text(payload, "client_id") is null
            || Text(payload, "jti") is null
            || Text(payload, ReferenceClaim) is not { } reference
            || !Base64Url.IsValid(reference, out int length)
            || length != ReferenceLength)
        {
            return false;
        }

        string? id = Text(payload, IdClaim);
        claims = Text(payload, TypeClaim) switch
        {
            ApiKeyType when id is null => new(notBefore, expiresAt, CredentialFamily.ApiKey, string.Empty, Base64Url.DecodeFromChars(reference)),
            ProjectCredentialType when id is not null => new(notBefore, expiresAt, CredentialFamily.ProjectCredential, id, Base64Url.DecodeFromChars(reference)),
            _ => null,
        };
        return claims is not null;
    }

    private static string? Text(JsonElement payload, string name) =>
        payload.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static bool TryTime(JsonElement payload, string name, out DateTimeOffset time)
    {
        time = default;
        if (!payload.TryGetProperty(name, out JsonElement value)
            || value.ValueKind != JsonValueKind.Number
            || !value.TryGetInt64(out long seconds)
            || seconds is < 0 or > LastSecond)
        {
            return false;
        }

        time = DateTimeOffset.FromUnixTimeSeconds(seconds);
        return true;
    }
}
