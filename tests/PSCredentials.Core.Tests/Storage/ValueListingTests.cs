using System.Runtime.CompilerServices;
using PSCredentials.Storage;
using SQLitePCL;

namespace PSCredentials.Tests.Storage;

/// <summary>The values that credentials share, and credentials by the beginning of their id.</summary>
public sealed class ValueListingTests
{
    private const int Many = 4000;

    private static async Task<SampleVault> FilledAsync()
    {
        SampleVault vault = await SampleVault.OpenAsync();
        ApiCredentialRequest token = new() { Type = CredentialType.ApiToken, Owner = "ada" };
        await vault.IssueAsync(token with { Name = "one-001", Namespace = "Payments", Label = Labels(("team", "Red"), ("a=b", "1")) });
        await vault.IssueAsync(token with { Name = "two-002", Namespace = "payments", Owner = "ADA", Label = Labels(("Team", "red")) });
        await vault.IssueAsync(token with { Name = "three-3", Namespace = "billing", Owner = "bob", Label = Labels(("team", "Red"), ("stage", string.Empty)) });
        await vault.IssueAsync(token with
        {
            Name = "four-04",
            Namespace = "Äpfel-1",
            Type = CredentialType.ServiceApiToken,
            Owner = "Ärger",
            UserGroup = ["viewers", "admins"],
            NamespaceRole = [new("payments", "reader"), new("*", "auditor")],
        });
        return vault;
    }

    private static Dictionary<string, string> Labels(params (string Name, string Value)[] labels) => labels.ToDictionary(label => label.Name, label => label.Value);

    private static async Task<string> ValuesAsync(SampleVault vault, ApiCredentialProperty property, PropertyValueQuery? query = null) =>
        string.Join(' ', (await vault.Credentials.ListValuesAsync(property, query ?? new(), CancellationToken.None)).Select(value => $"{value.Value}:{value.Count}"));

    [Fact]
    public async Task Each_value_is_listed_once_with_how_many_have_it()
    {
        await using SampleVault vault = await FilledAsync();

        Assert.Equal("billing:1 Payments:2 Äpfel-1:1", await ValuesAsync(vault, ApiCredentialProperty.Namespace));
        Assert.Equal("ADA:2 bob:1 Ärger:1", await ValuesAsync(vault, ApiCredentialProperty.Owner));
        Assert.Equal("a=b:1 stage:1 team:3", await ValuesAsync(vault, ApiCredentialProperty.LabelName));
        Assert.Equal("Red:3", await ValuesAsync(vault, ApiCredentialProperty.LabelValue, new() { Label = "TEAM" }));
        Assert.Equal("", await ValuesAsync(vault, ApiCredentialProperty.LabelValue, new() { Label = "stage" }));
        Assert.Equal("", await ValuesAsync(vault, ApiCredentialProperty.LabelValue));
        Assert.Equal("admins:1 viewers:1", await ValuesAsync(vault, ApiCredentialProperty.UserGroup));
        Assert.Equal("*:auditor:1 payments:reader:1", await ValuesAsync(vault, ApiCredentialProperty.NamespaceRole));
        Assert.Equal("", await ValuesAsync(vault, ApiCredentialProperty.SiteName));
        Assert.Equal("", await ValuesAsync(vault, ApiCredentialProperty.ClusterNamespace));
    }

    [Theory]
    [InlineData("pay*", "Payments:2", "")]
    [InlineData("PAYMENTS", "Payments:2", "")]
    [InlineData("pay", "", "")]
    [InlineData("äP*", "Äpfel-1:1", "")]
    [InlineData("[ab]*", "billing:1", "ADA:2 bob:1")]
    [InlineData("?r*", "", "Ärger:1")]
    [InlineData("`[ab]*", "", "")]
    public async Task Values_are_matched_by_wildcards(string pattern, string namespaces, string owners)
    {
        await using SampleVault vault = await FilledAsync();

        Assert.Equal(namespaces, await ValuesAsync(vault, ApiCredentialProperty.Namespace, new() { Pattern = pattern }));
        Assert.Equal(owners, await ValuesAsync(vault, ApiCredentialProperty.Owner, new() { Pattern = pattern }));
    }

    [Fact]
    public async Task No_more_are_listed_than_were_asked_for()
    {
        await using SampleVault vault = await FilledAsync();

        Assert.Equal("billing:1 Payments:2", await ValuesAsync(vault, ApiCredentialProperty.Namespace, new() { First = 2 }));
        Assert.Equal("ADA:2", await ValuesAsync(vault, ApiCredentialProperty.Owner, new() { First = 1 }));
    }

    [Fact]
    public async Task Values_of_keys_are_listed_without_those_that_have_none()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        ApiKeyRequest key = new() { Role = ApiKeyRole.Editor, UserName = "ada", Label = Labels(("team", "red")) };
        await vault.Keys.CreateAsync(key with { Name = "one", Workspace = "tiger" }, CancellationToken.None);
        await vault.Keys.CreateAsync(key with { Name = "two", Workspace = "tiger", UserName = "bob" }, CancellationToken.None);
        await vault.Keys.CreateAsync(key with { Name = "any", Role = ApiKeyRole.Owner, Label = Labels() }, CancellationToken.None);
        async Task<string> Values(ApiKeyProperty property, string label = "") => string.Join(
            ' ', (await vault.Keys.ListValuesAsync(property, new() { Label = label }, CancellationToken.None)).Select(value => $"{value.Value}:{value.Count}"));

