namespace PSCredentials.Tests.Authorization;

public sealed class RightServiceTests
{
    private const CredentialScopeType Namespace = CredentialScopeType.Namespace;
    private const CredentialScopeType Workspace = CredentialScopeType.Workspace;
    private const CredentialScopeType Project = CredentialScopeType.Project;

    [Fact]
    public async Task Rights_are_listed_by_principal_scope_and_role_as_they_were_granted()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        DateTimeOffset now = vault.Clock.Now;
        await vault.Authority.GrantAsync("grace", CredentialRightRole.Viewer, Namespace, "Payments");
        await vault.Authority.GrantAsync("grace", CredentialRightRole.Owner, Namespace, "payments");
        await vault.Authority.GrantAsync("grace", CredentialRightRole.IdentityDeploy, Project, "shop");
        await vault.Authority.GrantAsync("grace", CredentialRightRole.Editor, Workspace, "*");
        await vault.Authority.GrantAsync("grace", CredentialRightRole.Editor, Workspace, "*", isGroup: true);
        CredentialRight granted = await vault.Authority.GrantAsync("Ada", CredentialRightRole.Owner);

        Assert.Equal(new CredentialRight { Principal = "Ada", Role = CredentialRightRole.Owner, GrantedAt = now, GrantedBy = "tester", Authority = "local" }, granted);
        Assert.Equal(
            [
                "Ada: Owner of the authority", "grace: Owner of namespace payments", "grace: Viewer of namespace Payments", "grace: Editor of workspace *",
                "grace: IdentityDeploy of project shop", "grace: Editor of workspace * (group)",
            ],
            await vault.Authority.RightsAsync());
        Assert.Equal(granted, (await vault.Authority.Rights.ListAsync(CancellationToken.None))[0]);
    }

    [Fact]
    public async Task To_grant_twice_changes_nothing_and_to_revoke_twice_is_refused()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        CredentialRight first = await vault.Authority.GrantAsync("grace", CredentialRightRole.Editor, Namespace, "Payments");
        vault.Clock.Advance(TimeSpan.FromHours(1));

        Assert.Equal(first, await vault.Authority.GrantAsync("GRACE", CredentialRightRole.Editor, Namespace, "payments"));
        await Refusal.OfAsync(CredentialErrors.NotFound, () => vault.Authority.TakeAsync("grace", CredentialRightRole.Viewer, Namespace, "payments"));
        await Refusal.OfAsync(CredentialErrors.NotFound, () => vault.Authority.TakeAsync("grace", CredentialRightRole.Editor, Namespace, "payments", isGroup: true));
        Assert.Equal(first, await vault.Authority.TakeAsync("Grace", CredentialRightRole.Editor, Namespace, "PAYMENTS"));
        CredentialException gone = await Refusal.OfAsync(CredentialErrors.NotFound, () => vault.Authority.TakeAsync("grace", CredentialRightRole.Editor, Namespace, "payments"));

        Assert.Equal("User 'grace' does not have the right Editor of namespace payments.", gone.Message);
        Assert.Empty(await vault.Authority.RightsAsync());
        Assert.Equal(
            ["GrantRight Right grace Editor of namespace Payments", "RevokeRight Right grace Editor of namespace Payments"],
            (await vault.EventsAsync()).Skip(1).Select(entry => $"{entry.Action} {entry.SubjectType} {entry.SubjectName} {entry.Detail}"));
    }

    [Fact]
    public async Task The_event_of_a_groups_right_says_so()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        await vault.Authority.GrantAsync("devs", CredentialRightRole.Viewer, isGroup: true);

        Assert.Equal("Viewer of the authority, as a group", (await vault.EventsAsync())[^1].Detail);
    }

    [Theory]
    [InlineData("", CredentialRightRole.Viewer, Namespace, "payments", "Principal has 0 characters; 1 to 1024 are allowed.")]
    [InlineData("a*", CredentialRightRole.Viewer, Namespace, "payments", "Principal has the character '*'; the wildcard characters * ? [ ] and ` are not allowed.")]
    [InlineData(" a", CredentialRightRole.Viewer, Namespace, "payments", "Principal begins or ends with white space.")]
    [InlineData("a\u0007", CredentialRightRole.Viewer, Namespace, "payments", "Principal has the character U+0007; control and format characters are not allowed.")]
    [InlineData("ada", CredentialRightRole.Viewer, Namespace, "", "Namespace is empty; give a name, or * for each.")]
    [InlineData("ada", CredentialRightRole.Viewer, Workspace, "", "Workspace is empty; give a name, or * for each.")]
    [InlineData("ada", CredentialRightRole.Viewer, Project, "", "Project is empty; give a name, or * for each.")]
    [InlineData("ada", CredentialRightRole.Viewer, Workspace, "pay*", "Workspace has the character '*'; the wildcard characters * ? [ ] and ` are not allowed.")]
    [InlineData("ada", CredentialRightRole.Viewer, Project, "**", "Project has the character '*'; the wildcard characters * ? [ ] and ` are not allowed.")]
    [InlineData("ada", CredentialRightRole.Viewer, CredentialScopeType.Authority, "*", "Scope names something; a right of the whole authority has none.")]
    [InlineData("ada", CredentialRightRole.IdentityView, Namespace, "payments", "Role IdentityView is a permission of projects alone; give a project, or * for each, or one of the roles Owner, Editor and Viewer.")]
    [InlineData("ada", CredentialRightRole.IdentityDeploy, CredentialScopeType.Authority, "", "Role IdentityDeploy is a permission of projects alone; give a project, or * for each, or one of the roles Owner, Editor and Viewer.")]
    [InlineData("ada", (CredentialRightRole)9, Project, "shop", "Role 9 is none; allowed are Owner, Editor, Viewer, IdentityView, IdentityManage, IdentityDeploy.")]
    [InlineData("ada", CredentialRightRole.Viewer, (CredentialScopeType)9, "shop", "ScopeType 9 is none; allowed are Authority, Namespace, Workspace, Project.")]
    public async Task What_is_no_right_is_refused_with_its_field(string principal, CredentialRightRole role, CredentialScopeType type, string scope, string expected)
    {
        await using SampleVault vault = await SampleVault.OpenAsync();

        CredentialException granted = await Refusal.OfAsync(CredentialErrors.InvalidArgument, () => vault.Authority.GrantAsync(principal, role, type, scope));
        CredentialException taken = await Refusal.OfAsync(CredentialErrors.InvalidArgument, () => vault.Authority.TakeAsync(principal, role, type, scope));

        Assert.Equal((expected, expected), (granted.Message, taken.Message));
        Assert.Single(await vault.EventsAsync());
    }

    [Fact]
    public async Task The_longest_names_are_taken_and_longer_ones_refused()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        string longest = new('x', 1024);

        await vault.Authority.GrantAsync(longest, CredentialRightRole.Viewer, Project, longest);

        Assert.Single(await vault.Authority.RightsAsync());
        await Refusal.OfAsync(CredentialErrors.InvalidArgument, () => vault.Authority.GrantAsync(longest + "x", CredentialRightRole.Viewer));
        await Refusal.OfAsync(CredentialErrors.InvalidArgument, () => vault.Authority.GrantAsync("ada", CredentialRightRole.Viewer, Project, longest + "x"));
    }
}
