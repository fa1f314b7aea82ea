using System.Text.Json.Serialization.Metadata;
using static PSCredentials.Vendors.Service.WireValues;

namespace PSCredentials.Vendors.Service;

/// <summary>An API credential, without its secret.</summary>
internal record ApiCredentialWire : IWire<ApiCredentialWire>
{
    /// <summary>No facts yet.</summary>
    public ApiCredentialWire()
    {
    }

    /// <summary>The facts of a credential.</summary>
    /// <param name="credential">The credential.</param>
    public ApiCredentialWire(ApiCredential credential)
    {
        Id = credential.Id;
        Name = credential.Name;
        Namespace = credential.Namespace;
        Type = credential.Type;
        State = credential.State;
        Owner = credential.Owner;
        Description = OrNone(credential.Description);
        CreatedAt = credential.CreatedAt;
        ModifiedAt = credential.ModifiedAt;
        ExpiresAt = credential.ExpiresAt;
        DisabledAt = credential.DisabledAt;
        RevokedAt = credential.RevokedAt;
        RevocationReason = credential.RevocationReason;
        RotatedAt = credential.RotatedAt;
        GracePeriodEndsAt = credential.GracePeriodEndsAt;
        LastUsedAt = credential.LastUsedAt;
        LastUsedAddress = credential.LastUsedAddress;
        MaximumUses = credential.MaximumUses;
        UseCount = credential.MaximumUses is null ? null : credential.UseCount;
        IpAddresses = OrNone(credential.IPAddress);
        Labels = OrNone(credential.Label);
        NamespaceRoles = credential.NamespaceRole.Count > 0 ? [.. credential.NamespaceRole.Select(NamespaceRoleWire.Of)] : null;
        UserGroups = OrNone(credential.UserGroup);
        Clusters = OrNone(credential.ClusterName);
        ClusterNamespace = credential.ClusterNamespace;
        Site = credential.SiteName;
        KeyAlgorithm = credential.KeyAlgorithm;
        AlternativeNames = OrNone(credential.SubjectAlternativeName);
        SerialNumber = credential.SerialNumber;
        Fingerprint = credential.Fingerprint;
        Issuer = credential.Issuer;
    }

    /// <summary>The identifier, which never changes.</summary>
    public string Id { get; init; } = string.Empty;

    /// <summary>The name, unique in the namespace without regard to case.</summary>
    public string Name { get; init; } = string.Empty;

    /// <summary>The namespace it belongs to.</summary>
    public string Namespace { get; init; } = string.Empty;

    /// <summary>What it is.</summary>
    public CredentialType Type { get; init; }

    /// <summary>Whether it can be used at this moment.</summary>
    public CredentialState State { get; init; }

    /// <summary>Whose rights it carries, unless it is a service credential.</summary>
    public string Owner { get; init; } = string.Empty;

