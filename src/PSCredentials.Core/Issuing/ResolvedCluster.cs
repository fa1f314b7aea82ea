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
    /// <summary>Finds where a kubeconfig shall point.</summary>
    public static ResolvedCluster Find(AuthorityContext authority, CredentialType type, KubeConfigTarget? target)
    {
        if (type.IsSite() && string.IsNullOrEmpty(target?.SiteName))
        {
            throw CredentialException.Invalid("SiteName", $"is required for type {type}.");
        }

        if (target?.SiteName is { } site)
        {
            FieldRules.Name("SiteName", site, 1, FieldRules.LongestText);
        }

        if (target?.Server is { } server)
        {
            if (target.ClusterName is not null)
            {
                throw CredentialException.Invalid("Server", "does not go with ClusterName; give one of them.");
            }

            Uri checkedServer = CheckServer(server);
            string? pem = target.ServerCertificateAuthority is { } given ? CertificateAuthorityPem.Normalize(given) : null;
            return new ResolvedCluster(target.SiteName ?? checkedServer.Host, checkedServer, pem, null);
        }

        string? name = target?.ClusterName ?? target?.SiteName;
        if (string.IsNullOrEmpty(name))
        {
            throw new CredentialException(CredentialErrors.ClusterRequired, "A kubeconfig has to point at a cluster: neither ClusterName nor Server was given.");
        }

        CredentialCluster cluster = authority.Store.Read(connection => ClusterTable.Find(connection, name, authority.Name))
            ?? throw new CredentialException(
                target!.ClusterName is null ? CredentialErrors.ClusterRequired : CredentialErrors.NotFound, $"There is no registered cluster '{name}'.");
        return new ResolvedCluster(cluster.Name, cluster.Server!, cluster.CertificateAuthority, cluster.Name);
    }

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
