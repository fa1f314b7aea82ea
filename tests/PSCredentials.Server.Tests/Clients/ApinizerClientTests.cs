using PSCredentials.Server.Tests.Support;
using PSCredentials.Vendors;

namespace PSCredentials.Server.Tests.Clients;

/// <summary>Our service as the client of contract 3 sees it, beside what the authority behind it says.</summary>
public sealed class ApinizerClientTests : IAsyncLifetime
{
    private const string Password = "SecurePassword123!";

    private RunningService _service = null!;
    private ICredentialAuthority _remote = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private IProjectCredentialService Remote => _remote.ProjectCredentials;

    private IProjectCredentialService Behind => _service.Authority.ProjectCredentials;

    private static ProjectCredentialRequest Request => new()
    {
        Project = "Payments", Username = "api-user", Password = new SecretText(Password), Email = "user@example.com", FullName = "John Doe", Description = "for tests",
        Role = ["API_USER"], IPAddress = ["192.0.2.0/24"], ExpiresAt = new DateTimeOffset(2999, 12, 31, 23, 59, 59, 120, TimeSpan.Zero),
    };

    public async ValueTask InitializeAsync()
    {
        _service = await RunningService.StartAsync();
        foreach (string project in (string[])["Payments", "Orders", "a/b project"])
        {
            await _service.Authority.Projects.CreateProjectAsync(project, string.Empty, Cancellation);
        }

        foreach (string role in (string[])["API_USER", "DEVELOPER"])
        {
            await _service.Authority.Projects.CreateRoleAsync(role, string.Empty, Cancellation);
        }

        _remote = await _service.ConnectAsync(RemoteProvider.Apinizer, await _service.OwnerTokenAsync());
    }

    public async ValueTask DisposeAsync()
    {
        await _remote.DisposeAsync();
        await _service.DisposeAsync();
    }

    [Theory]
    [InlineData("Payments", "api-user", false)]
    [InlineData("a/b project", "odd / näme#%+", true)]
    public async Task A_credential_that_is_made_is_there_with_the_facts_that_were_told(string project, string username, bool isDisabled)
    {
        ProjectCredential made = await Remote.CreateAsync(Request with { Project = project, Username = username, IsDisabled = isDisabled }, Cancellation);
        Assert.IsNotType<IssuedProjectCredential>(made);
        Assert.True(made.DeploymentResult!.Success);
        ProjectCredential there = await Behind.GetAsync(CredentialReference.ByName(username, project), Cancellation);
        Assert.Equal(Facts(there), Facts(made));
        Assert.Equal(isDisabled ? CredentialState.Disabled : CredentialState.Active, made.State);
        Assert.Equal(Facts(there), Facts(await Remote.GetAsync(CredentialReference.ByName(username.ToUpperInvariant(), project), Cancellation)));
        Assert.Equal(made.Id, (await Remote.GetAsync(CredentialReference.ById(made.Id), Cancellation)).Id);

        ProjectCredential removed = await Remote.RemoveAsync(CredentialReference.ById(made.Id), Cancellation);
        Assert.True(removed.DeploymentResult!.Success);
        await RemoteCalls.FailsAsync(CredentialErrors.NotFound, () => Behind.GetAsync(CredentialReference.ByName(username, project), Cancellation));
        await RemoteCalls.FailsAsync(CredentialErrors.NotFound, () => Remote.RemoveAsync(CredentialReference.ById(made.Id), Cancellation));
    }

    [Fact]
    public async Task A_password_is_made_here_where_none_is_given_and_is_good()
    {
        var made = Assert.IsType<IssuedProjectCredential>(await Remote.CreateAsync(Request with { Password = null }, Cancellation));
        Assert.Equal(24, made.GetPassword().Length);
        Assert.True(await IsGoodAsync(made.GetPassword()));

        var changed = Assert.IsType<IssuedProjectCredential>(await Remote.ChangeAsync(Reference(made), new ProjectCredentialChange { GeneratePassword = true }, Cancellation));
        Assert.False(await IsGoodAsync(made.GetPassword()));
        Assert.True(await IsGoodAsync(changed.GetPassword()));
    }

