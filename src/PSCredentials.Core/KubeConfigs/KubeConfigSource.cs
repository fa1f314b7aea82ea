namespace PSCredentials.KubeConfigs;

/// <summary>What goes into a kubeconfig.</summary>
/// <param name="Clusters">The clusters; one or more, the one to start with first.</param>
/// <param name="UserName">The name of the user entry.</param>
/// <param name="Namespace">The namespace the contexts start in, or null.</param>
/// <param name="ClientCertificatePem">The client certificate.</param>
/// <param name="ClientKeyPem">Its private key.</param>
internal sealed record KubeConfigSource(
    IReadOnlyList<KubeConfigCluster> Clusters,
    string UserName,
    string? Namespace,
    string ClientCertificatePem,
    string ClientKeyPem)
{
    /// <summary>The name of the context that joins the user and a cluster.</summary>
    /// <param name="cluster">One of the clusters.</param>
    /// <returns>The name.</returns>
    public string ContextName(KubeConfigCluster cluster) => $"{UserName}@{cluster.Name}";

    /// <summary>User and cluster alone: a record's own text would hold the private key.</summary>
    /// <returns>The name of the context to start with.</returns>
    public override string ToString() => ContextName(Clusters[0]);
}
