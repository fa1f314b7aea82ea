namespace PSCredentials.Tests.Issuing;

/// <summary>Callers hand over what their own callers gave them: nulls in lists, endless texts, broken Unicode. None of it may be more than refused.</summary>
public sealed class HostileInputTests
{
    private static readonly ApiCredentialRequest Request = new() { Name = "sample-token", Type = CredentialType.ServiceApiToken };

    public static TheoryData<string, ApiCredentialRequest> Requests => new()
    {
        { "null name", Request with { Name = null! } },
        { "null name of a SCIM token", Request with { Name = null!, Namespace = null!, Type = CredentialType.ScimApiToken } },
        { "null namespace", Request with { Namespace = null! } },
        { "empty owner", Request with { Owner = "" } },
        { "null group", Request with { UserGroup = [null!] } },
        { "null role", Request with { NamespaceRole = [null!] } },
        { "null role name", Request with { NamespaceRole = [new("system", null!)] } },
        { "null role namespace", Request with { NamespaceRole = [new(null!, "reader")] } },
        { "colon in a role's namespace", Request with { NamespaceRole = [new("a:b", "reader")] } },
        { "null address", Request with { IPAddress = [null!] } },
        { "empty label name", Request with { Label = new Dictionary<string, string> { [""] = "x" } } },
        { "label twice", Request with { Label = new Dictionary<string, string> { ["a"] = "x", ["A"] = "y" } } },
        { "65 labels", Request with { Label = Enumerable.Range(0, 65).ToDictionary(i => $"l{i}", _ => "v") } },
        { "long label name", Request with { Label = new Dictionary<string, string> { [new string('l', 129)] = "x" } } },
        { "long label value", Request with { Label = new Dictionary<string, string> { ["l"] = new string('v', 1025) } } },
        { "long description", Request with { Description = new string('d', 1025) } },
        { "endless name", Request with { Name = new string('n', 5_000_000) } },
        { "endless group", Request with { UserGroup = [new string('g', 5_000_000)] } },
        { "endless address", Request with { IPAddress = [new string('1', 1_000_000)] } },
        { "lone surrogate", Request with { Description = "x\uDC00" } },
    };

    [Theory]
    [MemberData(nameof(Requests), DisableDiscoveryEnumeration = true)]
    public async Task A_hostile_request_is_refused_and_nothing_is_issued(string what, ApiCredentialRequest request)
    {
        await using SampleVault vault = await SampleVault.OpenAsync();

        CredentialException refusal = await Assert.ThrowsAsync<CredentialException>(() => vault.IssueAsync(request));

        Assert.True(refusal.Code == CredentialErrorCode.InvalidArgument, $"{what}: {refusal}");
        Assert.True(refusal.Message.Length < 2000, $"{what}: the message has {refusal.Message.Length} characters");
        Assert.Empty(await vault.ListAsync());
    }

    [Fact]
    public async Task A_null_label_value_and_a_null_description_are_empty()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();

        IssuedApiCredential issued = await vault.IssueAsync(
            Request with { Description = null!, Label = new Dictionary<string, string> { ["a"] = null! } });

