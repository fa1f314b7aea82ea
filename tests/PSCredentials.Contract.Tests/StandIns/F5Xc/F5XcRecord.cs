namespace PSCredentials.Contract.Tests.StandIns.F5Xc;

/// <summary>A credential as the stand-in keeps it.</summary>
internal sealed class F5XcRecord
{
    public required string Uid { get; init; }

    public required string Name { get; init; }

    /// <summary>The type's name on the wire.</summary>
    public required string Type { get; init; }

    public required string Email { get; init; }

    public required DateTimeOffset Created { get; init; }

    public required DateTimeOffset Expires { get; set; }

    public bool Active { get; set; } = true;

    /// <summary>Whether it is marked for deletion: it is in no list any more, and nothing brings it back.</summary>
    public bool IsRevoked { get; set; }

    /// <summary>The token; null for what has a certificate.</summary>
    public string? Token { get; init; }

    public string? CertificateSerialNumber { get; init; }

    public string? Cluster { get; init; }

    public string? ClusterNamespace { get; init; }

    public string? Site { get; init; }

    /// <summary>Roles by namespace; of service credentials alone.</summary>
    public Dictionary<string, List<string>> Roles { get; set; } = [];

    public List<string> Groups { get; set; } = [];

    public bool IsService => Type.StartsWith("SERVICE_", StringComparison.Ordinal);
}
