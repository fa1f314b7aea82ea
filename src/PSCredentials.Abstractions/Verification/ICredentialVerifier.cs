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
}
