namespace PSCredentials;

/// <summary>The clusters that an authority knows.</summary>
public interface IClusterService
{
    /// <summary>Registers a cluster.</summary>
    /// <param name="name">Its name, 1 to 253 characters.</param>
    /// <param name="server">The address of its API server, https.</param>
    /// <param name="certificateAuthority">CA certificates in PEM, or null for the client's own trust store.</param>
    /// <param name="cancellationToken">Gives up before anything changes.</param>
    /// <returns>The cluster.</returns>
    Task<CredentialCluster> RegisterAsync(string name, Uri server, string? certificateAuthority, CancellationToken cancellationToken);

    /// <summary>Lists clusters by name.</summary>
    /// <param name="name">Wildcard patterns for the name; empty means any.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The clusters.</returns>
    Task<IReadOnlyList<CredentialCluster>> ListAsync(IReadOnlyList<string> name, CancellationToken cancellationToken);

    /// <summary>Forgets a cluster; kubeconfigs already issued work on.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="cancellationToken">Gives up before anything changes.</param>
    /// <returns>A task that completes when it is gone from disk.</returns>
    Task UnregisterAsync(string name, CancellationToken cancellationToken);
}
