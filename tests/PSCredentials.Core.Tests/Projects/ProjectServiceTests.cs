using System.Text.Json;

namespace PSCredentials.Tests.Projects;

/// <summary>Projects, roles and the facts of their credentials.</summary>
public sealed class ProjectServiceTests
{
    [Fact]
    public async Task A_project_in_use_is_removed_by_force_alone_with_what_is_in_it()
    {
        await using SampleVault vault = await ProjectVault.OpenAsync();
        await vault.CreateAsync();
        ICredentialProjectService projects = vault.Authority.Projects;

        CredentialException refusal = await Refusal.OfAsync(CredentialErrors.InUse, () => projects.RemoveProjectAsync("SHOP", force: false, CancellationToken.None));
        Assert.Contains("1 credentials and 0 environments", refusal.Message, StringComparison.Ordinal);
        await projects.RemoveProjectAsync("shop", force: true, CancellationToken.None);

        Assert.Empty(await projects.ListProjectsAsync(CancellationToken.None));
        Assert.Equal(0, await vault.Authority.ProjectCredentials.CountAsync(new ProjectCredentialQuery(), CancellationToken.None));
        Assert.Equal(VerificationReason.Unknown, await vault.PresentAsync());
        await Refusal.OfAsync(CredentialErrors.NotFound, () => projects.RemoveProjectAsync("shop", force: true, CancellationToken.None));
    }

    [Fact]
    public async Task A_role_in_use_is_taken_from_its_credentials_by_force_alone()
    {
        await using SampleVault vault = await ProjectVault.OpenAsync();
        await vault.CreateAsync(ProjectVault.Request() with { Role = ["API_USER", "DEVELOPER"] });
        ICredentialProjectService projects = vault.Authority.Projects;

        await Refusal.OfAsync(CredentialErrors.InUse, () => projects.RemoveRoleAsync("api_user", force: false, CancellationToken.None));
        await projects.RemoveRoleAsync("api_user", force: true, CancellationToken.None);

        Assert.Equal(["DEVELOPER"], (await GetAsync(vault)).Role);
        Assert.Equal([("DEVELOPER", 1L)], (await projects.ListRolesAsync(CancellationToken.None)).Select(role => (role.Name, role.CredentialCount)));
    }

    [Fact]
    public async Task Names_are_taken_without_regard_to_case()
    {
        await using SampleVault vault = await ProjectVault.OpenAsync();
        ICredentialProjectService projects = vault.Authority.Projects;

        await Refusal.OfAsync(CredentialErrors.AlreadyExists, () => projects.CreateProjectAsync("Shop", string.Empty, CancellationToken.None));
        await Refusal.OfAsync(CredentialErrors.AlreadyExists, () => projects.CreateRoleAsync("api_User", string.Empty, CancellationToken.None));
        await Refusal.OfAsync(CredentialErrors.InvalidArgument, () => projects.CreateProjectAsync(string.Empty, string.Empty, CancellationToken.None));
    }

    [Fact]
    public async Task A_change_touches_what_it_names_and_nothing_else()
    {
        await using SampleVault vault = await ProjectVault.OpenAsync();
        ProjectCredential before = await vault.CreateAsync(ProjectVault.Request() with { IPAddress = ["10.0.0.0/8"], Label = new Dictionary<string, string> { ["team"] = "web" } });
        vault.Clock.Advance(TimeSpan.FromMinutes(1));

        ProjectCredential after = await vault.ChangeAsync(new ProjectCredentialChange { FullName = "Jane Doe", IPAddress = [] });

        Assert.Equal(Facts(before with { FullName = "Jane Doe", IPAddress = [], ModifiedAt = vault.Clock.GetUtcNow() }), Facts(after));
        Assert.Equal(Facts(after), Facts(await GetAsync(vault)));
        vault.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(after.ModifiedAt, (await vault.ChangeAsync(new ProjectCredentialChange { FullName = "Jane Doe" })).ModifiedAt);
    }

    [Theory]
    [InlineData("a:b")]
    [InlineData("#first")]
    [InlineData(" ada")]
    [InlineData("ada*")]
    [InlineData("new\nline")]
    public async Task A_username_that_a_password_file_could_not_hold_is_refused(string username)
    {
        await using SampleVault vault = await ProjectVault.OpenAsync();

        CredentialException refusal = await Refusal.OfAsync(CredentialErrors.InvalidArgument, () => vault.CreateAsync(ProjectVault.Request(username)));

        Assert.StartsWith("Username ", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Changes_that_exclude_each_other_are_refused()
    {
        await using SampleVault vault = await ProjectVault.OpenAsync();
        await vault.CreateAsync();
        var password = new SecretText("another password");

        foreach (ProjectCredentialChange change in (ProjectCredentialChange[])
        [
            new() { Password = password, GeneratePassword = true },
            new() { ExpiresAt = vault.Clock.GetUtcNow(), NeverExpires = true },
            new() { GracePeriod = TimeSpan.FromHours(1) },
            new() { Password = password, GracePeriod = TimeSpan.FromHours(-1) },
            new() { ExpiresAt = DateTimeOffset.MaxValue },
        ])
        {
            await Refusal.OfAsync(CredentialErrors.InvalidArgument, () => vault.ChangeAsync(change));
        }
    }

    [Fact]
    public async Task Many_are_listed_by_project_and_username_page_by_page_and_narrowed()
    {
        await using SampleVault vault = await ProjectVault.OpenAsync();
        await vault.Authority.Projects.CreateProjectAsync("bakery", string.Empty, CancellationToken.None);
        await Task.WhenAll(Enumerable.Range(0, 40).Select(i => vault.CreateAsync(ProjectVault.Request($"user-{i:00}") with
        {
            Project = i % 2 == 0 ? "shop" : "bakery",
            Role = i % 3 == 0 ? ["DEVELOPER"] : [],
            ExpiresAt = i % 4 == 0 ? vault.Clock.GetUtcNow().AddDays(i + 1) : null,
        })));

        Assert.Equal(Enumerable.Range(0, 20).Select(i => $"user-{(2 * i) + 1:00}"), (await ListAsync(vault, new() { Project = ["b*"] })));
        Assert.Equal(["user-01", "user-03"], await ListAsync(vault, new() { First = 2 }));
        Assert.Equal(["user-36", "user-38"], await ListAsync(vault, new() { Skip = 38 }));
        Assert.Equal(14, (await ListAsync(vault, new() { Role = ["dev*"] })).Count);
        Assert.Equal(["user-00", "user-04", "user-08"], await ListAsync(vault, new() { ExpiringBefore = vault.Clock.GetUtcNow().AddDays(10) }));
        Assert.Equal(40, await vault.Authority.ProjectCredentials.CountAsync(new() { State = [CredentialState.Active] }, CancellationToken.None));
    }

    private static string Facts(ProjectCredential credential) => JsonSerializer.Serialize(credential with { DeploymentResult = null });

    private static Task<ProjectCredential> GetAsync(SampleVault vault) =>
        vault.Authority.ProjectCredentials.GetAsync(CredentialReference.ByName("api-user", "shop"), CancellationToken.None);

    private static async Task<List<string>> ListAsync(SampleVault vault, ProjectCredentialQuery query)
    {
        var names = new List<string>();
        await foreach (ProjectCredential credential in vault.Authority.ProjectCredentials.ListAsync(query, CancellationToken.None))
        {
            names.Add(credential.Username);
        }

        return names;
    }
}
