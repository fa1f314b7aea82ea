using PSCredentials.Storage;
using PSCredentials.Tests.Projects;

namespace PSCredentials.Tests.Storage;

/// <summary>Listings that are limited to what somebody may see.</summary>
public sealed class VisibleScopeTests
{
    private static readonly string[]?[] Visible = [null, [], ["PAYMENTS"], ["ärger-1", "payments", "nothing"], ["pay*"], ["payments", "Payments"]];
    private static readonly string[] Expected = ["one-001 three-3 two-002", "", "one-001 two-002", "one-001 three-3 two-002", "", "one-001 two-002"];

    private static async Task<SampleVault> FilledAsync()
    {
        SampleVault vault = await SampleVault.OpenAsync();
        ApiCredentialRequest token = new() { Type = CredentialType.ApiToken, Owner = "ada", Label = new Dictionary<string, string> { ["team"] = "red" } };
        await vault.IssueAsync(token with { Name = "one-001", Namespace = "Payments" });
        await vault.IssueAsync(token with { Name = "two-002", Namespace = "payments", Owner = "bob" });
        await vault.IssueAsync(token with { Name = "three-3", Namespace = "Ärger-1", Owner = "cyd", Label = new Dictionary<string, string> { ["stage"] = "x" } });
        return vault;
    }

    [Fact]
    public async Task Credentials_of_other_namespaces_are_neither_listed_nor_counted()
    {
        await using SampleVault vault = await FilledAsync();
        for (int i = 0; i < Visible.Length; i++)
        {
            var query = new ApiCredentialQuery { VisibleIn = Visible[i] };
            List<ApiCredential> list = await vault.ListAsync(query);
            Assert.Equal(Expected[i], string.Join(' ', list.Select(credential => credential.Name).Order(StringComparer.Ordinal)));
            Assert.Equal(list.Count, await vault.Credentials.CountAsync(query, CancellationToken.None));
            Assert.Equal(list.Count, (await vault.ListAsync(query with { IdPrefix = string.Empty })).Count);
            Assert.Equal(list.Skip(1).Take(1).Select(credential => credential.Id), (await vault.ListAsync(query with { Skip = 1, First = 1 })).Select(credential => credential.Id));
        }

        Assert.Empty(await vault.ListAsync(new() { VisibleIn = ["payments"], Namespace = ["Ärger-1"] }));
        Assert.Empty(await vault.ListAsync(new() { VisibleIn = ["payments"], Name = ["three-3"] }));
    }

    [Fact]
    public async Task Keys_of_other_workspaces_are_neither_listed_nor_counted()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        ApiKeyRequest key = new() { Role = ApiKeyRole.Owner };
        await vault.Keys.CreateAsync(key with { Name = "one", Workspace = "Tiger" }, CancellationToken.None);
        await vault.Keys.CreateAsync(key with { Name = "two", Workspace = "lion", UserName = "bob" }, CancellationToken.None);
        await vault.Keys.CreateAsync(key with { Name = "any" }, CancellationToken.None);
        async Task<string> NamesAsync(params string[]? visible)
        {
            var names = new List<string>();
            await foreach (ApiKey found in vault.Keys.ListAsync(new() { VisibleIn = visible }, CancellationToken.None))
            {
                names.Add(found.Name);
            }

            Assert.Equal(names.Count, await vault.Keys.CountAsync(new() { VisibleIn = visible }, CancellationToken.None));
            return string.Join(' ', names);
        }

        Assert.Equal("any two one", await NamesAsync(null));
        Assert.Equal("", await NamesAsync());
        Assert.Equal("one", await NamesAsync("TIGER"));
        Assert.Equal("any", await NamesAsync(""));
        Assert.Equal("two one", await NamesAsync("tiger", "lion"));
        Assert.Equal("bob", Assert.Single(await vault.Keys.ListValuesAsync(ApiKeyProperty.UserName, new() { VisibleIn = ["lion"] }, CancellationToken.None)).Value);
        Assert.Equal("lion", Assert.Single(await vault.Keys.ListValuesAsync(ApiKeyProperty.Workspace, new() { VisibleIn = ["lion"] }, CancellationToken.None)).Value);
    }

    [Fact]
    public async Task Credentials_of_other_projects_are_neither_listed_nor_counted()
    {
        await using SampleVault vault = await ProjectVault.OpenAsync();
        await vault.Authority.Projects.CreateProjectAsync("depot", string.Empty, CancellationToken.None);
        await vault.CreateAsync();
        await vault.CreateAsync(ProjectVault.Request("depot-user") with { Project = "depot", Email = "depot@example.com" });
        async Task<string> NamesAsync(params string[]? visible)
        {
            var names = new List<string>();
            await foreach (ProjectCredential found in vault.Authority.ProjectCredentials.ListAsync(new() { VisibleIn = visible }, CancellationToken.None))
            {
                names.Add(found.Username);
            }

            Assert.Equal(names.Count, await vault.Authority.ProjectCredentials.CountAsync(new() { VisibleIn = visible }, CancellationToken.None));
            return string.Join(' ', names);
        }

        Assert.Equal("depot-user api-user", await NamesAsync(null));
        Assert.Equal("", await NamesAsync());
        Assert.Equal("api-user", await NamesAsync("SHOP"));
        foreach ((ProjectCredentialProperty property, string value) in new[] { (ProjectCredentialProperty.Project, "depot"), (ProjectCredentialProperty.Email, "depot@example.com") })
        {
            Assert.Equal(value, Assert.Single(await vault.Authority.ProjectCredentials.ListValuesAsync(property, new() { VisibleIn = ["Depot"] }, CancellationToken.None)).Value);
            Assert.Empty(await vault.Authority.ProjectCredentials.ListValuesAsync(property, new() { VisibleIn = [] }, CancellationToken.None));
        }
    }

    [Theory]
    [InlineData(ApiCredentialProperty.Namespace, "Payments:2")]
    [InlineData(ApiCredentialProperty.Owner, "ada:1 bob:1")]
    [InlineData(ApiCredentialProperty.LabelName, "team:2")]
    public async Task Values_and_their_numbers_are_of_what_is_visible_alone(ApiCredentialProperty property, string expected)
    {
        await using SampleVault vault = await FilledAsync();
        async Task<string> ValuesAsync(params string[] visible) => string.Join(
            ' ',
            (await vault.Credentials.ListValuesAsync(property, new() { VisibleIn = visible }, CancellationToken.None)).Select(value => $"{value.Value}:{value.Count}"));

        Assert.Equal(expected, await ValuesAsync("payments"));
        Assert.Equal(expected, await ValuesAsync("zebra", "PAYMENTS", "payments"));
        Assert.Equal("", await ValuesAsync());
        Assert.Equal("", await ValuesAsync("zebra"));
    }

    [Fact]
    public async Task A_listing_longer_than_a_page_misses_and_doubles_nothing()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        await Task.WhenAll(Enumerable.Range(0, 1300).Select(i => vault.IssueAsync(
            new ApiCredentialRequest { Name = $"token-{i:0000}", Type = CredentialType.ApiToken, Namespace = $"space-{i % 3}" })));

        List<ApiCredential> list = await vault.ListAsync(new() { VisibleIn = ["space-0", "Space-2"] });

        Assert.Equal(
            Enumerable.Range(0, 1300).Where(i => i % 3 != 1).OrderBy(i => i % 3).ThenBy(i => i).Select(i => $"token-{i:0000}"),
            list.Select(credential => credential.Name));
    }
}
