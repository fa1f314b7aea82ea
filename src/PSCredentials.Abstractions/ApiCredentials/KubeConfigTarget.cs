namespace PSCredentials;

/// <summary>Where a kubeconfig points: registered clusters by name, or a server given outright.</summary>
public sealed record KubeConfigTarget
{
    /// <summary>The names of registered clusters. Each gets a context; the first one's is current.</summary>
    public IReadOnlyList<string> ClusterName { get; init => field = ValueList<string>.Of(value); } = ValueList<string>.Empty;

    /// <summary>The API server's address, where no cluster is named.</summary>
    public Uri? Server { get; init; }

    /// <summary>The CA certificates, in PEM, that the API server's own certificate is checked against, where <see cref="Server"/> is given.</summary>
    public string? ServerCertificateAuthority { get; init; }

    /// <summary>The Kubernetes namespace the contexts start in.</summary>
    public string? ClusterNamespace { get; init; }

    /// <summary>The site; required for site kubeconfigs. Without a cluster or server, the cluster registered under this name is used.</summary>
    public string? SiteName { get; init; }
}