    [Fact]
    public async Task A_query_finds_in_its_projects_what_it_finds_behind_in_the_same_order()
    {
        (string Project, string Username, string Role, int? Days, bool IsDisabled)[] credentials =
        [
            ("Payments", "b-user", "API_USER", 5, false), ("Payments", "A-user", "DEVELOPER", null, true), ("Payments", "c", "API_USER", -5, true),
            ("Orders", "z-user", "API_USER", 20, false), ("Orders", "d", "DEVELOPER", -1, false), ("a/b project", "e", "API_USER", null, false),
        ];
        foreach ((string project, string username, string role, int? days, bool isDisabled) in credentials)
        {
            await Behind.CreateAsync(
                Request with { Project = project, Username = username, Role = [role], IsDisabled = isDisabled, Email = $"{username}@example.com", ExpiresAt = days is { } count ? DateTimeOffset.UtcNow.AddDays(count) : null },
                Cancellation);
        }

        ProjectCredentialQuery two = new() { Project = ["Payments", "Orders"] };
        ProjectCredentialQuery[] queries =
        [
            new() { Project = ["Payments"] },
            new() { Project = ["a/b project"] },
            two,
            two with { Project = ["orders", "PAYMENTS", "Orders"] },
            two with { Username = ["*-USER"] },
            two with { Username = ["c", "[d-e]"] },
            two with { Role = ["dev*"] },
            two with { Email = ["?@example.com"] },
            two with { State = [CredentialState.Disabled] },
            two with { State = [CredentialState.Expired, CredentialState.Active] },
            two with { VisibleIn = ["orders"] },
            two with { ExpiringBefore = DateTimeOffset.UtcNow.AddDays(10) },
            two with { ExpiredBefore = DateTimeOffset.UtcNow.AddDays(-3) },
            two with { Label = new Dictionary<string, string> { ["team"] = "*" } },
            two with { Skip = 1, First = 2 },
        ];
        foreach (ProjectCredentialQuery query in queries)
        {
            List<ProjectCredential> expected = await RemoteCalls.ToListAsync(Behind.ListAsync(query, Cancellation));
            List<ProjectCredential> found = await RemoteCalls.ToListAsync(Remote.ListAsync(query, Cancellation));

            // The service knows a project by its name in any case; the client knows it by the name it was asked for.
            Assert.Equal(expected.Select(Facts), found.Select(Facts), StringComparer.OrdinalIgnoreCase);
            Assert.Equal(await Behind.CountAsync(query, Cancellation), await Remote.CountAsync(query, Cancellation));
        }

        ProjectCredential some = (await RemoteCalls.ToListAsync(Remote.ListAsync(two with { IdPrefix = "PAYMENTS/b" }, Cancellation))).Single();
        Assert.Equal("b-user", some.Username);
        Assert.Equal(
            await Behind.ListValuesAsync(ProjectCredentialProperty.Email, new PropertyValueQuery { VisibleIn = ["Orders"] }, Cancellation),
            await Remote.ListValuesAsync(ProjectCredentialProperty.Email, new PropertyValueQuery { VisibleIn = ["Orders"] }, Cancellation));
    }

