using System.Text.Json.Serialization.Metadata;

namespace PSCredentials.Vendors.Service;

/// <summary>A verdict with its reason, whom the credential speaks for, and what that one may do at this moment.</summary>
internal sealed record VerdictWire : IWire<VerdictWire>
{
    /// <summary>Whether it is good.</summary>
    public bool Valid { get; init; }

    /// <summary>The one reason.</summary>
    public VerificationReason Reason { get; init; }

    /// <summary>The first thing that is wrong with a certificate.</summary>
    public string? Detail { get; init; }

    /// <summary>Whom it speaks for.</summary>
    public PrincipalWire? Principal { get; init; }

    /// <summary>The credential.</summary>
    public VerifiedCredentialWire? Credential { get; init; }

    /// <summary>The roles of a project's credential.</summary>
    public IReadOnlyList<string>? Roles { get; init; }

    /// <summary>What it may do, where it is good.</summary>
    public IReadOnlyList<RightWire>? Rights { get; init; }

    /// <inheritdoc/>
    public static JsonTypeInfo<VerdictWire> Json => ServiceJson.Default.VerdictWire;
}

/// <summary>Whom a credential speaks for.</summary>
/// <param name="Name">The name.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Groups">Its groups.</param>
internal sealed record PrincipalWire(string Name, PrincipalKind Kind, IReadOnlyList<string> Groups);

/// <summary>The credential that was presented.</summary>
/// <param name="Family">Its family.</param>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="Scope">Its namespace, workspace or project.</param>
/// <param name="ExpiresAt">When it expires; null for never.</param>
internal sealed record VerifiedCredentialWire(CredentialSubject Family, string Id, string Name, string Scope, DateTimeOffset? ExpiresAt)
{
    /// <summary>Writes a credential of any family.</summary>
    public static VerifiedCredentialWire? Of(ICredential? credential) => credential switch
    {
        ApiCredential api => new(CredentialSubject.ApiCredential, api.Id, api.Name, api.Namespace, api.ExpiresAt),
        ApiKey key => new(CredentialSubject.ApiKey, key.Id, key.Name, key.Workspace, key.ExpiresAt),
        ProjectCredential project => new(CredentialSubject.ProjectCredential, project.Id, project.Username, project.Project, project.ExpiresAt),
        _ => null,
    };
}

/// <summary>One right.</summary>
/// <param name="ScopeType">What it is about.</param>
/// <param name="Scope">The namespace, workspace or project; empty for the authority itself.</param>
/// <param name="Role">The role, of this service or of whoever interprets it.</param>
internal sealed record RightWire(CredentialScopeType ScopeType, string Scope, string Role)
{
    /// <summary>What who presented a credential may do. A service credential's own roles count even where their names mean nothing to this service.</summary>
    /// <param name="credential">The credential.</param>
    /// <param name="effective">What it may do here.</param>
    public static IReadOnlyList<RightWire> AllOf(ICredential? credential, EffectiveRights effective) => credential is ApiCredential { NamespaceRole.Count: > 0 } service
        ?
        [
            .. service.NamespaceRole.Select(role => new RightWire(CredentialScopeType.Namespace, role.Namespace, role.Role)),
            .. effective.Rights.Where(right => right.IsGroup).Select(Of),
        ]
        : [.. effective.Rights.Select(Of)];

    private static RightWire Of(CredentialRight right) => new(right.ScopeType, right.Scope, right.Role.ToString());
}
