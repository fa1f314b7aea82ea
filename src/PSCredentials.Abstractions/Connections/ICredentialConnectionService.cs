namespace PSCredentials;

/// <summary>The connections to remote authorities that a vault keeps for its user.</summary>
public interface ICredentialConnectionService
{
    /// <summary>Keeps a connection.</summary>
    /// <param name="connection">The connection. Its times, its authority and <see cref="CredentialConnection.HasToken"/> do not count.</param>
    /// <param name="token">The token to keep with it, sealed; null for none.</param>
    /// <param name="replace">Whether one of the name is replaced, its token with it; it is refused otherwise.</param>
    /// <param name="cancellationToken">Gives up before anything changes.</param>
    /// <returns>The connection as it is kept.</returns>
    Task<CredentialConnection> SaveAsync(CredentialConnection connection, SecretText? token, bool replace, CancellationToken cancellationToken);

    /// <summary>Lists connections by name.</summary>
    /// <param name="name">Wildcard patterns for the name; empty means any.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The connections.</returns>
    Task<IReadOnlyList<CredentialConnection>> ListAsync(IReadOnlyList<string> name, CancellationToken cancellationToken);

    /// <summary>The token that is kept with a connection. The event about it is on disk before the token leaves.</summary>
    /// <param name="connection">The connection as it was listed; its token does not open for another address.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The token.</returns>
    /// <exception cref="CredentialException">There is no such connection any more, it has no token, or it was changed meanwhile.</exception>
    Task<SecretText> RevealTokenAsync(CredentialConnection connection, CancellationToken cancellationToken);

    /// <summary>Forgets a connection and its token.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="cancellationToken">Gives up before anything changes.</param>
    /// <returns>A task that completes when it is gone from disk.</returns>
    Task RemoveAsync(string name, CancellationToken cancellationToken);
}
