namespace PSCredentials.Pki;

/// <summary>What goes into a kubeconfig.</summary>
/// <param name="ClusterName">The cluster's name.</param>
/// <param name="Server">The address of its API server.</param>
/// <param name="CertificateAuthorityPem">The certificates the server's is checked against, or null for the client's own trust store.</param>
/// <param name="UserName">The name of the user entry.</param>
/// <param name="Namespace">The namespace the context starts in, or null.</param>
/// <param name="ClientCertificatePem">The client certificate.</param>
/// <param name="ClientKeyPem">Its private key.</param>
internal sealed record KubeConfigSource(
    string ClusterName,
    Uri Server,
    string? CertificateAuthorityPem,
    string UserName,
    string? Namespace,
    string ClientCertificatePem,
    string ClientKeyPem)
{
    /// <summary>User and cluster alone: a record's own text would hold the private key.</summary>
    /// <returns>The name of the context.</returns>
    public override string ToString() => $"{UserName}@{ClusterName}";
}
