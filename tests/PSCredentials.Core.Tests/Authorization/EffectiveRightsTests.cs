namespace PSCredentials.Tests.Authorization;

public sealed class EffectiveRightsTests
{
    private const CredentialScopeType Namespace = CredentialScopeType.Namespace;
    private const CredentialScopeType Project = CredentialScopeType.Project;
    private const CredentialPermissions View = CredentialPermissions.View;
    private const CredentialPermissions Manage = CredentialPermissions.Manage;

    [Theory]
    [InlineData(CredentialRightRole.Owner, CredentialPermissions.All)]
    [InlineData(CredentialRightRole.Editor, View | Manage | CredentialPermissions.Deploy)]
    [InlineData(CredentialRightRole.Viewer, View)]
    [InlineData(CredentialRightRole.IdentityView, View)]
    [InlineData(CredentialRightRole.IdentityManage, View | Manage)]
    [InlineData(CredentialRightRole.IdentityDeploy, CredentialPermissions.Deploy)]
    [InlineData((CredentialRightRole)9, CredentialPermissions.None)]
    public void A_role_allows(CredentialRightRole role, CredentialPermissions expected) => Assert.Equal(expected, EffectiveRights.PermissionsOf(role));

    [Fact]
    public void Rights_in_a_scope_in_each_and_everywhere_add_up()
    {
        EffectiveRights rights = new(
        [
            RightRows.Right("a", CredentialRightRole.IdentityDeploy, Project, "shop"),
            RightRows.Right("a", CredentialRightRole.IdentityView, Project, "Shop"),
            RightRows.Right("a", CredentialRightRole.Viewer, Namespace, "*"),
            RightRows.Right("a", CredentialRightRole.IdentityManage, Project, "straße"),
        ]);

        Assert.Equal(View | CredentialPermissions.Deploy, rights.In(Project, "SHOP"));
        Assert.Equal(CredentialPermissions.None, rights.In(Project, "shops"));
        Assert.Equal(CredentialPermissions.None, rights.In(Project));
        Assert.Equal(View, rights.In(Namespace, "anything"));
        Assert.Equal(CredentialPermissions.None, rights.In(CredentialScopeType.Authority, "shop"));
        Assert.Equal(View, rights.In(Namespace, "\uD800"));
        Assert.True(rights.Allow(View | Manage, Project, "Straße"));
        Assert.False(rights.Allow(View | Manage, Project, "shop"));
        Assert.True(rights.Allow(CredentialPermissions.None, Project, "nowhere"));
    }

    [Fact]
    public void Scopes_are_those_in_which_all_of_it_is_allowed_and_null_stands_for_every_one()
    {
        EffectiveRights rights = new(
        [
            RightRows.Right("a", CredentialRightRole.Editor, Namespace, "payments"),
            RightRows.Right("a", CredentialRightRole.Viewer, Namespace, "billing"),
            RightRows.Right("a", CredentialRightRole.IdentityManage, Project, "shop"),
        ]);
        EffectiveRights wider = new([RightRows.Right("a", CredentialRightRole.Viewer, Namespace, "*"), RightRows.Right("a", CredentialRightRole.Editor, Namespace, "payments")]);

        Assert.Equal(["BILLING", "PAYMENTS"], rights.Scopes(View, Namespace)!.Order(StringComparer.Ordinal));
        Assert.Equal(["PAYMENTS"], rights.Scopes(View | Manage, Namespace));
        Assert.Empty(rights.Scopes(CredentialPermissions.Administer, Namespace)!);
        Assert.Empty(rights.Scopes(View, CredentialScopeType.Workspace)!);
        Assert.Null(wider.Scopes(View, Namespace));
        Assert.Equal(["PAYMENTS"], wider.Scopes(Manage, Namespace));
        Assert.Null(EffectiveRights.All.Scopes(CredentialPermissions.All, Project));
        Assert.Empty(EffectiveRights.None.Scopes(View, Project)!);
    }
}
