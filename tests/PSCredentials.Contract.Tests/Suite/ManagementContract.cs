using PSCredentials.Contract.Tests.Suite.Subjects;

namespace PSCredentials.Contract.Tests.Suite;

/// <summary>What an authority is besides its credentials, whichever it is: projects, roles, rights and policy, and in the other file what is run and watched. A vendor's contract has none of it.</summary>
public abstract partial class ManagementContract<TSubject>(TSubject subject) : ContractTest<TSubject>(subject), IClassFixture<TSubject>
    where TSubject : Subject
{
    private const string Password = "Secure-Password-123!";

    private ICredentialProjectService Projects => Authority.Projects;

    [Fact]
    public Task AProjectIsMadeReadListedAndRemoved() => DiffersAsync(
        Expectation.NoProjects,
        () => Projects.CreateProjectAsync(Name("made"), "for orders", None),
        async () =>
        {
            CredentialProject made = await Projects.CreateProjectAsync(Name("made/with spaces+ä"), "for orders", None);
            CredentialProject read = await Projects.GetProjectAsync(made.Name.ToUpperInvariant(), None);
            CredentialProject listed = Assert.Single(await Projects.ListProjectsAsync(None), project => project.Id == made.Id);

            Assert.All([made, read, listed], project => Assert.Equal((made.Id, Name("made/with spaces+ä"), "for orders", 0, Authority.Name), (project.Id, project.Name, project.Description, project.CredentialCount, project.Authority)));
            Assert.Equal(made.CreatedAt, listed.CreatedAt);
            Assert.True((await Projects.RemoveProjectAsync(made.Name, false, None)).Success);
            await FailsAsync(CredentialErrors.NotFound, () => Projects.GetProjectAsync(made.Name, None));
        });

    [Fact]
    public Task AProjectThatIsRefusedIsNotMade() => DiffersAsync(
        Expectation.NoProjects,
        () => Projects.GetProjectAsync(Name("nobody"), None),
        async () =>
        {
            await Projects.CreateProjectAsync(Name("taken"), "first", None);
            await FailsAsync(CredentialErrors.AlreadyExists, () => Projects.CreateProjectAsync(Name("TAKEN"), "second", None));
            await FailsAsync(CredentialErrors.InvalidArgument, () => Projects.CreateProjectAsync(string.Empty, string.Empty, None));
            await FailsAsync(CredentialErrors.InvalidArgument, () => Projects.CreateProjectAsync(Name(new string('x', 300)), string.Empty, None));
            await FailsAsync(CredentialErrors.NotFound, () => Projects.GetProjectAsync(Name("nobody"), None));
            await FailsAsync(CredentialErrors.NotFound, () => Projects.RemoveProjectAsync(Name("nobody"), true, None));

            Assert.Equal("first", Assert.Single(await Projects.ListProjectsAsync(None), project => project.Name.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase)).Description);
        });

    [Fact]
    public Task AProjectInUseIsRemovedByForceAlone() => DiffersAsync(
        Expectation.NoProjects,
        () => Projects.RemoveProjectAsync(Name("used"), true, None),
        async () =>
        {
            await Projects.CreateProjectAsync(Name("used"), string.Empty, None);
            ProjectCredential credential = await ProjectCredentialAsync("user", Name("used"));
            Assert.Equal(1, (await Projects.GetProjectAsync(Name("used"), None)).CredentialCount);
            await FailsAsync(CredentialErrors.InUse, () => Projects.RemoveProjectAsync(Name("used"), false, None));
            Assert.True(await Subject.AcceptsPasswordAsync(credential.Username, Password));

            await Projects.RemoveProjectAsync(Name("used"), true, None);
            Assert.False(await Subject.AcceptsPasswordAsync(credential.Username, Password));
            await FailsAsync(CredentialErrors.NotFound, () => Authority.ProjectCredentials.GetAsync(CredentialReference.ById(credential.Id), None));
        });

    [Fact]
    public Task ARoleIsMadeListedAndTakenFromWhoHasIt() => DiffersAsync(
        Expectation.NoProjects,
        () => Projects.CreateRoleAsync(Name("ROLE"), string.Empty, None),
        async () =>
        {
            CredentialRole made = await Projects.CreateRoleAsync(Name("ROLE"), "reads", None);
            ProjectCredential holder = await ProjectCredentialAsync("holder", Subjects.Subject.Project, made.Name);
            CredentialRole listed = Assert.Single(await Projects.ListRolesAsync(None), role => role.Name == made.Name);
            Assert.Equal(("reads", 1, made.CreatedAt, Authority.Name), (listed.Description, listed.CredentialCount, listed.CreatedAt, listed.Authority));

            await FailsAsync(CredentialErrors.AlreadyExists, () => Projects.CreateRoleAsync(Name("role"), string.Empty, None));
            await FailsAsync(CredentialErrors.InvalidArgument, () => Projects.CreateRoleAsync(string.Empty, string.Empty, None));
            await FailsAsync(CredentialErrors.NotFound, () => Projects.RemoveRoleAsync(Name("nobody"), false, None));
            await FailsAsync(CredentialErrors.InUse, () => Projects.RemoveRoleAsync(made.Name, false, None));
            await Projects.RemoveRoleAsync(made.Name, true, None);
            Assert.Empty((await Authority.ProjectCredentials.GetAsync(CredentialReference.ById(holder.Id), None)).Role);
        });

    [Fact]
    public Task ARightIsGrantedOnceAndTaken() => DiffersAsync(
        Expectation.NoRights,
        () => Authority.Rights.GrantAsync(new CredentialRight { Principal = "grace" }, None),
        async () =>
        {
            var editor = new CredentialRight { Principal = Name("grace"), ScopeType = CredentialScopeType.Namespace, Scope = "payments", Role = CredentialRightRole.Editor };
            CredentialRight group = editor with { Principal = Name("operators & co"), IsGroup = true, ScopeType = CredentialScopeType.Project, Scope = Subjects.Subject.Project, Role = CredentialRightRole.IdentityDeploy };
            CredentialRight granted = await Authority.Rights.GrantAsync(editor, None);
            CredentialRight again = await Authority.Rights.GrantAsync(editor with { Principal = editor.Principal.ToUpperInvariant() }, None);
            await Authority.Rights.GrantAsync(group, None);

            Assert.Equal((editor.Principal, "payments", CredentialRightRole.Editor, Authority.Name), (granted.Principal, granted.Scope, granted.Role, granted.Authority));
            Assert.NotEmpty(granted.GrantedBy);
            Assert.Equal(granted, again);
            CredentialRight[] listed = [.. (await Authority.Rights.ListAsync(None)).Where(right => right.Principal.StartsWith(Prefix, StringComparison.Ordinal))];
            Assert.Equal([granted, group with { GrantedAt = listed[1].GrantedAt, GrantedBy = granted.GrantedBy, Authority = Authority.Name }], listed);

            Assert.Equal(granted, await Authority.Rights.RevokeAsync(editor, None));
            await Authority.Rights.RevokeAsync(group, None);
            Assert.DoesNotContain(await Authority.Rights.ListAsync(None), right => right.Principal.StartsWith(Prefix, StringComparison.Ordinal));
        });

    [Fact]
    public Task ARightThatCannotBeIsRefused() => DiffersAsync(
        Expectation.NoRights,
        () => Authority.Rights.RevokeAsync(new CredentialRight { Principal = "grace" }, None),
        async () =>
        {
            var right = new CredentialRight { Principal = Name("grace"), ScopeType = CredentialScopeType.Namespace, Scope = "payments", Role = CredentialRightRole.Viewer };
            await FailsAsync(CredentialErrors.NotFound, () => Authority.Rights.RevokeAsync(right, None));
            await FailsAsync(CredentialErrors.InvalidArgument, () => Authority.Rights.GrantAsync(right with { Principal = string.Empty }, None));
            await FailsAsync(CredentialErrors.InvalidArgument, () => Authority.Rights.GrantAsync(right with { Scope = string.Empty }, None));
            await FailsAsync(CredentialErrors.InvalidArgument, () => Authority.Rights.GrantAsync(right with { Role = CredentialRightRole.IdentityView }, None));
            Assert.DoesNotContain(await Authority.Rights.ListAsync(None), one => one.Principal == right.Principal);
        });

    [Fact]
    public Task WhatSomebodyMayIsWorkedOut() => DiffersAsync(
        Expectation.RightsAreWorkedOutThere,
        () => Task.FromResult(Authority.Rights.Of(new CredentialVerdict(VerificationReason.Unknown))),
        async () =>
        {
            await Authority.Rights.GrantAsync(new CredentialRight { Principal = Name("grace"), ScopeType = CredentialScopeType.Namespace, Scope = "payments", Role = CredentialRightRole.Viewer }, None);
            IssuedApiCredential token = await TokenAsync("graces", request => request with { Owner = Name("grace") });
            EffectiveRights rights = Authority.Rights.Of(await Authority.Verifier.VerifyTokenAsync(token.GetToken(), null, None));
            Assert.True(rights.Allow(CredentialPermissions.View, CredentialScopeType.Namespace, "PAYMENTS"));
            Assert.False(rights.Allow(CredentialPermissions.Manage, CredentialScopeType.Namespace, "payments"));
        });

    [Fact]
    public Task APolicyChangesInWhatIsSaidAlone() => DiffersAsync(
        Expectation.NoPolicy,
        () => Authority.Policy.GetAsync(None),
        async () =>
        {
            CredentialPolicy before = await Authority.Policy.GetAsync(None);
            CredentialPolicy changed = await Authority.Policy.ChangeAsync(
                new CredentialPolicyChange { Type = ["apicertificate"], DefaultLifetime = TimeSpan.FromHours(30), MaximumLifetime = TimeSpan.FromDays(77), MinimumPasswordLength = 12, ThrottleTime = TimeSpan.FromSeconds(90) }, None);
            CredentialPolicy read = await Authority.Policy.GetAsync(None);

            LifetimePolicy[] rows = [.. before.Lifetime.Select(row => row.Type == nameof(CredentialType.ApiCertificate) ? row with { DefaultLifetime = TimeSpan.FromHours(30), MaximumLifetime = TimeSpan.FromDays(77) } : row)];
            CredentialPolicy expected = before with { MinimumPasswordLength = 12, ThrottleTime = TimeSpan.FromSeconds(90), Lifetime = [] };
            Assert.All([changed, read], policy => Assert.Equal((expected, rows.Length), (policy with { Lifetime = [] }, policy.Lifetime.Intersect(rows).Count())));
            Assert.Equal(Authority.Name, read.Authority);
        });

    [Fact]
    public Task APolicyThatCannotBeChangesNothing() => DiffersAsync(
        Expectation.NoPolicy,
        () => Authority.Policy.ChangeAsync(new CredentialPolicyChange { FailureLimit = 3 }, None),
        async () =>
        {
            CredentialPolicy before = await Authority.Policy.GetAsync(None);
            CredentialPolicyChange[] wrong =
            [
                new() { Type = ["NoSuchType"], DefaultLifetime = TimeSpan.FromDays(1) }, new() { MinimumPasswordLength = -1 }, new() { Pkcs12Iteration = 1 }, new() { FailureLimit = 1001 },
                new() { ThrottleTime = TimeSpan.FromDays(2) }, new() { HtpasswdCost = 17 }, new() { DefaultLifetime = TimeSpan.FromDays(2), MaximumLifetime = TimeSpan.FromDays(1) },
            ];
            foreach (CredentialPolicyChange change in wrong)
            {
                await FailsAsync(CredentialErrors.InvalidArgument, () => Authority.Policy.ChangeAsync(change, None));
            }

            CredentialPolicy after = await Authority.Policy.GetAsync(None);
            Assert.Equal(before.Lifetime, after.Lifetime);
            Assert.Equal(before with { Lifetime = [] }, after with { Lifetime = [] });
        });

    [Fact]
    public Task APasswordThatThePolicyForbidsIsRefused() => DiffersAsync(
        Expectation.NoPolicy,
        () => Authority.Policy.ChangeAsync(new CredentialPolicyChange { BlockedPassword = [Password] }, None),
        async () =>
        {
            Assert.Equal(1, (await Authority.Policy.ChangeAsync(new CredentialPolicyChange { BlockedPassword = [Password.ToUpperInvariant()] }, None)).BlockedPasswordCount);
            try
            {
                await FailsAsync(CredentialErrors.PasswordNotAllowed, () => ProjectCredentialAsync("blocked"));
            }
            finally
            {
                Assert.Equal(0, (await Authority.Policy.ChangeAsync(new CredentialPolicyChange { BlockedPassword = [] }, None)).BlockedPasswordCount);
            }

            await ProjectCredentialAsync("blocked");
        });

    private Task<IssuedApiCredential> TokenAsync(string name, Func<ApiCredentialRequest, ApiCredentialRequest>? change = null)
    {
        var request = new ApiCredentialRequest { Name = Name(name), Type = CredentialType.ApiToken };
        return Authority.ApiCredentials.CreateAsync(change?.Invoke(request) ?? request, None);
    }

    private Task<ProjectCredential> ProjectCredentialAsync(string name, string project = Subjects.Subject.Project, params IReadOnlyList<string> roles) => Authority.ProjectCredentials.CreateAsync(
        new ProjectCredentialRequest { Project = project, Username = Name(name), Email = "john.doe@example.com", FullName = "John Doe", Password = new SecretText(Password), Role = roles }, None);
}
