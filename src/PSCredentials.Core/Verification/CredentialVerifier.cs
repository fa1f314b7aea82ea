using System.Net;
using PSCredentials.Authority;
using PSCredentials.Issuing;
using PSCredentials.Pki;
using PSCredentials.Protection;
using PSCredentials.Storage;

namespace PSCredentials.Verification;

/// <summary>Decides about presented secrets: form first, then the cache of what was read lately, then one look-up by hash.</summary>
internal sealed class CredentialVerifier(OpenedAuthority authority) : ICredentialVerifier
{
    private static readonly CredentialVerdict Malformed = new(VerificationReason.Malformed);
    private static readonly CredentialVerdict Unknown = new(VerificationReason.Unknown);
    private static readonly CredentialVerdict WrongAuthority = new(VerificationReason.WrongAuthority);

    private readonly VerificationCache _cache = new();
    private readonly CacheKeyFunction _cacheKey = new();
    private readonly PasswordVerifier _passwords = new(authority);

    /// <inheritdoc/>
    public ValueTask<CredentialVerdict> VerifyTokenAsync(string token, IPAddress? address, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(token);
        cancellationToken.ThrowIfCancellationRequested();
        if (!TokenFormat.IsWellFormed(token))
        {
            return new(Malformed);
        }

        long epoch = authority.Store.CurrentEpoch();
        UInt128 key = _cacheKey.Of(token);
        CachedSecret? secret = _cache.Find(key, epoch)
            ?? Keep(key, ReadApiCredential(authority.Hasher.Hash(token), epoch));
        return new(Decide(secret, address));
    }

    /// <inheritdoc/>
    public ValueTask<CredentialVerdict> VerifyApiKeyAsync(string key, IPAddress? address, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(key);
        cancellationToken.ThrowIfCancellationRequested();
        if (!ApiKeyFormat.TryNormalize(key, out string? normalized))
        {
            return new(Malformed);
        }

        long epoch = authority.Store.CurrentEpoch();
        UInt128 cacheKey = _cacheKey.Of(normalized);
        CachedSecret? secret = _cache.Find(cacheKey, epoch)
            ?? Keep(cacheKey, ReadApiKey(authority.Hasher.Hash(normalized), epoch));
        return new(Decide(secret, address));
    }

    /// <inheritdoc/>
    public ValueTask<CredentialVerdict> VerifyCertificateAsync(ReadOnlyMemory<byte> certificate, IPAddress? address, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        long epoch = authority.Store.CurrentEpoch();
        UInt128 key = _cacheKey.Of(certificate.Span);
        if (_cache.Find(key, epoch) is { } known)
        {
            return new(Decide(known, address));
        }

        if (!PresentedCertificate.TryParse(certificate, out PresentedCertificate? presented))
        {
            return new(Malformed with { Detail = PresentedCertificate.DescribeFault(certificate) });
        }

        CertificateAuthorities authorities = authority.CertificateAuthorities;
        return authorities.IssuerOf(presented) is { } issuer && issuer.Authority.TryVerifySignature(presented)
            ? new(Decide(Keep(key, ReadApiCredential(authority.Hasher.Hash(certificate.Span), epoch)), address))
            : new(WrongAuthority with { Detail = authorities.DescribeRefusal(presented) });
    }

    /// <inheritdoc/>
    public async ValueTask<CredentialVerdict> VerifyPasswordAsync(
        string username, SecretText password, IPAddress? address, AccessTarget? resource, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(username);
        ArgumentNullException.ThrowIfNull(password);
        long epoch = authority.Store.CurrentEpoch();
        UInt128? key = PasswordVerifier.CacheKey(_cacheKey, username, password);
        if (key is { } cacheKey && _cache.Find(cacheKey, epoch) is { } known)
        {
            return Decide(known, address, resource);
        }

        (VerificationReason reason, CachedSecret? secret) = await _passwords.VerifyAsync(username, password, epoch, cancellationToken);
        return secret is null ? Unknown
            : reason == VerificationReason.Valid ? Decide(Keep(key!.Value, secret), address, resource)
            : secret.Refuse(reason);
    }

    private CredentialVerdict Decide(CachedSecret? secret, IPAddress? address, AccessTarget? resource = null)
    {
        if (secret is null)
        {
            return Unknown;
        }

        long now = authority.Clock.GetUtcNow().ToUnixTimeMilliseconds();
        CredentialVerdict verdict = secret.Decide(now, address, resource);
        if (verdict.IsValid)
        {
            authority.LastUse.Record(secret.Use, now, address);
        }

        return verdict;
    }

    private CachedSecret? Keep(UInt128 key, CachedSecret? secret)
    {
        if (secret is not null)
        {
            _cache.Offer(key, secret);
        }

        return secret;
    }

    private CachedSecret? ReadApiCredential(byte[] hash, long epoch) => authority.Store.Read(connection =>
    {
        RowContext context = authority.RowContext();
        if (ApiCredentialTable.FindBySecret(connection, hash, context) is { } found)
        {
            return new CachedSecret(found.Credential, epoch, retiresAt: null, found.NotBefore);
        }

        return RetiredSecretTable.Find(connection, CredentialFamily.ApiCredential, hash) is { } retired
            && ApiCredentialTable.Get(connection, retired.Row, context) is { } credential
            ? new CachedSecret(credential, epoch, retired.RetiresAt, retired.NotBefore)
            : null;
    });

    private CachedSecret? ReadApiKey(byte[] hash, long epoch) => authority.Store.Read(connection =>
    {
        RowContext context = authority.RowContext();
        if (ApiKeyTable.FindBySecret(connection, hash, context) is { } found)
        {
            return new CachedSecret(found, epoch, retiresAt: null);
        }

        return RetiredSecretTable.Find(connection, CredentialFamily.ApiKey, hash) is { } retired
            && ApiKeyTable.Get(connection, retired.Row, context) is { } key
            ? new CachedSecret(key, epoch, retired.RetiresAt)
            : null;
    });
}
