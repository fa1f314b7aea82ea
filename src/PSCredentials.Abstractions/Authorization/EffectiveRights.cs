namespace PSCredentials;

/// <summary>What who presented a credential may do at this moment.</summary>
public sealed class EffectiveRights
{
    /// <summary>The scope that stands for each namespace, workspace or project.</summary>
    public const string EveryScope = "*";

    private readonly Dictionary<(CredentialScopeType Type, string Scope), CredentialPermissions> _permissions = [];
    private readonly CredentialPermissions _everywhere;

    /// <summary>Adds rights up.</summary>
    /// <param name="rights">The rights.</param>
    public EffectiveRights(IEnumerable<CredentialRight> rights)
    {
        ArgumentNullException.ThrowIfNull(rights);
        Rights = [.. rights];
        foreach (CredentialRight right in Rights)
        {
            CredentialPermissions permissions = PermissionsOf(right.Role);
            if (right.ScopeType == CredentialScopeType.Authority)
            {
                _everywhere |= permissions;
                continue;
            }

            (CredentialScopeType, string) key = (right.ScopeType, Key(right.Scope));
            _permissions[key] = _permissions.GetValueOrDefault(key) | permissions;
        }
    }

    /// <summary>What they add up from.</summary>
    public IReadOnlyList<CredentialRight> Rights { get; }

    /// <summary>No right at all.</summary>
    public static EffectiveRights None { get; } = new([]);

    /// <summary>Everything.</summary>
    public static EffectiveRights All { get; } = new([new CredentialRight { Role = CredentialRightRole.Owner }]);

    /// <summary>What a role allows.</summary>
    /// <param name="role">The role.</param>
    /// <returns>Its permissions.</returns>
    public static CredentialPermissions PermissionsOf(CredentialRightRole role) => role switch
    {
        CredentialRightRole.Owner => CredentialPermissions.All,
        CredentialRightRole.Editor => CredentialPermissions.View | CredentialPermissions.Manage | CredentialPermissions.Deploy,
        CredentialRightRole.Viewer or CredentialRightRole.IdentityView => CredentialPermissions.View,
        CredentialRightRole.IdentityManage => CredentialPermissions.View | CredentialPermissions.Manage,
        CredentialRightRole.IdentityDeploy => CredentialPermissions.Deploy,
        _ => CredentialPermissions.None,
    };

    /// <summary>What may be done in a scope.</summary>
    /// <param name="type">The kind of scope.</param>
    /// <param name="scope">Its name; ignored for the authority itself.</param>
    /// <returns>The permissions.</returns>
    public CredentialPermissions In(CredentialScopeType type, string scope = "") =>
        type == CredentialScopeType.Authority
            ? _everywhere
            : _everywhere | _permissions.GetValueOrDefault((type, EveryScope)) | _permissions.GetValueOrDefault((type, Key(scope)));

    /// <summary>Whether something may be done in a scope.</summary>
    /// <param name="permissions">What.</param>
    /// <param name="type">The kind of scope.</param>
    /// <param name="scope">Its name; ignored for the authority itself.</param>
    /// <returns>Whether all of it is allowed.</returns>
    public bool Allow(CredentialPermissions permissions, CredentialScopeType type, string scope = "") => (In(type, scope) & permissions) == permissions;

    /// <summary>The scopes of a kind in which something may be done.</summary>
    /// <param name="permissions">What.</param>
    /// <param name="type">The kind.</param>
    /// <returns>Their names in upper case; null where it may be done in every one.</returns>
    public IReadOnlyList<string>? Scopes(CredentialPermissions permissions, CredentialScopeType type) =>
        (In(type, EveryScope) & permissions) == permissions
            ? null
            : [.. _permissions.Keys.Where(key => key.Type == type && Allow(permissions, type, key.Scope)).Select(key => key.Scope)];

    private static string Key(string scope)
    {
        try
        {
            return scope.Normalize().ToUpperInvariant();
        }
        catch (ArgumentException)
        {
            // Not well-formed Unicode, as no scope is: it has the rights that hold in every scope.
            return scope;
        }
    }
}
