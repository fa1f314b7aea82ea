namespace PSCredentials.Tests.Projects;

/// <summary>The rules of contract 3 with their exact texts.</summary>
public sealed class ContractRuleTests
{
    private static readonly CredentialErrorDefinition Invalid = CredentialErrors.InvalidArgument;

    public static TheoryData<string, string> WhatIsEmpty => new()
    {
        { "username", "Credential username can not be empty!" },
        { "password", "Credential password can not be empty!" },
        { "fullName", "Credential full name can not be empty!" },
        { "email", "Credential email can not be empty!" },
    };

    [Theory]
    [MemberData(nameof(WhatIsEmpty))]
    public async Task What_is_needed_can_not_be_empty(string field, string text)
    {
        await using SampleVault vault = await ProjectVault.OpenAsync();
        ProjectCredentialRequest request = ProjectVault.Request();
        request = field switch
        {
            "username" => request with { Username = string.Empty },
            "password" => request with { Password = new SecretText(string.Empty) },
            "fullName" => request with { FullName = " " },
            _ => request with { Email = string.Empty },
        };

        Assert.Equal(text, (await Refusal.OfAsync(Invalid, () => vault.CreateAsync(request))).Message);
    }

    [Theory]
    [InlineData("api-user")]
    [InlineData("API-User")]
    public async Task A_username_is_unique_over_all_projects(string taken)
    {
        await using SampleVault vault = await ProjectVault.OpenAsync();
        await vault.Authority.Projects.CreateProjectAsync("other", string.Empty, CancellationToken.None);
        await vault.CreateAsync();

        CredentialException refusal = await Refusal.OfAsync(
            CredentialErrors.AlreadyExists, () => vault.CreateAsync(ProjectVault.Request(taken) with { Project = "other" }));

        Assert.Equal("There is already a credential has this name!", refusal.Message);
    }

    [Theory]
    [InlineData("no address")]
    [InlineData("a@")]
    [InlineData("Ada <ada@example.com>")]
    [InlineData("ada@example.com, grace@example.com")]
    public async Task An_email_address_has_to_be_one(string email)
    {
        await using SampleVault vault = await ProjectVault.OpenAsync();

        CredentialException refusal = await Refusal.OfAsync(Invalid, () => vault.CreateAsync(ProjectVault.Request() with { Email = email }));

        Assert.Equal("Email is not an e-mail address such as user@example.com.", refusal.Message);
    }

    [Fact]
    public async Task A_role_has_to_exist_and_is_named()
    {
        await using SampleVault vault = await ProjectVault.OpenAsync();

        CredentialException refusal = await Refusal.OfAsync(Invalid, () => vault.CreateAsync(ProjectVault.Request() with { Role = ["API_USER", "ADMIN"] }));

        Assert.Equal("Role 'ADMIN' does not exist; only roles that were made are allowed.", refusal.Message);
        Assert.Equal(["API_USER"], (await vault.CreateAsync(ProjectVault.Request() with { Role = ["api_user", "API_USER"] })).Role);
    }

    [Theory]
    [InlineData("192.168.1.256")]
    [InlineData("10.0.0.0/33")]
    [InlineData("somewhere")]
    public async Task An_address_has_to_parse_and_is_named(string address)
    {
        await using SampleVault vault = await ProjectVault.OpenAsync();

        CredentialException refusal = await Refusal.OfAsync(Invalid, () => vault.CreateAsync(ProjectVault.Request() with { IPAddress = ["10.0.0.0/8", address] }));

        Assert.Contains($"'{address}'", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_project_that_is_not_there_says_what_one_says_that_is_not_the_callers()
    {
        await using SampleVault vault = await ProjectVault.OpenAsync();

        CredentialException refusal = await Refusal.OfAsync(CredentialErrors.NotFound, () => vault.CreateAsync(ProjectVault.Request() with { Project = "MyProject" }));

        Assert.Equal("Project(MyProject) was not found or user does not have privilege to access it!", refusal.Message);
    }

    [Fact]
    public async Task An_unknown_username_is_named()
    {
        await using SampleVault vault = await ProjectVault.OpenAsync();

        CredentialException refusal = await Refusal.OfAsync(CredentialErrors.NotFound, () => vault.ChangeAsync(new ProjectCredentialChange { FullName = "x" }, "nobody"));

        Assert.Equal("Credential (username: nobody) was not found!", refusal.Message);
    }

    [Fact]
    public async Task A_credential_is_enabled_and_without_end_unless_it_says_otherwise()
    {
        await using SampleVault vault = await ProjectVault.OpenAsync();
        var past = new DateTimeOffset(2024, 12, 31, 23, 59, 59, TimeSpan.Zero);

        ProjectCredential plain = await vault.CreateAsync();
        ProjectCredential disabled = await vault.CreateAsync(ProjectVault.Request("disabled-user") with { IsDisabled = true });
        ProjectCredential expired = await vault.CreateAsync(ProjectVault.Request("temp-user") with { ExpiresAt = past });

        Assert.Equal((CredentialState.Active, null), (plain.State, plain.ExpiresAt));
        Assert.Equal(CredentialState.Disabled, disabled.State);
        Assert.Equal((CredentialState.Expired, past), (expired.State, expired.ExpiresAt));
        Assert.Equal("Deployment completed successfully", plain.DeploymentResult!.Message);
        Assert.True(plain.DeploymentResult.Success);
    }

    [Fact]
    public async Task Granting_twice_is_refused_and_taking_away_what_is_not_there_succeeds()
    {
        await using SampleVault vault = await ProjectVault.OpenAsync();
        await vault.CreateAsync();
        var user = CredentialReference.ByName("api-user");
        IProjectCredentialService service = vault.Authority.ProjectCredentials;

        IReadOnlyList<ProjectCredentialAccess> granted = await service.GrantAccessAsync(user, [new("orders"), new("all", AccessTargetType.ApiProxyGroup)], CancellationToken.None);
        CredentialException refusal = await Refusal.OfAsync(
            CredentialErrors.AlreadyExists, () => service.GrantAccessAsync(user, [new("stock"), new("ORDERS")], CancellationToken.None));
        await service.RevokeAccessAsync(user, [new("nothing")], CancellationToken.None);

        Assert.Equal(["orders", "all"], granted.Select(access => access.Name));
        Assert.Contains("'ORDERS'", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(["orders", "all"], (await service.ListAccessAsync(user, CancellationToken.None)).Select(access => access.Name));
    }
}
