namespace PSCredentials.Authorization;

/// <summary>
/// What the rights of a credential follow from: a user's rights, or roles and groups of its own. Equal ones have equal rights at one moment, so that what is known of
/// one credential serves all of the same user.
/// </summary>
internal readonly struct RightSource : IEquatable<RightSource>
{
    private RightSource(string? user, CredentialScopeType roleScope, IReadOnlyList<NamespaceRole> roles, IReadOnlyList<string> groups)
    {
        User = user;
        RoleScope = roleScope;
        Roles = roles;
        Groups = groups;
    }

    /// <summary>The user whose rights it carries; null where it has rights of its own.</summary>
    public string? User { get; }

    /// <summary>What the scopes of its own roles are.</summary>
    public CredentialScopeType RoleScope { get; }

    /// <summary>Its own roles.</summary>
    public IReadOnlyList<NamespaceRole> Roles { get; }

    /// <summary>Its own groups.</summary>
    public IReadOnlyList<string> Groups { get; }

    /// <summary>Its own roles as rights; what only others can interpret is left out.</summary>
    public IEnumerable<CredentialRight> OwnRights
    {
        get
        {
            foreach (NamespaceRole own in Roles)
            {
                if (RoleOf(own.Role) is { } role)
                {
                    yield return new CredentialRight { ScopeType = RoleScope, Scope = own.Namespace, Role = role };
                }
            }
        }
    }

    /// <summary>What a verdict's rights follow from.</summary>
    /// <returns>Null where it has none.</returns>
    public static RightSource? Of(CredentialVerdict verdict) => verdict switch
    {
        { IsValid: false } or { Credential: ApiCredential { Type: CredentialType.ScimApiToken } } => null,
        { Credential: ApiCredential own } when own.Type.IsService() => new(null, CredentialScopeType.Namespace, own.NamespaceRole, own.UserGroup),
        { Credential: ApiCredential credential } => new(credential.Owner, CredentialScopeType.Namespace, [], []),
        { Credential: ApiKey { Workspace.Length: > 0 } key } => OfKey(key.Workspace, key.Role),

        // The service account kubeslice-rbac-rw-admin of contract 2; other roles always have a workspace.
        { Credential: ApiKey { Role: ApiKeyRole.Owner } key } => OfKey(EffectiveRights.EveryScope, key.Role),
        _ => null,
    };

    /// <inheritdoc/>
    public bool Equals(RightSource other) =>
        User == other.User && RoleScope == other.RoleScope && Roles.SequenceEqual(other.Roles) && Groups.SequenceEqual(other.Groups);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is RightSource other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = default(HashCode);
        hash.Add(User);
        hash.Add(RoleScope);
        foreach (NamespaceRole role in Roles)
        {
            hash.Add(role);
        }

        foreach (string group in Groups)
        {
            hash.Add(group);
        }

        return hash.ToHashCode();
    }

    private static RightSource OfKey(string workspace, ApiKeyRole role) => new(null, CredentialScopeType.Workspace, [new NamespaceRole(workspace, role.ToString())], []);

    private static CredentialRightRole? RoleOf(string name)
    {
        bool Is(CredentialRightRole role) => string.Equals(name, role.ToString(), StringComparison.OrdinalIgnoreCase);
        return Is(CredentialRightRole.Owner) ? CredentialRightRole.Owner
            : Is(CredentialRightRole.Editor) ? CredentialRightRole.Editor
            : Is(CredentialRightRole.Viewer) ? CredentialRightRole.Viewer
            : null;
    }
}
