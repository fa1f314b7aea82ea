using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace PSCredentials.Vendors.Service;

/// <summary>A Kubernetes cluster that kubeconfigs can point at.</summary>
internal sealed record ClusterWire : IWire<ClusterWire>
{
    /// <summary>The name, unique without regard to case.</summary>
    public string Name { get; init; } = string.Empty;

    /// <summary>The address of its API server.</summary>
    public Uri? Server { get; init; }

    /// <summary>The CA certificates, in PEM, that the API server's certificate is checked against; left out for the client's own trust store.</summary>
    public string? CertificateAuthority { get; init; }

    /// <summary>When it was registered.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <inheritdoc/>
    public static JsonTypeInfo<ClusterWire> Json => ServiceJson.Default.ClusterWire;

    /// <summary>Writes a cluster.</summary>
    public static ClusterWire Of(CredentialCluster cluster) =>
        new() { Name = cluster.Name, Server = cluster.Server, CertificateAuthority = cluster.CertificateAuthority, CreatedAt = cluster.CreatedAt };

    /// <summary>The cluster as a client has it.</summary>
    /// <param name="authority">What the client calls the authority.</param>
    public CredentialCluster ToCluster(string authority) =>
        new() { Name = Name, Server = Server, CertificateAuthority = CertificateAuthority, CreatedAt = CreatedAt, Authority = authority };
}

/// <summary>A cluster to be registered.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record ClusterRegistration : IWire<ClusterRegistration>
{
    /// <summary>The name, 1 to 253 characters.</summary>
    public required string Name { get; init; }

    /// <summary>The address of its API server, https.</summary>
    public required Uri Server { get; init; }

    /// <summary>CA certificates in PEM.</summary>
    public string? CertificateAuthority { get; init; }

    /// <inheritdoc/>
    public static JsonTypeInfo<ClusterRegistration> Json => ServiceJson.Default.ClusterRegistration;
}
