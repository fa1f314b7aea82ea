namespace PSCredentials.KubeConfigs;

/// <summary>A cluster that a kubeconfig names.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Server">The address of its API server.</param>
/// <param name="CertificateAuthorityPem">The certificates the server's is checked against, or null for the client's own trust store.</param>
internal sealed record KubeConfigCluster(string Name, Uri Server, string? CertificateAuthorityPem);
