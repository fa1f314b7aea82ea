using System.Text.Json.Serialization.Metadata;
using static PSCredentials.Vendors.Service.WireValues;

namespace PSCredentials.Vendors.Service;

/// <summary>The authority behind the service.</summary>
internal sealed record AuthorityWire : IWire<AuthorityWire>
{
    /// <summary>The name it was given.</summary>
    public string Name { get; init; } = string.Empty;

    /// <summary>The identifier it was made with.</summary>
    public string Id { get; init; } = string.Empty;

    /// <summary>Where its folder is, for its owners alone.</summary>
    public string? Location { get; init; }

    /// <summary>How its keys are sealed.</summary>
    public VaultProtection? Protection { get; init; }

    /// <summary>Who asks.</summary>
    public string Caller { get; init; } = string.Empty;

    /// <summary>When it was made.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>The subject of its certificate authority.</summary>
    public string? CertificateAuthoritySubject { get; init; }

    /// <summary>When its certificate authority ends.</summary>
    public DateTimeOffset? CertificateAuthorityExpiresAt { get; init; }

    /// <summary>Where the private key of its certificate authority is.</summary>
    public string? CertificateAuthorityKeyLocation { get; init; }

    /// <summary>The certificate authority's own certificate, and those above it, in PEM, to give to servers that shall trust what is issued.</summary>
    public string? CertificateAuthorityPem { get; init; }

    /// <summary>Where its revocation lists and status answers are served.</summary>
    public Uri? RevocationAddress { get; init; }

    /// <inheritdoc/>
    public static JsonTypeInfo<AuthorityWire> Json => ServiceJson.Default.AuthorityWire;

    /// <summary>Writes a description.</summary>
    public static AuthorityWire Of(CredentialAuthorityInfo info) => new()
    {
        Name = info.Name,
        Id = info.Id,
        Location = OrNone(info.Location),
        Protection = info.Protection,
        Caller = info.Caller,
        CreatedAt = info.CreatedAt,
        CertificateAuthoritySubject = info.CertificateAuthoritySubject,
        CertificateAuthorityExpiresAt = info.CertificateAuthorityExpiresAt,
        CertificateAuthorityKeyLocation = info.CertificateAuthorityKeyLocation,
        CertificateAuthorityPem = info.CertificateAuthorityPem,
        RevocationAddress = info.RevocationAddress,
    };

    /// <summary>The authority as a client has it.</summary>
    /// <param name="name">What the client calls it.</param>
    /// <param name="provider">What the client says it is.</param>
    /// <param name="location">The service's address.</param>
    public CredentialAuthorityInfo ToInfo(string name, string provider, string location) => new()
    {
        Name = name,
        Provider = provider,
        Location = location,
        Id = Id,
        Caller = Caller,
        CreatedAt = CreatedAt,
        CertificateAuthoritySubject = CertificateAuthoritySubject,
        CertificateAuthorityExpiresAt = CertificateAuthorityExpiresAt,
        CertificateAuthorityKeyLocation = CertificateAuthorityKeyLocation,
        CertificateAuthorityPem = CertificateAuthorityPem,
        RevocationAddress = RevocationAddress,
    };
}

/// <summary>Who asks, with what, and what that one may do at this moment.</summary>
internal sealed record WhoAmIWire : IWire<WhoAmIWire>
{
    /// <summary>The name, as the audit trail has it.</summary>
    public string Name { get; init; } = string.Empty;

    /// <summary>What it is.</summary>
    public PrincipalKind Kind { get; init; }

    /// <summary>Its groups.</summary>
    public IReadOnlyList<string> Groups { get; init; } = [];

    /// <summary>The credential that was presented.</summary>
    public VerifiedCredentialWire? Credential { get; init; }

    /// <summary>What it may do.</summary>
    public IReadOnlyList<RightWire> Rights { get; init; } = [];

    /// <inheritdoc/>
    public static JsonTypeInfo<WhoAmIWire> Json => ServiceJson.Default.WhoAmIWire;
}
