using System.Net;
using System.Text.Json;
using Microsoft.IdentityModel.Tokens;
using PSCredentials.Authority;
using PSCredentials.Protection;
using PSCredentials.Storage;
using PSCredentials.Verification;

namespace PSCredentials.AccessTokens;

/// <summary>Access tokens of the embedded authority: a signature says who granted, and the store at this moment whether what it was granted for is in force.</summary>
internal sealed class AccessTokenService(OpenedAuthority authority, CredentialVerifier verifier) : IAccessTokenService, IDisposable
{
    // Long enough that the costly comparison of a password is rare, short enough that a token which got about is soon worth nothing.
    private static readonly TimeSpan LifetimeForPassword = TimeSpan.FromMinutes(15);

    private static readonly CredentialVerdict Malformed = new(VerificationReason.Malformed);
    private static readonly CredentialVerdict Unknown = new(VerificationReason.Unknown);

    private readonly AccessTokenKeys _keys = new(authority);
    private readonly PasswordVerifier _passwords = new(authority);

    // A cache of their own: what was presented as anything else is no token, whatever its text.
    private readonly PresentedSecrets _secrets = new(authority);

    /// <inheritdoc/>
    public async Task<AccessTokenGrant> GrantForApiKeyAsync(string key, IPAddress? address, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(key);
        cancellationToken.ThrowIfCancellationRequested();
        (CredentialVerdict verdict, CachedSecret? secret) = verifier.PresentApiKey(key, address);
        AuthorityMeter.Count(AuthorityMeter.ApiKey, verdict);
        return verdict is { IsValid: true, Credential: ApiKey known }
            ? await GrantAsync(verdict, secret!, CredentialFamily.ApiKey, string.Empty, known.TokenLifetime, cancellationToken)
            : new AccessTokenGrant(verdict, null, TimeSpan.Zero);
    }

    /// <inheritdoc/>
    public async Task<AccessTokenGrant> GrantForPasswordAsync(
        string username, SecretText password, IPAddress? address, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(username);
        ArgumentNullException.ThrowIfNull(password);
        (CredentialVerdict verdict, CachedSecret? secret) =
            await verifier.PresentPasswordAsync(username, password, address, resource: null, cancellationToken);
        AuthorityMeter.Count(AuthorityMeter.Password, verdict);
        return verdict is { IsValid: true, Credential: ProjectCredential known }
            ? await GrantAsync(verdict, secret!, CredentialFamily.ProjectCredential, known.Id, LifetimeForPassword, cancellationToken)
            : new AccessTokenGrant(verdict, null, TimeSpan.Zero);
    }

    /// <inheritdoc/>
    public ValueTask<CredentialVerdict> VerifyAsync(string token, IPAddress? address, AccessTarget? resource, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(token);
        cancellationToken.ThrowIfCancellationRequested();
        if (!AccessTokenForm.IsPossible(token))
        {
            return new(AuthorityMeter.Count(AuthorityMeter.AccessToken, Malformed));
        }

        long epoch = authority.Store.CurrentEpoch();
        UInt128 key = _secrets.KeyOf(token);
        return _secrets.Find(key, epoch) is { } secret
            ? new(AuthorityMeter.Count(AuthorityMeter.AccessToken, _secrets.Decide(secret, address, resource)))
            : VerifyAnewAsync(token, key, epoch, address, resource);
    }

    /// <inheritdoc/>
    public Task<string> GetKeySetAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        IEnumerable<JsonWebKey> keys = _keys.Verifying(authority.Now()).Select(key => key.PublicKey);
        return Task.FromResult(JsonSerializer.Serialize(new
        {
            keys = keys.Select(key => new { kty = key.Kty, use = key.Use, alg = key.Alg, kid = key.Kid, crv = key.Crv, x = key.X, y = key.Y }),
        }));
    }

    /// <inheritdoc/>
    public void Dispose() => _keys.Dispose();

    private async Task<AccessTokenGrant> GrantAsync(
        CredentialVerdict verdict, CachedSecret secret, CredentialFamily family, string id, TimeSpan lifetime, CancellationToken cancellationToken)
    {
        // A token counts whole seconds; what is left of the last one is not granted.
        DateTimeOffset now = authority.Now();
        var issuedAt = DateTimeOffset.FromUnixTimeSeconds(now.ToUnixTimeSeconds());
        DateTimeOffset end = secret.EndsAt - issuedAt < lifetime ? secret.EndsAt : issuedAt + lifetime;
        var expiresAt = DateTimeOffset.FromUnixTimeSeconds(end.ToUnixTimeSeconds());
        AccessTokenKey key = await _keys.SigningAsync(now, cancellationToken);
        string token = key.Sign(issuedAt, expiresAt, new AccessTokenClaims(issuedAt, expiresAt, family, id, secret.Reference).Write(verdict));
        return new AccessTokenGrant(verdict, new SecretText(token), expiresAt - issuedAt);
    }

    private async ValueTask<CredentialVerdict> VerifyAnewAsync(string token, UInt128 cacheKey, long epoch, IPAddress? address, AccessTarget? resource)
    {
        if (!AccessTokenForm.TryRead(token, out AccessTokenForm? form))
        {
            return AuthorityMeter.Count(AuthorityMeter.AccessToken, Malformed);
        }

        if (_keys.Find(form.KeyId, authority.Now()) is not { } key || !await key.VerifyAsync(token))
        {
            return AuthorityMeter.Count(AuthorityMeter.AccessToken, Unknown);
        }

        AccessTokenClaims claims = form.Claims;
        CachedSecret? secret = claims.Family == CredentialFamily.ApiKey
            ? _secrets.ReadApiKey(claims.Reference, epoch)
            : _passwords.Recall(claims.CredentialId, claims.Reference, epoch);
        return AuthorityMeter.Count(
            AuthorityMeter.AccessToken, _secrets.Decide(_secrets.Keep(cacheKey, secret?.ForToken(claims.IssuedAt, claims.ExpiresAt)), address, resource));
    }
}