    [Fact]
    public async Task Facts_change_together_with_a_password_and_a_password_alone()
    {
        ProjectCredential made = await Remote.CreateAsync(Request, Cancellation);
        ProjectCredential changed = await Remote.ChangeAsync(
            Reference(made),
            new ProjectCredentialChange { Password = new SecretText(Password), FullName = "Jane Doe", Role = ["DEVELOPER"], IPAddress = [], NeverExpires = true, IsEnabled = false },
            Cancellation);
        ProjectCredential there = await Behind.GetAsync(CredentialReference.ByName("api-user"), Cancellation);
        Assert.Equal(Facts(there), Facts(changed));
        Assert.Equal(("Jane Doe", "DEVELOPER", string.Empty, CredentialState.Disabled, (DateTimeOffset?)null), (there.FullName, there.Role.ToString(), there.IPAddress.ToString(), there.State, there.ExpiresAt));
        Assert.Equal("user@example.com", there.Email);

        await Remote.ChangeAsync(Reference(made), new ProjectCredentialChange { Password = new SecretText("another-password-7") }, Cancellation);
        Assert.Equal(CredentialState.Disabled, (await Behind.GetAsync(CredentialReference.ByName("api-user"), Cancellation)).State);
        await Remote.ChangeAsync(Reference(made), new ProjectCredentialChange { Password = new SecretText("another-password-7"), IsEnabled = true }, Cancellation);
        Assert.True(await IsGoodAsync("another-password-7"));
        Assert.Equal(Facts(await Remote.GetAsync(Reference(made), Cancellation)), Facts(await Remote.ChangeAsync(Reference(made), new ProjectCredentialChange(), Cancellation)));
    }

    [Fact]
    public async Task What_expired_while_it_was_disabled_stays_disabled()
    {
        ProjectCredential made = await Behind.CreateAsync(Request with { IsDisabled = true, ExpiresAt = DateTimeOffset.UtcNow.AddDays(-1) }, Cancellation);
        await Remote.ChangeAsync(CredentialReference.ByName("api-user", "Payments"), new ProjectCredentialChange { Password = new SecretText(Password), NeverExpires = true }, Cancellation);
        Assert.Equal(CredentialState.Disabled, (await Behind.GetAsync(CredentialReference.ById(made.Id), Cancellation)).State);
    }

    [Fact]
    public async Task Access_is_granted_listed_and_taken()
    {
        CredentialReference reference = Reference(await Remote.CreateAsync(Request, Cancellation));
        AccessTarget[] targets = [new("zebra"), new("group", AccessTargetType.ApiProxyGroup), new("ape")];
        IReadOnlyList<ProjectCredentialAccess> granted = await Remote.GrantAccessAsync(reference, targets, Cancellation);
        Assert.All(granted, access => Assert.True(access.DeploymentResult!.Success));
        IReadOnlyList<ProjectCredentialAccess> there = await Behind.ListAccessAsync(CredentialReference.ByName("api-user"), Cancellation);
        Assert.Equal(there.Select(Facts), granted.Select(Facts));
        Assert.Equal(there.Select(Facts), (await Remote.ListAccessAsync(reference, Cancellation)).Select(Facts));

        await RemoteCalls.FailsAsync(CredentialErrors.AlreadyExists, () => Remote.GrantAccessAsync(reference, [new("ape"), new("new")], Cancellation));
        Assert.True((await Remote.RevokeAccessAsync(reference, [new("ape"), new("never")], Cancellation)).Success);
        Assert.Equal(2, (await Remote.ListAccessAsync(reference, Cancellation)).Count);
        Assert.True((await Remote.RevokeAccessAsync(reference, [], Cancellation)).Success);
        Assert.Empty(await Behind.ListAccessAsync(CredentialReference.ByName("api-user"), Cancellation));
        Assert.True((await Remote.RevokeAccessAsync(reference, [], Cancellation)).Success);
        await RemoteCalls.RefusesAsync(CredentialErrors.InvalidArgument, () => Remote.GrantAccessAsync(reference, [], Cancellation));
        await RemoteCalls.FailsAsync(CredentialErrors.NotFound, () => Remote.ListAccessAsync(CredentialReference.ByName("nobody", "Payments"), Cancellation));
    }

