namespace PSCredentials.Tests.Storage;

public sealed class ListingTests
{
    private static async Task<SampleVault> FilledAsync()
    {
        SampleVault vault = await SampleVault.OpenAsync();
        ApiCredentialRequest token = new() { Type = CredentialType.ApiToken };
        await vault.IssueAsync(token with { Name = "alpha-1", Namespace = "zeta-space", Label = new Dictionary<string, string> { ["env"] = "prod", ["x"] = "a*b" } });
        await vault.IssueAsync(token with { Name = "Beta-22", Expiry = Expiry.In(TimeSpan.FromDays(10)), Owner = "Ärger" });
        await vault.IssueAsync(token with { Name = "gamma-3", Expiry = Expiry.In(TimeSpan.FromDays(20)), Label = new Dictionary<string, string> { ["ENV"] = "Production" } });
        await vault.IssueAsync(token with { Name = "delta-4", Type = CredentialType.ServiceApiToken, Owner = "bob" });
        await vault.IssueAsync(token with { Name = "alpha-5", Type = CredentialType.ScimApiToken });
        return vault;
    }

    private static async Task<string> NamesAsync(SampleVault vault, ApiCredentialQuery query)
    {
        List<ApiCredential> list = await vault.ListAsync(query);
        Assert.Equal(
            (await vault.ListAsync(query with { Skip = 0, First = null })).Count, await vault.Credentials.CountAsync(query, CancellationToken.None));
        return string.Join(' ', list.Select(credential => credential.Name));
    }

    [Theory]
    [InlineData("*", "alpha-5 Beta-22 delta-4 gamma-3 alpha-1")]
    [InlineData("ALPHA-*", "alpha-5 alpha-1")]
    [InlineData("?????-[1-3]", "gamma-3 alpha-1")]
    [InlineData("[a-b]*", "alpha-5 Beta-22 alpha-1")]
    [InlineData("[A-B]eta*", "Beta-22")]
    [InlineData("beta-22", "Beta-22")]
    [InlineData("beta`-2?", "Beta-22")]
    [InlineData("alpha`-*", "alpha-5 alpha-1")]
    [InlineData("alpha`*", "")]
    [InlineData("al`*ha*", "")]
    [InlineData("al`?ha-?", "")]
    [InlineData("`[a-b]*", "")]
    [InlineData("alpha", "")]
    [InlineData("al%", "")]
    public async Task Names_are_matched_by_wildcards(string pattern, string expected)
    {
        await using SampleVault vault = await FilledAsync();

        Assert.Equal(expected, await NamesAsync(vault, new ApiCredentialQuery { Name = [pattern] }));
        Assert.Equal(expected, await NamesAsync(vault, new ApiCredentialQuery { Name = [pattern, "nothing", "no-[xyz]*"] }));
    }

    [Fact]
    public async Task Each_part_narrows_and_its_values_widen()
    {
        await using SampleVault vault = await FilledAsync();
        DateTimeOffset now = vault.Clock.Now;
        Dictionary<string, string> Label(string name, string value) => new() { [name] = value };

        Assert.Equal("alpha-1", await NamesAsync(vault, new() { Namespace = ["zeta*"] }));
        Assert.Equal("alpha-5 delta-4", await NamesAsync(vault, new() { Type = [CredentialType.ServiceApiToken, CredentialType.ScimApiToken] }));
        Assert.Equal("Beta-22", await NamesAsync(vault, new() { Owner = ["äR*"] }));
        Assert.Equal("Beta-22 delta-4", await NamesAsync(vault, new() { Owner = ["ärger", "b?b"] }));
        Assert.Equal("gamma-3 alpha-1", await NamesAsync(vault, new() { Label = Label("Env", "PROD*") }));
        Assert.Equal("alpha-1", await NamesAsync(vault, new() { Label = Label("env", "prod") }));
        Assert.Equal("alpha-1", await NamesAsync(vault, new() { Label = Label("x", "a`*b") }));
        Assert.Equal("alpha-1", await NamesAsync(vault, new() { Label = Label("x", "a`**") }));
        Assert.Equal("", await NamesAsync(vault, new() { Label = Label("env", "rod") }));
        Assert.Equal("", await NamesAsync(vault, new() { Label = new Dictionary<string, string> { ["env"] = "prod", ["y"] = "*" } }));
        Assert.Equal("alpha-1", await NamesAsync(vault, new() { Name = ["alpha*"], Namespace = ["zeta-space"], Type = [CredentialType.ApiToken] }));
        Assert.Equal("Beta-22", await NamesAsync(vault, new() { ExpiringBefore = now.AddDays(10) }));
        Assert.Equal("", await NamesAsync(vault, new() { ExpiringBefore = now.AddDays(10).AddMilliseconds(-1) }));
        Assert.Equal("Beta-22 gamma-3", await NamesAsync(vault, new() { ExpiringBefore = now.AddDays(20) }));
        Assert.Equal("delta-4 gamma-3", await NamesAsync(vault, new() { Skip = 2, First = 2 }));
        Assert.Equal("gamma-3 alpha-1", await NamesAsync(vault, new() { Skip = 3 }));
        Assert.Equal("alpha-5", await NamesAsync(vault, new() { First = 1 }));

        vault.Clock.Advance(TimeSpan.FromDays(15));
        Assert.Equal("Beta-22", await NamesAsync(vault, new() { ExpiredBefore = vault.Clock.Now }));
        Assert.Equal("", await NamesAsync(vault, new() { ExpiredBefore = now.AddDays(10) }));
        Assert.Equal("gamma-3", await NamesAsync(vault, new() { ExpiringBefore = now.AddDays(20) }));
        Assert.Equal("Beta-22", await NamesAsync(vault, new() { State = [CredentialState.Expired] }));
        await vault.Credentials.DisableAsync(CredentialReference.ByName("gamma-3"), CancellationToken.None);
        await vault.Credentials.RevokeAsync(CredentialReference.ByName("delta-4"), RevocationReason.Unspecified, CancellationToken.None);
        Assert.Equal("delta-4 gamma-3", await NamesAsync(vault, new() { State = [CredentialState.Disabled, CredentialState.Revoked] }));
        Assert.Equal("alpha-5 alpha-1", await NamesAsync(vault, new() { State = [CredentialState.Active] }));
    }