        Assert.Equal("tiger:2", await Values(ApiKeyProperty.Workspace));
        Assert.Equal("ada:2 bob:1", await Values(ApiKeyProperty.UserName));
        Assert.Equal("team:2", await Values(ApiKeyProperty.LabelName));
        Assert.Equal("red:2", await Values(ApiKeyProperty.LabelValue, "team"));
    }

    [Fact]
    public async Task An_empty_vault_has_no_values_and_an_unknown_property_is_refused()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();

        foreach (ApiCredentialProperty property in Enum.GetValues<ApiCredentialProperty>())
        {
            Assert.Equal("", await ValuesAsync(vault, property));
        }

        CredentialException refusal = await Assert.ThrowsAsync<CredentialException>(() => ValuesAsync(vault, (ApiCredentialProperty)99));
        Assert.Equal(CredentialErrorCode.InvalidArgument, refusal.Code);
    }

    [Fact]
    public async Task Credentials_are_found_by_the_beginning_of_their_id_in_the_order_of_ids()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        await Task.WhenAll(Enumerable.Range(0, 1200).Select(i => vault.IssueAsync($"token-{i:0000}")));
        List<ApiCredential> all = await vault.ListAsync(new());
        string[] ids = [.. all.Select(credential => credential.Id).Order(StringComparer.Ordinal)];

        async Task<string[]> Ids(ApiCredentialQuery query) => [.. (await vault.ListAsync(query)).Select(credential => credential.Id)];
        Assert.Equal(ids, await Ids(new() { IdPrefix = string.Empty }));
        Assert.Equal(ids.Where(id => id.StartsWith(ids[0][..6], StringComparison.Ordinal)), await Ids(new() { IdPrefix = ids[0][..6].ToUpperInvariant() }));
        Assert.Equal([ids[700]], await Ids(new() { IdPrefix = ids[700][..35], Name = ["token-*"] }));
        Assert.Equal([ids[700]], await Ids(new() { IdPrefix = ids[700] }));
        Assert.Equal(ids[3..5], await Ids(new() { IdPrefix = ids[0][..2], Skip = 3, First = 2 }));
        Assert.Empty(await Ids(new() { IdPrefix = ids[0] + "0" }));
        Assert.Empty(await Ids(new() { IdPrefix = "ä" }));
        Assert.Empty(await Ids(new() { IdPrefix = "\0" }));
        Assert.Equal(1200, await vault.Credentials.CountAsync(new() { IdPrefix = ids[0][..1] }, CancellationToken.None));
    }

    [Fact]
    public async Task Where_an_index_serves_not_every_row_is_looked_at()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        await Task.WhenAll(Enumerable.Range(0, Many).Select(i => vault.Credentials.CreateAsync(
            new ApiCredentialRequest { Name = $"token-{i:0000}", Type = CredentialType.ApiToken, Namespace = i == 0 ? "apart-1" : "common" }, CancellationToken.None)));
        string id = (await vault.Credentials.GetAsync(CredentialReference.ByName("token-2000"), CancellationToken.None)).Id;
        var context = new RowContext(vault.Clock.Now, "local", _ => string.Empty);

        long Steps(Action<StoreConnection> work)
        {
            using StoreConnection connection = StoreConnection.Open(vault.Database, readOnly: true);
            long steps = 0;
            raw.sqlite3_progress_handler(Database(connection), 1, _ => { steps++; return 0; }, null);
            work(connection);
            raw.sqlite3_progress_handler(Database(connection), 0, null, null);
            return steps;
        }

        // A look at each row takes several steps of SQLite's machine; one pass shows that they are counted.
        Assert.True(Steps(connection => ApiCredentialTable.Values(connection, ApiCredentialProperty.Owner, new(), CancellationToken.None)) > Many);
        Assert.InRange(Steps(connection => ApiCredentialTable.Page(connection, new() { IdPrefix = id[..30] }, null, 0, 200, context)), 1, Many / 2);
        Assert.InRange(Steps(connection => ApiCredentialTable.Page(connection, new() { IdPrefix = id[..1] }, null, 0, 10, context)), 1, Many / 2);
        Assert.InRange(Steps(connection => ApiCredentialTable.Page(connection, new() { Namespace = ["common"], Name = ["token-200*"] }, null, 0, 200, context)), 1, Many / 2);
        Assert.InRange(Steps(connection => Assert.Single(ApiCredentialTable.Values(
            connection, ApiCredentialProperty.Namespace, new() { Pattern = "apart*" }, CancellationToken.None))), 1, Many / 10);

        // So that who sees little costs little, and the first page of who sees much too.
        Assert.InRange(Steps(connection => Assert.Single(ApiCredentialTable.Page(connection, new() { VisibleIn = ["apart-1", "none"] }, null, 0, 200, context))), 1, Many / 10);
        Assert.InRange(Steps(connection => ApiCredentialTable.Page(connection, new() { VisibleIn = ["apart-1", "common"] }, null, 0, 10, context)), 1, Many / 4);
        Assert.InRange(Steps(connection => ApiCredentialTable.Count(connection, new() { VisibleIn = ["apart-1", "none"] }, context.Now)), 1, Many / 10);
        Assert.InRange(Steps(connection => Assert.Single(ApiCredentialTable.Values(
            connection, ApiCredentialProperty.Owner, new() { VisibleIn = ["apart-1"] }, CancellationToken.None))), 1, Many / 10);
    }

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_database")]
    private static extern ref sqlite3 Database(StoreConnection connection);
}
