using System.Net;

namespace PSCredentials;

/// <summary>Access tokens: JWTs of a short life (RFC 9068), signed with ES256, that stand for an API key or a project's credential as long as that is in force.</summary>
/// <remarks>
/// Issuer and audience are both <c>urn:uuid:</c> and the authority's id: who grants them is who they are presented to. Their times are kept to the second, without any
/// allowance for clocks that differ.
/// </remarks>
public interface IAccessTokenService
{
    /// <summary>Grants a token for an API key; it lives as long as the key says, and never longer than the key.</summary>
    /// <param name="key">The key as it was presented.</param>
    /// <param name="address">Where it was presented from, if that is known.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The verdict on the key, and the token where it is valid.</returns>
    Task<AccessTokenGrant> GrantForApiKeyAsync(string key, IPAddress? address, CancellationToken cancellationToken);

    /// <summary>Grants a token for a project's credential, the client of RFC 6749, 4.4.</summary>
    /// <param name="username">The username as it was presented.</param>
    /// <param name="password">The password as it was presented.</param>
    /// <param name="address">Where it was presented from, if that is known.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The verdict on username and password, and the token where they are valid.</returns>
    Task<AccessTokenGrant> GrantForPasswordAsync(string username, SecretText password, IPAddress? address, CancellationToken cancellationToken);

    /// <summary>Verifies a token: its signature and times, and that what it stands for is in force at this moment.</summary>
    /// <param name="token">The token as it was presented.</param>
    /// <param name="address">Where it was presented from, if that is known.</param>
    /// <param name="resource">The proxy or group that is to be used, for a project's credential; null where only the credential itself is in question.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The verdict; a bad token is no exception.</returns>
    ValueTask<CredentialVerdict> VerifyAsync(string token, IPAddress? address, AccessTarget? resource, CancellationToken cancellationToken);

    /// <summary>The public keys that tokens are verified with.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>A JWK set (RFC 7517).</returns>
    Task<string> GetKeySetAsync(CancellationToken cancellationToken);
}
