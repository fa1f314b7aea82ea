namespace PSCredentials;

/// <summary>
/// Secrets that a vault keeps, sealed, and gives back: those that somebody put there, and those of credentials that were issued to be recoverable. It is of a vault
/// on this machine alone; no service hands them out.
/// </summary>
public interface ISecretVaultService
{
    /// <summary>Keeps a secret, in place of the one of its name and of its metadata.</summary>
    /// <param name="name">The name, 1 to 1024 characters.</param>
    /// <param name="value">The secret.</param>
    /// <param name="metadata">What is noted beside it, not sealed: values of type <see cref="string"/>, <see cref="int"/> and <see cref="DateTime"/>.</param>
    /// <param name="cancellationToken">Gives up before anything changes.</param>
    /// <returns>The secret as it is kept.</returns>
    /// <exception cref="CredentialException">The name is that of an issued credential, or something is not allowed.</exception>
    Task<VaultSecret> SetAsync(string name, SecretValue value, IReadOnlyDictionary<string, object> metadata, CancellationToken cancellationToken);

    /// <summary>Reads a secret. The event about it is on disk before the secret leaves.</summary>
    /// <param name="name">The name.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The secret; null where there is none of the name.</returns>
    /// <exception cref="CredentialException">It is that of a credential that has expired, or what is kept was changed by another hand.</exception>
    Task<RevealedSecret?> RevealAsync(string name, CancellationToken cancellationToken);

    /// <summary>Lists secrets by name.</summary>
    /// <param name="name">Wildcard patterns for the name; empty means any.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The secrets, without what they hold.</returns>
    Task<IReadOnlyList<VaultSecret>> ListAsync(IReadOnlyList<string> name, CancellationToken cancellationToken);

    /// <summary>Notes metadata beside a secret, in place of what was noted before.</summary>
    /// <param name="name">The name.</param>
    /// <param name="metadata">The metadata.</param>
    /// <param name="cancellationToken">Gives up before anything changes.</param>
    /// <returns>The secret as it is kept.</returns>
    /// <exception cref="CredentialException">There is none of the name, or it is that of an issued credential.</exception>
    Task<VaultSecret> SetMetadataAsync(string name, IReadOnlyDictionary<string, object> metadata, CancellationToken cancellationToken);

    /// <summary>Forgets a secret.</summary>
    /// <param name="name">The name.</param>
    /// <param name="cancellationToken">Gives up before anything changes.</param>
    /// <returns>A task that completes when it is gone from disk.</returns>
    /// <exception cref="CredentialException">There is none of the name, or it is that of an issued credential.</exception>
    Task RemoveAsync(string name, CancellationToken cancellationToken);

    /// <summary>Opens every secret, and tells which do not open. Nobody sees one, and so there is no event.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The names of the damaged ones.</returns>
    Task<IReadOnlyList<string>> FindDamagedAsync(CancellationToken cancellationToken);
}
