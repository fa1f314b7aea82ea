namespace PSCredentials;

/// <summary>A Kubernetes cluster that kubeconfigs can point at.</summary>
public sealed record CredentialCluster
{
    /// <summary>Its name, unique without regard to case.</summary>
    public string Name { get; init; } = string.Empty;

    /// <summary>The address of its API server, <c>https://…</c>.</summary>
    public Uri? Server { get; init; }

    /// <summary>The CA certificates, in PEM, that the API server's certificate is checked against; null means the client's own trust store.</summary>
    public string? CertificateAuthority { get; init; }

    /// <summary>When it was registered.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>The name of the authority that knows it.</summary>
    public string Authority { get; init; } = string.Empty;

    /// <summary>The cluster's name.</summary>
    /// <returns><see cref="Name"/>.</returns>
    public override string ToString() => Name;
}
