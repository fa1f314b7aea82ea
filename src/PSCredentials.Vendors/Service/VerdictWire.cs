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

    /// <summary>After which time it is accepted again, where the reason is <c>RateLimited</c>.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Whom it speaks for.</summary>
    public PrincipalWire? Principal { get; init; }

    /// <summary>The credential.</summary>
    public VerifiedCredentialWire? Credential { get; init; }

    /// <summary>The roles of a project's credential.</summary>
    public IReadOnlyList<string>? Roles { get; init; }

    /// <summary>The record of an API credential, where it was asked for and the caller may see it.</summary>
    public ApiCredentialWire? ApiCredential { get; init; }

    /// <summary>The record of an API key, where it was asked for and the caller may see it.</summary>
    public ApiKeyWire? ApiKey { get; init; }

    /// <summary>The record of a project's credential, where it was asked for and the caller may see it.</summary>
    public ProjectCredentialWire? ProjectCredential { get; init; }

    /// <summary>What it may do, where it is good.</summary>
    public IReadOnlyList<RightWire>? Rights { get; init; }

    /// <inheritdoc/>
    public static JsonTypeInfo<VerdictWire> Json => ServiceJson.Default.VerdictWire;

    /// <summary>The verdict as a client has it.</summary>
    /// <param name="authority">What the client calls the authority.</param>
    public CredentialVerdict ToVerdict(string authority) => new(Reason)
    {
        Detail = Detail,
        RetryAfter = RetryAfter,
        Credential = ApiCredential?.ToCredential(authority) ?? ApiKey?.ToKey(authority) ?? ProjectCredential?.ToCredential(authority) ?? Credential?.ToCredential(Reason, authority),
        Principal = Principal is null ? null : new CredentialPrincipal(Principal.Name, Principal.Kind) { Group = Principal.Groups ?? [] },
        Role = Roles ?? [],
        Right = this switch
        {
            { ApiCredential: { } credential } => [.. (credential.NamespaceRoles ?? []).Select(role => role.ToRole())],
            { ApiKey: { } key } => [new NamespaceRole(key.Workspace ?? (key.Role == ApiKeyRole.Owner ? "*" : string.Empty), key.Role.ToString())],
            { Principal.Kind: PrincipalKind.Service or PrincipalKind.ServiceAccount } => [.. (Rights ?? []).Select(right => new NamespaceRole(right.Scope, right.Role))],
            _ => [],
        },
    };
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
    /// <summary>As much of the credential as a verdict tells those who may not see its record.</summary>
    /// <param name="reason">The verdict's reason, from which its state follows.</param>
    /// <param name="authority">What the client calls the authority.</param>
    public ICredential? ToCredential(VerificationReason reason, string authority)
    {
        CredentialState state = reason switch
        {
            VerificationReason.Expired => CredentialState.Expired,
            VerificationReason.Disabled => CredentialState.Disabled,
            VerificationReason.Revoked => CredentialState.Revoked,
            _ => CredentialState.Active,
        };
        return Family switch
        {
            CredentialSubject.ApiCredential => new ApiCredential { Id = Id, Name = Name, Namespace = Scope, State = state, ExpiresAt = ExpiresAt ?? default, Authority = authority },
            CredentialSubject.ApiKey => new ApiKey { Id = Id, Name = Name, Workspace = Scope, State = state, ExpiresAt = ExpiresAt ?? default, Authority = authority },
            CredentialSubject.ProjectCredential => new ProjectCredential { Id = Id, Username = Name, Project = Scope, State = state, ExpiresAt = ExpiresAt, Authority = authority },
            _ => null,
        };
    }

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
