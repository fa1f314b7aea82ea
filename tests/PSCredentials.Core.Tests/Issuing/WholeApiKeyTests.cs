namespace PSCredentials.Tests.Issuing;

/// <summary>Lists of keys that are whole where the query allows it.</summary>
public sealed class WholeApiKeyTests
{
    [Fact]
    public async Task Keys_are_whole_where_the_query_allows_it_and_masked_elsewhere()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        Dictionary<string, string> keys = await MakeAsync(vault, 700);

        List<ApiKey> all = await ListAsync(vault, new ApiKeyQuery());
        List<ApiKey> some = await ListAsync(vault, new ApiKeyQuery { WholeIn = ["BLUE"] });
        List<ApiKey> page = await ListAsync(vault, new ApiKeyQuery { VisibleIn = ["blue", "green"], WholeIn = ["green", "red"], Skip = 1, First = 400 });

        Assert.Equal(keys, all.ToDictionary(key => key.Id, key => Assert.IsType<IssuedApiKey>(key).GetKey()));
        Assert.Equal(700, some.Count);
        Assert.All(some, key => Assert.Equal(key.Workspace == "blue", key is IssuedApiKey));
        Assert.Equal(400, page.Count);
        Assert.All(page, key => Assert.Equal(key.Workspace == "green", key is IssuedApiKey));
        Assert.Equal(["a list of up to 350", "a list of up to 350", "a list of up to 700"], (await RevealsAsync(vault)).Select(entry => entry.Detail).Order());
    }

    [Fact]
    public async Task A_list_without_a_whole_key_leaves_no_event()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        await MakeAsync(vault, 2);

        Assert.All(await ListAsync(vault, new ApiKeyQuery { WholeIn = [] }), key => Assert.IsType<ApiKey>(key));
        Assert.All(await ListAsync(vault, new ApiKeyQuery { Workspace = ["blue"], WholeIn = ["green"] }), key => Assert.IsType<ApiKey>(key));

        Assert.Empty(await RevealsAsync(vault));
    }

    [Fact]
    public async Task A_key_that_was_rotated_is_listed_as_it_is_now()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        await vault.IssueKeyAsync();
        IssuedApiKey rotated = await vault.Keys.RotateAsync(CredentialReference.ByName("sample-key"), TimeSpan.FromHours(1), null, CancellationToken.None);

        Assert.Equal(rotated.GetKey(), Assert.IsType<IssuedApiKey>(Assert.Single(await ListAsync(vault, new ApiKeyQuery()))).GetKey());
    }

    [Fact]
    public void The_id_of_a_key_is_that_of_its_one_form()
    {
        // RFC 1321, A.5, and the vendor's form of a key.
        Assert.Equal("900150983cd24fb0d6963f7d28e17f72", ApiKey.IdOf("abc"));
        Assert.Equal(ApiKey.IdOf("06de7aa7-01db-4510-91f6-ba591aad70a9"), ApiKey.IdOf("06DE7AA7-01DB-4510-91F6-BA591AAD70A9"));
    }

    private static async Task<Dictionary<string, string>> MakeAsync(SampleVault vault, int count)
    {
        var keys = new Dictionary<string, string>();
        for (int i = 0; i < count; i++)
        {
            IssuedApiKey key = await vault.Keys.CreateAsync(
                new ApiKeyRequest { Name = $"key {i}", Workspace = i % 2 == 0 ? "blue" : "green", Role = ApiKeyRole.Viewer }, CancellationToken.None);
            keys.Add(key.Id, key.GetKey());
        }

        return keys;
    }

    private static Task<List<CredentialEvent>> RevealsAsync(SampleVault vault) => vault.EventsAsync(new CredentialEventQuery { Action = [CredentialAction.Reveal] });

    private static async Task<List<ApiKey>> ListAsync(SampleVault vault, ApiKeyQuery query)
    {
        var list = new List<ApiKey>();
        await foreach (ApiKey key in vault.Keys.RevealAllAsync(query, CancellationToken.None))
        {
            list.Add(key);
        }

        return list;
    }
}
