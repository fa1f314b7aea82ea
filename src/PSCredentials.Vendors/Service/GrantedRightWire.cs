using System.Text.Json.Serialization.Metadata;
using static PSCredentials.Vendors.Service.WireValues;

namespace PSCredentials.Vendors.Service;

/// <summary>What a user, or a group of service credentials, may do in a scope.</summary>
internal sealed record GrantedRightWire : IWire<GrantedRightWire>
{
    /// <summary>The name of the user or group.</summary>
    public required string Principal { get; init; }

    /// <summary>Whether it is a group of service credentials, and not a user.</summary>
    public bool IsGroup { get; init; }

    /// <summary>What the right is about.</summary>
    public required CredentialScopeType ScopeType { get; init; }

    /// <summary>The namespace, workspace or project; <c>*</c> for each of them; left out for the authority itself.</summary>
    public string? Scope { get; init; }

    /// <summary>What it allows.</summary>
    public required CredentialRightRole Role { get; init; }

    /// <summary>When it was granted; the service says so.</summary>
    public DateTimeOffset? GrantedAt { get; init; }

    /// <summary>Who granted it; the service says so.</summary>
    public string? GrantedBy { get; init; }

    /// <inheritdoc/>
    public static JsonTypeInfo<GrantedRightWire> Json => ServiceJson.Default.GrantedRightWire;

    /// <summary>Writes a right.</summary>
    public static GrantedRightWire Of(CredentialRight right) => new()
    {
        Principal = right.Principal,
        IsGroup = right.IsGroup,
        ScopeType = right.ScopeType,
        Scope = OrNone(right.Scope),
        Role = right.Role,
        GrantedAt = right.GrantedAt == default ? null : right.GrantedAt,
        GrantedBy = OrNone(right.GrantedBy),
    };

    /// <summary>Reads the right.</summary>
    /// <param name="authority">What the client calls the authority; empty at the service.</param>
    public CredentialRight ToRight(string authority = "") => new()
    {
        Principal = Principal ?? string.Empty,
        IsGroup = IsGroup,
        ScopeType = Known(ScopeType, "scopeType"),
        Scope = Scope ?? string.Empty,
        Role = Known(Role, "role"),
        GrantedAt = GrantedAt ?? default,
        GrantedBy = GrantedBy ?? string.Empty,
        Authority = authority,
    };
}
