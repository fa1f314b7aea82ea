namespace PSCredentials;

/// <summary>An issued API credential as its authority knows it: everything but the secret. A snapshot of the moment it was read.</summary>
public record ApiCredential : ICredential
{
    private LabelSet? _label;

    /// <summary>The identifier the authority gave it; it never changes and is never given again.</summary>
    public string Id { get; init; } = string.Empty;

    /// <summary>Its name, unique in its namespace without regard to case.</summary>
    public string Name { get; init; } = string.Empty;

    /// <summary>The namespace it belongs to.</summary>
    public string Namespace { get; init; } = string.Empty;

    /// <summary>What it is.</summary>
    public CredentialType Type { get; init; }

    /// <summary>Whether it could be used when this object was read.</summary>
    public CredentialState State { get; init; }

    /// <summary>Who made it, and whose rights it carries unless it is a service credential.</summary>
    public string Owner { get; init; } = string.Empty;

    /// <summary>What it is for.</summary>
    public string Description { get; init; } = string.Empty;

    /// <summary>When it was made.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When its facts last changed; last use does not count.</summary>
    public DateTimeOffset ModifiedAt { get; init; }

    /// <summary>When it stops working.</summary>
    public DateTimeOffset ExpiresAt { get; init; }

    /// <summary>When it was switched off, if it is.</summary>
    public DateTimeOffset? DisabledAt { get; init; }

    /// <summary>When it was revoked, if it was.</summary>
    public DateTimeOffset? RevokedAt { get; init; }

    /// <summary>Why it was revoked, if it was.</summary>
    public RevocationReason? RevocationReason { get; init; }

    /// <summary>When the secret was last made anew, if it ever was.</summary>
    public DateTimeOffset? RotatedAt { get; init; }

    /// <summary>Until when the secret before the last rotation works on, if it still does.</summary>
    public DateTimeOffset? GracePeriodEndsAt { get; init; }

    /// <summary>When it was last presented and accepted; written shortly after the use.</summary>
    public DateTimeOffset? LastUsedAt { get; init; }

    /// <summary>The address it was last used from, where that was known.</summary>
    public string? LastUsedAddress { get; init; }

    /// <summary>How many times a token may be used: as often is its presentation accepted. Null where there is no limit.</summary>
    public long? MaximumUses { get; init; }

    /// <summary>How many times it was used; counted where <see cref="MaximumUses"/> says how many there can be, and 0 elsewhere.</summary>
    public long UseCount { get; init; }

    /// <summary>The addresses and CIDR ranges it may be used from; empty means anywhere.</summary>
    public IReadOnlyList<string> IPAddress { get; init => field = ValueList<string>.Of(value); } = ValueList<string>.Empty;

    /// <summary>Labels for finding and grouping.</summary>
    public IReadOnlyDictionary<string, string> Label { get => _label ??= []; init => _label = value is { Count: > 0 } ? LabelSet.Of(value) : null; }

    /// <summary>A service credential's own roles.</summary>
    public IReadOnlyList<NamespaceRole> NamespaceRole { get; init => field = ValueList<NamespaceRole>.Of(value); } = ValueList<NamespaceRole>.Empty;

    /// <summary>A service credential's own groups.</summary>
    public IReadOnlyList<string> UserGroup { get; init => field = ValueList<string>.Of(value); } = ValueList<string>.Empty;

    /// <summary>The registered clusters that a kubeconfig points at, if they were named; its current context is for the first one.</summary>
    public IReadOnlyList<string> ClusterName { get; init => field = ValueList<string>.Of(value); } = ValueList<string>.Empty;

    /// <summary>The Kubernetes namespace that a kubeconfig's contexts start in, if one was given.</summary>
    public string? ClusterNamespace { get; init; }

    /// <summary>The site of a site kubeconfig.</summary>
    public string? SiteName { get; init; }

    /// <summary>The kind of key that the certificate in force is for; null for tokens.</summary>
    public KeyAlgorithm? KeyAlgorithm { get; init; }

    /// <summary>The certificate's alternative names beside the credential's own, such as <c>email:ada@example.com</c> or <c>URI:spiffe://example.com/ci</c>.</summary>
    public IReadOnlyList<string> SubjectAlternativeName { get; init => field = ValueList<string>.Of(value); } = ValueList<string>.Empty;

    /// <summary>The serial number of the certificate in force, in upper-case hexadecimal; null for tokens.</summary>
    public string? SerialNumber { get; init; }

    /// <summary>The SHA-256 fingerprint of the certificate in force, in upper-case hexadecimal; null for tokens.</summary>
    public string? Fingerprint { get; init; }

    /// <summary>The name of the certificate authority that issued the certificate in force (RFC 4514); null for tokens.</summary>
    public string? Issuer { get; init; }

    /// <summary>The name of the authority that issued it.</summary>
    public string Authority { get; init; } = string.Empty;

    /// <summary>The credential's name.</summary>
    /// <returns><see cref="Name"/>.</returns>
    public sealed override string ToString() => Name;
}
