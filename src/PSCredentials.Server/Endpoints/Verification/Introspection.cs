using System.Buffers.Text;
using System.Text.Json;
using PSCredentials.Server.Authentication;

namespace PSCredentials.Server.Endpoints.Verification;

/// <summary>Token introspection (RFC 7662) for tokens, access tokens and API keys.</summary>
internal static class Introspection
{
    /// <summary>Says whether a token is active and, if so, what there is to know of it.</summary>
    /// <param name="caller">The protected resource that asks (RFC 7662, 2.1).</param>
    /// <param name="authority">The authority.</param>
    /// <param name="context">The request, with a form.</param>
    /// <returns>A task that completes when it is answered.</returns>
    public static async Task IntrospectAsync(Caller caller, IServedAuthority authority, HttpContext context)
    {
        _ = caller;
        if (!context.Request.HasFormContentType)
        {
            throw CredentialException.Invalid("The body", "is not a form (application/x-www-form-urlencoded).");
        }

        IFormCollection form = await context.Request.ReadFormAsync(context.RequestAborted);
        if (form["token"] is not [{ Length: > 0 } token])
        {
            throw CredentialException.Invalid("token", "has to be there, once.");
        }

        CredentialVerdict verdict = await VerifyAsync(authority, token, context.RequestAborted);
        context.Response.ContentType = "application/json";
        context.Response.Headers.CacheControl = "no-store";
        await using var writer = new Utf8JsonWriter(context.Response.BodyWriter);
        Write(writer, verdict, token);
        await writer.FlushAsync(context.RequestAborted);
    }

    // The address is not known here: what is restricted to addresses is told apart by /v1/verify, which takes one.
    private static ValueTask<CredentialVerdict> VerifyAsync(IServedAuthority authority, string token, CancellationToken cancellationToken) =>
        token.Contains('.', StringComparison.Ordinal) ? authority.AccessTokens.VerifyAsync(token, null, null, cancellationToken)
        : Guid.TryParseExact(token, "D", out _) ? authority.Verifier.VerifyApiKeyAsync(token, null, cancellationToken)
        : authority.Verifier.VerifyTokenAsync(token, null, cancellationToken);

    private static void Write(Utf8JsonWriter writer, CredentialVerdict verdict, string token)
    {
        writer.WriteStartObject();
        writer.WriteBoolean("active", verdict.IsValid);
        if (verdict is { IsValid: true, Credential: { } credential, Principal: { } principal })
        {
            writer.WriteString("client_id", credential.Name);
            writer.WriteString("sub", principal.Name);
            if (principal.Kind is PrincipalKind.User or PrincipalKind.ProjectUser)
            {
                writer.WriteString("username", principal.Name);
            }

            writer.WriteString("token_type", token.Contains('.', StringComparison.Ordinal) || credential is ApiCredential { Type: CredentialType.ScimApiToken } ? "Bearer" : credential is ApiKey ? "ApiKey" : "APIToken");
            WriteTimes(writer, credential, token);
            string scope = string.Join(' ', verdict.Role.Concat(verdict.Right.Select(right => right.ToString())).Where(IsScopeToken));
            if (scope.Length > 0)
            {
                writer.WriteString("scope", scope);
            }
        }

        writer.WriteEndObject();
    }

    private static void WriteTimes(Utf8JsonWriter writer, ICredential credential, string token)
    {
        if (token.Split('.') is [_, var payload, _])
        {
            // It was verified: what it says of itself is true.
            using var claims = JsonDocument.Parse(Base64Url.DecodeFromChars(payload));
            writer.WriteNumber("exp", claims.RootElement.GetProperty("exp").GetInt64());
            writer.WriteNumber("iat", claims.RootElement.GetProperty("iat").GetInt64());
            writer.WriteString("iss", claims.RootElement.GetProperty("iss").GetString());
            writer.WriteString("jti", claims.RootElement.GetProperty("jti").GetString());
            return;
        }

        writer.WriteNumber("exp", credential.ExpiresAt.ToUnixTimeSeconds());
        writer.WriteNumber("iat", credential.CreatedAt.ToUnixTimeSeconds());
        writer.WriteString("jti", credential.Id);
    }

    // RFC 6749, 3.3: visible ASCII without quotes and backslashes.
    private static bool IsScopeToken(string text) => text.All(character => character is > ' ' and <= '~' and not '"' and not '\\');
}
