using PSCredentials.Authority;
using PSCredentials.Pki;
using PSCredentials.Policy;
using PSCredentials.Storage;

namespace PSCredentials.Issuing;

/// <summary>The clusters of the embedded authority.</summary>
internal sealed class ClusterService(AuthorityContext authority) : IClusterService
{
    /// <inheritdoc/>
    public Task<CredentialCluster> RegisterAsync(string name, Uri server, string? certificateAuthority, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(server);
        var cluster = new CredentialCluster
        {
            Name = ClusterName(name),
            Server = ResolvedCluster.CheckServer(server),
            CertificateAuthority = certificateAuthority is null ? null : CertificateAuthorityPem.Normalize(certificateAuthority),
            CreatedAt = authority.Now(),
            Authority = authority.Name,
        };
        return authority.ChangeAsync(
            CredentialAction.Register,
            (connection, _) =>
            {
                if (!ClusterTable.TryAdd(connection, cluster))
                {
                    throw new CredentialException(CredentialErrors.AlreadyExists, $"There is already a cluster '{cluster.Name}'.");
                }

                authority.Audit(connection, CredentialAction.Register, Subject(cluster.Name), cluster.Server.AbsoluteUri);
                return cluster;
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<CredentialCluster>> ListAsync(IReadOnlyList<string> name, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<CredentialCluster>>(authority.Store.Read(connection => ClusterTable.List(connection, name, authority.Name)));

    /// <inheritdoc/>
    public Task UnregisterAsync(string name, CancellationToken cancellationToken) =>
        authority.ChangeAsync(
            CredentialAction.Unregister,
            (connection, _) =>
            {
                CredentialCluster cluster = ClusterTable.Find(connection, name, authority.Name)
                    ?? throw new CredentialException(CredentialErrors.NotFound, $"There is no registered cluster '{name}'.");
                ClusterTable.Remove(connection, name);
                authority.Audit(connection, CredentialAction.Unregister, Subject(cluster.Name));
                return 0;
            },
            cancellationToken);

    // Several names can stand in one text, as a cell of a CSV file holds them.
    private static string ClusterName(string name) =>
        FieldRules.Name("Name", name, 1, 253) is var checkedName && checkedName.AsSpan().IndexOfAny(',', ';') is >= 0 and int at
            ? throw CredentialException.Invalid("Name", $"has the character '{checkedName[at]}'; commas and semicolons are not allowed: they part the names of a list.")
            : checkedName;

    private static AuditSubject Subject(string name) => new(CredentialSubject.Cluster, string.Empty, name, string.Empty);
}
