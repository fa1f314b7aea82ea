namespace PSCredentials.Server.Tests.Authorization;

/// <summary>One caller of the matrix.</summary>
/// <param name="Name">What the test calls it.</param>
/// <param name="Authorization">What it presents; null for nothing.</param>
/// <param name="IsKnown">Whether that is good.</param>
/// <param name="Permissions">What it may do in a scope of a kind and name.</param>
internal sealed record MatrixCaller(string Name, string? Authorization, bool IsKnown, Func<CredentialScopeType, string, CredentialPermissions> Permissions)
{
    /// <summary>Whether it is a user, who can own credentials.</summary>
    public bool IsUser { get; init; } = true;

    /// <summary>What a role allows: written down here once more, so that the test does not ask what it tests.</summary>
    public static CredentialPermissions Of(CredentialRightRole role) => role switch
    {
        CredentialRightRole.Owner => CredentialPermissions.View | CredentialPermissions.Manage | CredentialPermissions.Deploy | CredentialPermissions.Administer,
        CredentialRightRole.Editor => CredentialPermissions.View | CredentialPermissions.Manage | CredentialPermissions.Deploy,
        CredentialRightRole.Viewer => CredentialPermissions.View,
        CredentialRightRole.IdentityView => CredentialPermissions.View,
        CredentialRightRole.IdentityManage => CredentialPermissions.View | CredentialPermissions.Manage,
        _ => CredentialPermissions.Deploy,
    };
}