    [Fact]
    public async Task A_deployment_that_fails_is_reported_and_no_error()
    {
        string file = Path.Combine(_service.Root, "folder.htpasswd");
        await _service.Authority.Deployment.CreateEnvironmentAsync(
            new CredentialEnvironmentRequest { Project = "Payments", Name = "production", Kind = CredentialEnvironmentKind.Htpasswd, Target = file }, Cancellation);
        ProjectCredential good = await Remote.CreateAsync(Request with { IPAddress = [] }, Cancellation);
        Assert.Equal([new EnvironmentResult("production", true, "Deployed successfully")], good.DeploymentResult!.EnvironmentResults);

        File.Delete(file);
        Directory.CreateDirectory(file);
        ProjectCredential bad = await Remote.CreateAsync(Request with { Username = "other", IPAddress = [] }, Cancellation);
        EnvironmentResult failed = Assert.Single(bad.DeploymentResult!.EnvironmentResults);
        Assert.Equal((false, false, "production"), (bad.DeploymentResult.Success, failed.Success, failed.EnvironmentName));
        Assert.NotEqual("Deployed successfully", failed.Message);
    }

    [Fact]
    public async Task Errors_are_those_of_an_embedded_authority_with_the_text_that_came()
    {
        await Remote.CreateAsync(Request, Cancellation);
        CredentialException taken = await RemoteCalls.FailsAsync(CredentialErrors.AlreadyExists, () => Remote.CreateAsync(Request with { Project = "Orders" }, Cancellation));
        Assert.Equal("There is already a credential has this name!", taken.Message);
        CredentialException project = await RemoteCalls.FailsAsync(
            CredentialErrors.NotFound, () => RemoteCalls.ToListAsync(Remote.ListAsync(new ProjectCredentialQuery { Project = ["Nowhere"] }, Cancellation)));
        Assert.Equal("Project(Nowhere) was not found or user does not have privilege to access it!", project.Message);
        CredentialException nobody = await RemoteCalls.FailsAsync(CredentialErrors.NotFound, () => Remote.GetAsync(CredentialReference.ByName("nobody", "Payments"), Cancellation));
        Assert.Equal("Credential (username: nobody) was not found!", nobody.Message);
        await RemoteCalls.FailsAsync(CredentialErrors.InvalidArgument, () => Remote.CreateAsync(Request with { Username = "new", Role = ["KING"] }, Cancellation));
        await RemoteCalls.FailsAsync(CredentialErrors.InvalidArgument, () => Remote.CreateAsync(Request with { Username = "new", Email = "none" }, Cancellation));
        await RemoteCalls.FailsAsync(CredentialErrors.PasswordNotAllowed, () => Remote.CreateAsync(Request with { Username = "new", Password = new SecretText("a") }, Cancellation));
        foreach ((string text, ProjectCredentialRequest request) in ((string, ProjectCredentialRequest)[])
            [("username", Request with { Username = " " }), ("password", Request with { Password = new SecretText("") }), ("full name", Request with { FullName = "" }), ("email", Request with { Email = "" })])
        {
            CredentialException empty = await RemoteCalls.RefusesAsync(CredentialErrors.InvalidArgument, () => Remote.CreateAsync(request, Cancellation));
            Assert.Equal($"Credential {text} can not be empty!", empty.Message);
        }
    }