    /// <summary>What it is for.</summary>
    public string? Description { get; init; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When its facts last changed.</summary>
    public DateTimeOffset ModifiedAt { get; init; }

    /// <summary>When it stops working.</summary>
    public DateTimeOffset ExpiresAt { get; init; }

    /// <summary>When it was switched off, if it is.</summary>
    public DateTimeOffset? DisabledAt { get; init; }

    /// <summary>When it was revoked, if it was.</summary>
    public DateTimeOffset? RevokedAt { get; init; }

    /// <summary>Why it was revoked, if it was.</summary>
    public RevocationReason? RevocationReason { get; init; }

    /// <summary>When its secret was last made anew.</summary>
    public DateTimeOffset? RotatedAt { get; init; }

    /// <summary>Until when the secret before the last rotation works on, if it still does.</summary>
    public DateTimeOffset? GracePeriodEndsAt { get; init; }

    /// <summary>When it was last presented and accepted.</summary>
    public DateTimeOffset? LastUsedAt { get; init; }

    /// <summary>The address it was last used from.</summary>
    public string? LastUsedAddress { get; init; }

    /// <summary>How many times a token may be used; left out where there is no limit.</summary>
    public long? MaximumUses { get; init; }

    /// <summary>How many times it was used, where there is a limit.</summary>
    public long? UseCount { get; init; }

    /// <summary>The addresses and CIDR ranges it may be used from; left out where it may be from anywhere.</summary>
    public IReadOnlyList<string>? IpAddresses { get; init; }

    /// <summary>Labels.</summary>
    public IReadOnlyDictionary<string, string>? Labels { get; init; }

    /// <summary>A service credential's own roles.</summary>
    public IReadOnlyList<NamespaceRoleWire>? NamespaceRoles { get; init; }

    /// <summary>A service credential's own groups.</summary>
    public IReadOnlyList<string>? UserGroups { get; init; }

    /// <summary>The registered clusters that a kubeconfig points at.</summary>
    public IReadOnlyList<string>? Clusters { get; init; }

    /// <summary>The Kubernetes namespace that a kubeconfig's contexts start in.</summary>
    public string? ClusterNamespace { get; init; }

    /// <summary>The site of a site kubeconfig.</summary>
    public string? Site { get; init; }

    /// <summary>The kind of key of the certificate in force.</summary>
    public KeyAlgorithm? KeyAlgorithm { get; init; }

    /// <summary>The certificate's alternative names beside the credential's own.</summary>
    public IReadOnlyList<string>? AlternativeNames { get; init; }

    /// <summary>The serial number of the certificate in force, in upper-case hexadecimal.</summary>
    public string? SerialNumber { get; init; }

    /// <summary>The SHA-256 fingerprint of the certificate in force, in upper-case hexadecimal.</summary>
    public string? Fingerprint { get; init; }

    /// <summary>The name of the certificate authority that issued the certificate in force (RFC 4514).</summary>
    public string? Issuer { get; init; }

    /// <inheritdoc/>
    public static JsonTypeInfo<ApiCredentialWire> Json => ServiceJson.Default.ApiCredentialWire;

    /// <summary>The credential as a client has it.</summary>
    /// <param name="authority">What the client calls the authority.</param>
    /// <returns>The facts.</returns>
    public ApiCredential ToCredential(string authority) => new()
    {
        Id = Id,
        Name = Name,
        Namespace = Namespace,
        Type = Type,
        State = State,
        Owner = Owner,
        Description = Description ?? string.Empty,
        CreatedAt = CreatedAt,
        ModifiedAt = ModifiedAt,
        ExpiresAt = ExpiresAt,
        DisabledAt = DisabledAt,
        RevokedAt = RevokedAt,
        RevocationReason = RevocationReason,
        RotatedAt = RotatedAt,
        GracePeriodEndsAt = GracePeriodEndsAt,
        LastUsedAt = LastUsedAt,
        LastUsedAddress = LastUsedAddress,
        MaximumUses = MaximumUses,
        UseCount = UseCount ?? 0,
        IPAddress = IpAddresses ?? [],
        Label = Labels ?? new Dictionary<string, string>(),
        NamespaceRole = [.. (NamespaceRoles ?? []).Select(role => role.ToRole())],
        UserGroup = UserGroups ?? [],
        ClusterName = Clusters ?? [],
        ClusterNamespace = ClusterNamespace,
        SiteName = Site,
        KeyAlgorithm = KeyAlgorithm,
        SubjectAlternativeName = AlternativeNames ?? [],
        SerialNumber = SerialNumber,
        Fingerprint = Fingerprint,
        Issuer = Issuer,
        Authority = authority,
    };
}

/// <summary>A role in a namespace.</summary>
/// <param name="Namespace">The namespace, or <c>*</c> for all.</param>
/// <param name="Role">The role's name.</param>
internal sealed record NamespaceRoleWire(string Namespace, string Role)
{
    /// <summary>Writes a role.</summary>
    public static NamespaceRoleWire Of(NamespaceRole role) => new(role.Namespace, role.Role);

    /// <summary>Reads a role.</summary>
    public NamespaceRole ToRole() => new(Namespace ?? string.Empty, Role ?? string.Empty);
}
