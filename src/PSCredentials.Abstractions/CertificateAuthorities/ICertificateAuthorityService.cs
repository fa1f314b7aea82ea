namespace PSCredentials;

/// <summary>The certificate authorities of an authority: the one that issues, and those before it. Every method fails with <see cref="CredentialException"/> alone, or with cancellation.</summary>
public interface ICertificateAuthorityService
{
    /// <summary>Lists them, the current one first, then the latest.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>All that there ever were.</returns>
    Task<IReadOnlyList<CredentialAuthorityCertificate>> ListAsync(CancellationToken cancellationToken);

    /// <summary>Puts another certificate authority in the place of the current one. What that one issued stays good until it ends.</summary>
    /// <param name="request">What takes its place.</param>
    /// <param name="cancellationToken">Gives up before anything changes.</param>
    /// <returns>The one that is current now.</returns>
    Task<CredentialAuthorityCertificate> RollOverAsync(CertificateAuthorityRollOver request, CancellationToken cancellationToken);

    /// <summary>Destroys the private keys of former ones whose certificates have all ended, which every roll-over does too.</summary>
    /// <param name="cancellationToken">Gives up before anything changes.</param>
    /// <returns>Those whose keys were destroyed now.</returns>
    Task<IReadOnlyList<CredentialAuthorityCertificate>> DestroyEndedKeysAsync(CancellationToken cancellationToken);
}
