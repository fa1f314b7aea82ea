namespace PSCredentials;

/// <summary>An authority as a session sees it.</summary>
public sealed record CredentialAuthorityInfo
{
    /// <summary>The name the session calls it by.</summary>
    public string Name { get; init; } = string.Empty;

    /// <summary>What it is: <c>Embedded</c>, or the vendor.</summary>
    public string Provider { get; init; } = string.Empty;

    /// <summary>Where it is: the vault's folder, or an address.</summary>
    public string Location { get; init; } = string.Empty;

    /// <summary>The identifier it was made with.</summary>
    public string Id { get; init; } = string.Empty;

    /// <summary>Whether commands without <c>-Authority</c> go to it.</summary>
    public bool IsCurrent { get; init; }

    /// <summary>How the vault's keys are sealed; null for a remote authority.</summary>
    public VaultProtection? Protection { get; init; }

    /// <summary>Who acts.</summary>
    public string Caller { get; init; } = string.Empty;

    /// <summary>When it was made.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>The subject of its certificate authority.</summary>
    public string? CertificateAuthoritySubject { get; init; }

    /// <summary>When its certificate authority ends; nothing is issued past it.</summary>
    public DateTimeOffset? CertificateAuthorityExpiresAt { get; init; }

    /// <summary>
    /// Where the private key of its certificate authority is: <see cref="CredentialAuthorityCertificate.InVault"/>, or the URI of a key in a token (RFC 7512), without secrets.
    /// </summary>
    public string? CertificateAuthorityKeyLocation { get; init; }

    /// <summary>The certificate authority's own certificate, and those above it up to the root, in PEM, to give to servers that shall trust what is issued.</summary>
    public string? CertificateAuthorityPem { get; init; }

    /// <summary>Where its revocation lists and status answers are served, as its certificates say; null where nowhere.</summary>
    public Uri? RevocationAddress { get; init; }

    /// <summary>The authority's name.</summary>
    /// <returns><see cref="Name"/>.</returns>
    public override string ToString() => Name;
}
