using PSCredentials.Authority;
using PSCredentials.Pki;
using PSCredentials.Policy;
using PSCredentials.Storage;

namespace PSCredentials.Issuing;

/// <summary>Where a kubeconfig points, with everything known.</summary>
/// <param name="Name">The cluster's name in the kubeconfig.</param>
/// <param name="Server">The API server's address.</param>
/// <param name="CertificateAuthority">The API server's CA certificates in PEM, or null for the client's own trust store.</param>
/// <param name="RegisteredName">The registered cluster's name, or null where the server was given outright.</param>
internal sealed record ResolvedCluster(string Name, Uri Server, string? CertificateAuthority, string? RegisteredName)
{
    private const int Most = 64;

    /// <summary>Finds where a kubeconfig shall point: one cluster or more, none twice, in the order they were named.</summary>
    public static IReadOnlyList<ResolvedCluster> FindAll(AuthorityContext authority, CredentialType type, KubeConfigTarget? target)
    {
        if (type.IsSite() && string.IsNullOrEmpty(target?.SiteName))
        {
            throw CredentialException.Invalid("SiteName", $"is required for type {type}.");
        }

        if (target?.SiteName is { } site)
        {
            FieldRules.Name("SiteName", site, 1, FieldRules.LongestText);
        }

        IReadOnlyList<string> names = target?.ClusterName ?? [];
        if (names.Count > Most)
        {
            throw CredentialException.Invalid("ClusterName", $"has {names.Count} entries; at most {Most} are allowed.");
        }

        if (target?.Server is { } server)
        {
            if (names.Count > 0)
            {
                throw CredentialException.Invalid("Server", "does not go with ClusterName; give one of them.");
            }

            Uri checkedServer = CheckServer(server);
            string? pem = target.ServerCertificateAuthority is { } given ? CertificateAuthorityPem.Normalize(given) : null;
            return [new ResolvedCluster(target.SiteName ?? checkedServer.Host, checkedServer, pem, null)];
        }

        bool isSites = names.Count == 0 && !string.IsNullOrEmpty(target?.SiteName);
        if ((names.Count == 0 && !isSites) || names.Any(string.IsNullOrEmpty))
        {
            throw new CredentialException(CredentialErrors.ClusterRequired, "A kubeconfig has to point at a cluster: neither ClusterName nor Server was given.");
        }

        IReadOnlyList<string> wanted = isSites ? [target!.SiteName!] : names;
        return authority.Store.Read(connection => wanted
            .Select(name => ClusterTable.Find(connection, name, authority.Name) ?? throw new CredentialException(
                isSites ? CredentialErrors.ClusterRequired : CredentialErrors.NotFound, $"There is no registered cluster '{name}'."))
            .DistinctBy(cluster => cluster.Name)
            .Select(cluster => new ResolvedCluster(cluster.Name, cluster.Server!, cluster.CertificateAuthority, cluster.Name))
            .ToList());
    }

    /// <summary>The names of those that are registered, in their order.</summary>
    public static IReadOnlyList<string> RegisteredNames(IReadOnlyList<ResolvedCluster> clusters) =>
        [.. clusters.Select(cluster => cluster.RegisteredName).OfType<string>()];

    /// <summary>Refuses an address that is not one of an API server.</summary>
    public static Uri CheckServer(Uri server)
    {
        if (!server.IsAbsoluteUri || server.Scheme != Uri.UriSchemeHttps || server.UserInfo.Length != 0 || server.Query.Length != 0 || server.Fragment.Length != 0)
        {
            throw CredentialException.Invalid("Server", "has to be an https:// address without user, query or fragment.");
        }

        FieldRules.Text("Server", server.AbsoluteUri);
        return server;
    }
}