    [Fact]
    public async Task What_the_contract_has_not_is_refused_before_anything_is_sent()
    {
        CredentialErrorDefinition unsupported = CredentialErrors.NotSupported;
        CredentialReference reference = CredentialReference.ByName("api-user", "Payments");
        var labels = new Dictionary<string, string> { ["team"] = "red" };
        var password = new SecretText(Password);
        CredentialException withoutPassword = await RemoteCalls.RefusesAsync(unsupported, () => Remote.ChangeAsync(reference, new ProjectCredentialChange { IsEnabled = false }, Cancellation));
        Assert.StartsWith("'vendor' (Apinizer) has no change of a credential that leaves the password out", withoutPassword.Message, StringComparison.Ordinal);
        await RemoteCalls.RefusesAsync(unsupported, () => Remote.ChangeAsync(reference, new ProjectCredentialChange { Password = password, Label = labels }, Cancellation));
        await RemoteCalls.RefusesAsync(unsupported, () => Remote.ChangeAsync(reference, new ProjectCredentialChange { Password = password, GracePeriod = TimeSpan.FromDays(1) }, Cancellation));
        await RemoteCalls.RefusesAsync(unsupported, () => Remote.CreateAsync(Request with { Label = labels }, Cancellation));
        await RemoteCalls.RefusesAsync(unsupported, () => Remote.RemoveAsync(reference with { ModifiedAt = DateTimeOffset.UtcNow }, Cancellation));
        await RemoteCalls.RefusesAsync(unsupported, () => Remote.ListValuesAsync(ProjectCredentialProperty.Project, new PropertyValueQuery(), Cancellation));
        await RemoteCalls.RefusesAsync(unsupported, () => _remote.Projects.GetProjectAsync("Payments", Cancellation));
        await RemoteCalls.RefusesAsync(unsupported, () => _remote.ApiKeys.GetAsync(reference, Cancellation));

        CredentialErrorDefinition invalid = CredentialErrors.InvalidArgument;
        foreach (string[] projects in (string[][])[[], ["Pay*"], ["Payments", ""]])
        {
            CredentialException error = await RemoteCalls.RefusesAsync(invalid, () => Remote.CountAsync(new ProjectCredentialQuery { Project = projects }, Cancellation));
            Assert.Contains("Project has to be named", error.Message, StringComparison.Ordinal);
        }

        await RemoteCalls.RefusesAsync(invalid, () => Remote.GetAsync(CredentialReference.ByName("api-user"), Cancellation));
        await RemoteCalls.RefusesAsync(invalid, () => Remote.GetAsync(CredentialReference.ByName("api-user", ".."), Cancellation));
        await RemoteCalls.RefusesAsync(CredentialErrors.NotFound, () => Remote.GetAsync(CredentialReference.ById("no-place"), Cancellation));
        await RemoteCalls.RefusesAsync(invalid, () => Remote.ChangeAsync(reference, new ProjectCredentialChange { Password = new SecretText("") }, Cancellation));
        await RemoteCalls.RefusesAsync(invalid, () => Remote.ChangeAsync(reference, new ProjectCredentialChange { Password = password, GeneratePassword = true }, Cancellation));
    }

    [Fact]
    public async Task A_token_that_is_none_is_told_when_connecting()
    {
        CredentialException error = await RemoteCalls.FailsAsync(CredentialErrors.AuthenticationRequired, () => _service.ConnectAsync(RemoteProvider.Apinizer, "none"));
        Assert.Equal("Invalid token", error.Message);
        string token = await _service.TokenAsync("nobody");
        await using ICredentialAuthority nobody = await _service.ConnectAsync(RemoteProvider.Apinizer, token, "/apiops/");
        await RemoteCalls.FailsAsync(CredentialErrors.NotFound, () => nobody.ProjectCredentials.CountAsync(new ProjectCredentialQuery { Project = ["Payments"] }, Cancellation));
    }

    private static CredentialReference Reference(ProjectCredential credential) => CredentialReference.ById(credential.Id);

    private static string Facts(ProjectCredential credential) => string.Join(
        '|', credential.Project, credential.Username, credential.State, credential.Email, credential.FullName, credential.Description, credential.Role, credential.IPAddress, credential.ExpiresAt?.ToString("O"),
        credential.DisabledAt is not null);

    private static string Facts(ProjectCredentialAccess access) => $"{access.Project}|{access.Username}|{access.Type}|{access.Name}";

    private async Task<bool> IsGoodAsync(string password) =>
        (await _service.Authority.Verifier.VerifyPasswordAsync("api-user", new SecretText(password), System.Net.IPAddress.Parse("192.0.2.1"), null, Cancellation)).Reason == VerificationReason.Valid;
}