        Assert.Equal((string.Empty, string.Empty), (issued.Description, issued.Label["A"]));
        ApiCredential read = await vault.GetAsync("sample-token");
        Assert.Equal((string.Empty, string.Empty), (read.Description, read.Label["A"]));
    }

    [Fact]
    public async Task Labels_that_a_language_takes_for_equal_stay_two()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        await vault.IssueAsync(Request with { Label = new Dictionary<string, string> { ["x"] = "1", ["x\uFE0F"] = "2", ["a-b"] = "3", ["ab"] = "4" } });

        ApiCredential read = await vault.GetAsync("sample-token");

        Assert.Equal(("1", "2", 4), (read.Label["X"], read.Label["x\uFE0F"], read.Label.Count));
    }

    [Fact]
    public async Task Hostile_queries_and_references_are_refused_or_find_nothing()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        await vault.IssueAsync(Request);
        var labels = new Dictionary<string, string> { ["a"] = null! };
        ApiCredentialQuery[] queries =
        [
            new() { Name = [null!] }, new() { Name = ["a", null!] }, new() { Namespace = [null!] }, new() { Owner = [null!] }, new() { Id = [null!] },
            new() { Label = labels }, new() { Name = ["\uD800"] }, new() { Name = [new string('*', 100_000)] }, new() { Name = ["["] },
            new() { Name = ["sample-token\0"] }, new() { Name = ["*\0"] }, new() { Name = ["`"] }, new() { Type = [(CredentialType)77] },
            new() { Skip = -5, First = -5 }, new() { First = 0 }, new() { Skip = long.MaxValue }, new() { Name = ["' OR 1=1 --"] },
            new() { ExpiringBefore = DateTimeOffset.MinValue }, new() { ExpiredBefore = DateTimeOffset.MaxValue },
        ];

        foreach (ApiCredentialQuery query in queries)
        {
            try
            {
                Assert.Empty(await vault.ListAsync(query));
            }
            catch (CredentialException exception)
            {
                Assert.Equal(CredentialErrorCode.InvalidArgument, exception.Code);
            }
        }

        foreach (CredentialReference reference in new[] { CredentialReference.ByName(null!), CredentialReference.ById(null!), new(), CredentialReference.ByName("") })
        {
            await Refusal.OfAsync(CredentialErrors.NotFound, () => vault.Credentials.GetAsync(reference, CancellationToken.None));
            await Refusal.OfAsync(CredentialErrors.NotFound, () => vault.Keys.RemoveAsync(reference, CancellationToken.None));
        }

        await Refusal.OfAsync(CredentialErrors.InvalidArgument, () => vault.GetAsync("\uD800"));
        await Refusal.OfAsync(CredentialErrors.InvalidArgument, () => vault.GetAsync("sample-token\0"));
    }

    [Fact]
    public async Task A_query_takes_very_many_names_and_ids()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        IssuedApiCredential issued = await vault.IssueAsync(Request);
        string[] names = [.. Enumerable.Range(0, 40_000).Select(i => $"other-{i}"), "SAMPLE-token"];

        Assert.Equal(issued.Id, Assert.Single(await vault.ListAsync(new ApiCredentialQuery { Name = names })).Id);
        Assert.Equal(issued.Id, Assert.Single(await vault.ListAsync(new ApiCredentialQuery { Id = [.. names, issued.Id.ToUpperInvariant()] })).Id);
        Assert.Equal(issued.Id, Assert.Single(await vault.ListAsync(new ApiCredentialQuery { Name = [.. names.Select(name => name + "*")] })).Id);
    }

    [Fact]
    public async Task Hostile_keys_are_refused()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        var request = new ApiKeyRequest { Name = "sample-key", Role = ApiKeyRole.Editor, Workspace = "blue" };
        ApiKeyRequest[] refused =
        [
            request with { Name = null! }, request with { Name = "" }, request with { Workspace = null! }, request with { UserName = null! },
            request with { IPAddress = [null!] }, request with { Role = (ApiKeyRole)9 }, request with { TokenLifetime = TimeSpan.MaxValue },
            request with { TokenLifetime = TimeSpan.MinValue }, request with { ValidUntil = DateOnly.MaxValue }, request with { ValidUntil = DateOnly.MinValue },
            request with { Name = "star*" }, request with { Workspace = "bl\u202Eue" }, request with { Name = new string('n', 1025) },
        ];

        foreach (ApiKeyRequest hostile in refused)
        {
            CredentialException refusal = await Assert.ThrowsAsync<CredentialException>(() => vault.Keys.CreateAsync(hostile, CancellationToken.None));
            Assert.Equal(CredentialErrorCode.InvalidArgument, refusal.Code);
        }

        Assert.Equal(0, await vault.Keys.CountAsync(new ApiKeyQuery(), CancellationToken.None));
    }
}