    [Fact]
    public async Task Nothing_is_missed_or_doubled_while_others_are_added_and_removed()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        await Task.WhenAll(Enumerable.Range(0, 1200).Select(i => vault.IssueAsync($"token-{i:0000}")));
        string[] before = [.. Enumerable.Range(0, 1200).Select(i => $"token-{i:0000}")];

        var seen = new List<string>();
        await foreach (ApiCredential credential in vault.Credentials.ListAsync(new ApiCredentialQuery(), CancellationToken.None))
        {
            if (seen.Count is 100 or 500 or 700)
            {
                await vault.IssueAsync($"a-before-{seen.Count}");
                await vault.IssueAsync($"z-after-{seen.Count}");
                await vault.Credentials.RemoveAsync(CredentialReference.ByName($"token-{seen.Count - 50:0000}"), CancellationToken.None);
            }

            seen.Add(credential.Name);
        }

        Assert.Equal(before, seen.Where(name => name.StartsWith("token", StringComparison.Ordinal)));
        Assert.Equal(["z-after-100", "z-after-500", "z-after-700"], seen.Where(name => name.StartsWith("z-", StringComparison.Ordinal)));
        Assert.DoesNotContain(seen, name => name.StartsWith("a-", StringComparison.Ordinal));
        Assert.Equal(["token-0481", "token-0482"], (await vault.ListAsync(new() { Name = ["token-*"], Skip = 479, First = 2 })).Select(item => item.Name));
        Assert.Equal(1000, (await vault.ListAsync(new() { First = 1000 })).Count);
        Assert.Equal(500, (await vault.ListAsync(new() { First = 500 })).Count);
    }

    [Fact]
    public async Task A_listing_reads_on_only_as_far_as_it_is_asked()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        await Task.WhenAll(Enumerable.Range(0, 501).Select(i => vault.IssueAsync($"token-{i:0000}")));

        await using IAsyncEnumerator<ApiCredential> list = vault.Credentials.ListAsync(new ApiCredentialQuery(), CancellationToken.None).GetAsyncEnumerator();
        for (int i = 0; i < 500; i++)
        {
            Assert.True(await list.MoveNextAsync());
        }

        // The second page is not in memory yet: what is removed now, the listing does not show.
        await vault.Credentials.RemoveAsync(CredentialReference.ByName("token-0500"), CancellationToken.None);
        Assert.False(await list.MoveNextAsync());
    }

    [Fact]
    public async Task A_cancelled_listing_ends()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        await Task.WhenAll(Enumerable.Range(0, 501).Select(i => vault.IssueAsync($"token-{i:0000}")));
        using var cancellation = new CancellationTokenSource();
        int seen = 0;

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (ApiCredential _ in vault.Credentials.ListAsync(new ApiCredentialQuery(), cancellation.Token))
            {
                seen++;
                await cancellation.CancelAsync();
            }
        });

        Assert.InRange(seen, 1, 500);
    }
}
