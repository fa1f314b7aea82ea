namespace PSCredentials;

/// <summary>The rights that users and groups have when they come through the service.</summary>
public interface ICredentialRightService
{
    /// <summary>Grants a right; to grant it twice changes nothing.</summary>
    /// <param name="right">The right; who granted it and when is the authority's to say.</param>
    /// <param name="cancellationToken">Gives up before anything changes.</param>
    /// <returns>The right as it is.</returns>
    Task<CredentialRight> GrantAsync(CredentialRight right, CancellationToken cancellationToken);

    /// <summary>Takes a right.</summary>
    /// <param name="right">The right.</param>
    /// <param name="cancellationToken">Gives up before anything changes.</param>
    /// <returns>The right as it was.</returns>
    /// <exception cref="CredentialException"><see cref="CredentialErrors.NotFound"/>: there is no such right.</exception>
    Task<CredentialRight> RevokeAsync(CredentialRight right, CancellationToken cancellationToken);

    /// <summary>Lists rights in the order of principal, scope and role.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The rights.</returns>
    Task<IReadOnlyList<CredentialRight>> ListAsync(CancellationToken cancellationToken);

    /// <summary>
    /// What who presented a credential may do at this moment: an API credential what its owner may, a service credential what its own roles and groups
    /// allow, an API key what its role allows in its workspace; anything else nothing.
    /// </summary>
    /// <param name="verdict">The verdict on what was presented.</param>
    /// <returns>The rights.</returns>
    EffectiveRights Of(CredentialVerdict verdict);
}
