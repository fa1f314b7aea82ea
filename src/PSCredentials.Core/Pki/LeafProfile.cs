namespace PSCredentials.Pki;

/// <summary>What a client certificate shall say.</summary>
/// <param name="CommonName">The subject's common name, 1 to 64 characters.</param>
/// <param name="Organizations">The subject's organizations, which Kubernetes reads as groups; each 1 to 64 characters.</param>
/// <param name="NotBefore">The first second it shall be valid; never before the certificate authority's own.</param>
/// <param name="NotAfter">The last second it shall be valid; never past the certificate authority's own.</param>
/// <param name="UniformResourceIdentifier">A URI as subject alternative name, such as <c>urn:uuid:…</c>, or null.</param>
internal sealed record LeafProfile(
    string CommonName,
    IReadOnlyList<string> Organizations,
    DateTimeOffset NotBefore,
    DateTimeOffset NotAfter,
    string? UniformResourceIdentifier)
{
    /// <summary>Whether the key signs status answers (RFC 6960, 4.2.2.2); it is for client authentication otherwise.</summary>
    public bool IsOcspSigner { get; init; }

    /// <summary>Further alternative names.</summary>
    public IReadOnlyList<AlternativeName> AlternativeNames { get; init; } = [];

    /// <summary>Where to learn whether it was revoked; null where it shall not say so.</summary>
    public Uri? RevocationAddress { get; init; }

    /// <summary>What the user calls the field that the common name comes from, for errors.</summary>
    public string CommonNameField { get; init; } = "CommonName";

    /// <summary>What the user calls the field that the organizations come from, for errors.</summary>
    public string OrganizationField { get; init; } = "Organization";

    /// <summary>The DNS names and IP addresses of a TLS server; empty for a client.</summary>
    public IReadOnlyList<ServerName> ServerNames { get; init; } = [];
}
