using System.Net;
using PSCredentials.Authority;
using PSCredentials.Issuing;
using PSCredentials.Pki;

namespace PSCredentials.Verification;

/// <summary>Decides about presented secrets: form first, then the cache of what was read lately, then one look-up by hash.</summary>
internal sealed class CredentialVerifier(OpenedAuthority authority) : ICredentialVerifier
{
    private static readonly CredentialVerdict Malformed = new(VerificationReason.Malformed);
    private static readonly CredentialVerdict WrongAuthority = new(VerificationReason.WrongAuthority);

    private readonly PresentedSecrets _secrets = new(authority);
    private readonly PasswordVerifier _passwords = new(authority);

    /// <inheritdoc/>
    public ValueTask<CredentialVerdict> VerifyTokenAsync(string token, IPAddress? address, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(token);
        cancellationToken.ThrowIfCancellationRequested();
        if (!TokenFormat.IsWellFormed(token))
        {
            return new(AuthorityMeter.Count(AuthorityMeter.Token, Malformed));
        }

        long epoch = authority.Store.CurrentEpoch();
        UInt128 key = _secrets.KeyOf(token);
        CachedSecret? secret = _secrets.Find(key, epoch)
            ?? _secrets.Keep(key, _secrets.ReadApiCredential(authority.Hasher.Hash(token), epoch));
        CredentialVerdict verdict = _secrets.Decide(secret, address);
        return verdict.IsValid && secret!.IsCounted ? UseAsync(secret, verdict, address, cancellationToken) : new(AuthorityMeter.Count(AuthorityMeter.Token, verdict));
    }

    /// <inheritdoc/>
    public ValueTask<CredentialVerdict> VerifyApiKeyAsync(string key, IPAddress? address, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(key);
        cancellationToken.ThrowIfCancellationRequested();
        return new(AuthorityMeter.Count(AuthorityMeter.ApiKey, PresentApiKey(key, address).Verdict));
    }

    /// <summary>Verifies an API key.</summary>
    /// <returns>The verdict, and the facts behind it where the key is known.</returns>
    public (CredentialVerdict Verdict, CachedSecret? Secret) PresentApiKey(string key, IPAddress? address)
    {
        if (!ApiKeyFormat.TryNormalize(key, out string? normalized))
        {
            return (Malformed, null);
        }

        long epoch = authority.Store.CurrentEpoch();
        UInt128 cacheKey = _secrets.KeyOf(normalized);
        CachedSecret? secret = _secrets.Find(cacheKey, epoch)
            ?? _secrets.Keep(cacheKey, _secrets.ReadApiKey(authority.Hasher.Hash(normalized), epoch));
        return (_secrets.Decide(secret, address), secret);
    }

    /// <inheritdoc/>
    public ValueTask<CredentialVerdict> VerifyCertificateAsync(ReadOnlyMemory<byte> certificate, IPAddress? address, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return new(AuthorityMeter.Count(AuthorityMeter.Certificate, PresentCertificate(certificate, address)));
    }

    /// <inheritdoc/>
    public async ValueTask<CredentialVerdict> VerifyPasswordAsync(
        string username, SecretText password, IPAddress? address, AccessTarget? resource, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(username);
        ArgumentNullException.ThrowIfNull(password);
        return AuthorityMeter.Count(AuthorityMeter.Password, (await PresentPasswordAsync(username, password, address, resource, cancellationToken)).Verdict);
    }

    /// <summary>Verifies the username and password of a project's credential.</summary>
    /// <returns>The verdict, and the facts behind it where the username is known.</returns>
    public async ValueTask<(CredentialVerdict Verdict, CachedSecret? Secret)> PresentPasswordAsync(
        string username, SecretText password, IPAddress? address, AccessTarget? resource, CancellationToken cancellationToken)
    {
        long epoch = authority.Store.CurrentEpoch();
        UInt128? key = PasswordVerifier.CachedText(username, password) is { } text ? _secrets.KeyOf(text) : null;
        if (key is { } cacheKey && _secrets.Find(cacheKey, epoch) is { } known)
        {
            return (_secrets.Decide(known, address, resource), known);
        }

        (VerificationReason reason, CachedSecret? secret) = await _passwords.VerifyAsync(username, password, epoch, cancellationToken);
        return secret is null || reason == VerificationReason.Valid
            ? (_secrets.Decide(_secrets.Keep(key, secret), address, resource), secret)
            : (secret.Refuse(reason), secret);
    }

    private async ValueTask<CredentialVerdict> UseAsync(CachedSecret secret, CredentialVerdict verdict, IPAddress? address, CancellationToken cancellationToken) =>
        AuthorityMeter.Count(AuthorityMeter.Token, await _secrets.UseAsync(secret, verdict, address, cancellationToken));

    private CredentialVerdict PresentCertificate(ReadOnlyMemory<byte> certificate, IPAddress? address)
    {
        long epoch = authority.Store.CurrentEpoch();
        UInt128 key = _secrets.KeyOf(certificate.Span);
        if (_secrets.Find(key, epoch) is { } known)
        {
            return _secrets.Decide(known, address);
        }

        if (!PresentedCertificate.TryParse(certificate, out PresentedCertificate? presented))
        {
            return Malformed with { Detail = PresentedCertificate.DescribeFault(certificate) };
        }

        CertificateAuthorities authorities = authority.CertificateAuthorities;
        return authorities.IssuerOf(presented) is { } issuer && issuer.Authority.TryVerifySignature(presented)
            ? _secrets.Decide(_secrets.Keep(key, _secrets.ReadApiCredential(authority.Hasher.Hash(certificate.Span), epoch)), address)
            : WrongAuthority with { Detail = authorities.DescribeRefusal(presented) };
    }
}
