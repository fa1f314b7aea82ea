using System.Net;

namespace PSCredentials;

/// <summary>Decides whether a presented secret is good here and now.</summary>
public interface ICredentialVerifier
{
    /// <summary>Verifies a token of any kind.</summary>
    /// <param name="token">The token as it was presented.</param>
    /// <param name="address">Where it was presented from, if that is known.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The verdict; a bad token is no exception.</returns>
    ValueTask<CredentialVerdict> VerifyTokenAsync(string token, IPAddress? address, CancellationToken cancellationToken);

    /// <summary>Verifies a client certificate whose possession the TLS layer has proven.</summary>
    /// <param name="certificate">The certificate, DER.</param>
    /// <param name="address">Where it was presented from, if that is known.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The verdict; a bad certificate is no exception.</returns>
    ValueTask<CredentialVerdict> VerifyCertificateAsync(ReadOnlyMemory<byte> certificate, IPAddress? address, CancellationToken cancellationToken);

    /// <summary>Verifies an API key.</summary>
    /// <param name="key">The key as it was presented.</param>
    /// <param name="address">Where it was presented from, if that is known.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The verdict; a bad key is no exception.</returns>
    ValueTask<CredentialVerdict> VerifyApiKeyAsync(string key, IPAddress? address, CancellationToken cancellationToken);

    /// <summary>
    /// Verifies the username and password of a project's credential. The answer takes as long for an unknown username as for a wrong password; only the
    /// reason, which is for admins, tells them apart.
    /// </summary>
    /// <param name="username">The username as it was presented.</param>
    /// <param name="password">The password as it was presented.</param>
    /// <param name="address">Where it was presented from, if that is known.</param>
    /// <param name="resource">The proxy or group that is to be used; null where only the credential itself is in question.</param>
    /// <param name="cancellationToken">Gives up while waiting for a free core.</param>
    /// <returns>The verdict; a wrong password is no exception.</returns>
    ValueTask<CredentialVerdict> VerifyPasswordAsync(
        string username, SecretText password, IPAddress? address, AccessTarget? resource, CancellationToken cancellationToken);
}
