using Microsoft.IdentityModel.Tokens;
using PSCredentials.Storage;

namespace PSCredentials.Tests.AccessTokens;

/// <summary>The keys that sign: made once, replaced after thirty days, gone when their last token is.</summary>
public sealed class AccessTokenKeyTests
{
    [Fact]
    public async Task A_key_signs_for_thirty_days_and_is_deleted_at_the_rotation_after_its_last_token()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        IssuedApiKey key = await vault.Keys.CreateAsync(
            new ApiKeyRequest { Name = "long-key", Role = ApiKeyRole.Owner, TokenLifetime = TimeSpan.FromDays(1), ValidUntil = new DateOnly(2027, 12, 1) }, CancellationToken.None);
        await vault.GrantAsync(key);
        string first = Assert.Single(await KeyIdsAsync(vault));

        vault.Clock.Advance(TimeSpan.FromDays(30) - TimeSpan.FromSeconds(1));
        string last = await vault.GrantAsync(key);
        Assert.Equal([first], await KeyIdsAsync(vault));
        vault.Clock.Advance(TimeSpan.FromSeconds(1));
        string next = await vault.GrantAsync(key);
        List<string> both = await KeyIdsAsync(vault);
        Assert.Equal(2, both.Count);
        Assert.Equal(first, both[1]);

        vault.Clock.Advance(TimeSpan.FromDays(1) - TimeSpan.FromSeconds(2));
        Assert.Equal(VerificationReason.Valid, await vault.PresentTokenAsync(last));
        Assert.Equal(VerificationReason.Valid, await vault.PresentTokenAsync(next));
        vault.Clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal([both[0]], await KeyIdsAsync(vault));
        Assert.NotEqual(VerificationReason.Valid, await vault.PresentTokenAsync(last));
        Assert.Equal(2, Rows(vault).Count);

        vault.Clock.Advance(TimeSpan.FromDays(29));
        await vault.GrantAsync(key);
        Assert.Equal(2, Rows(vault).Count);
        Assert.DoesNotContain(Rows(vault), row => row.Id == first);
    }

    [Fact]
    public async Task Sessions_that_grant_at_once_use_one_key()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        IssuedApiKey key = await vault.IssueKeyAsync();
        var sessions = new List<IServedAuthority> { (IServedAuthority)vault.Authority };
        while (sessions.Count < 6)
        {
            sessions.Add((IServedAuthority)await vault.OpenAgainAsync());
        }

        AccessTokenGrant[] grants = await Task.WhenAll(sessions.SelectMany(session => Enumerable.Range(0, 8).Select(_ =>
            Task.Run(() => session.AccessTokens.GrantForApiKeyAsync(key.GetKey(), null, CancellationToken.None)))));

        Assert.Single(Rows(vault));
        foreach (IServedAuthority session in sessions)
        {
            foreach (AccessTokenGrant grant in grants)
            {
                Assert.True((await session.AccessTokens.VerifyAsync(grant.Token!.Reveal(), null, null, CancellationToken.None)).IsValid);
            }
        }
    }

    [Fact]
    public async Task A_change_of_protection_leaves_tokens_as_good_as_they_were()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        string token = await vault.GrantAsync(await vault.IssueKeyAsync());
        await vault.Authority.ChangeProtectionAsync(VaultProtection.Passphrase, new SecretText("Passphrase-Qx7vY2mK9"), CancellationToken.None);
        await vault.CloseAsync();

        await vault.OpenAgainAsync(vault.Options with { Protection = null, Passphrase = new SecretText("Passphrase-Qx7vY2mK9") });

        Assert.Equal(VerificationReason.Valid, await vault.PresentTokenAsync(token));
    }

    [Fact]
    public async Task Processes_that_begin_at_once_accept_the_tokens_of_each_other()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        vault.Clock.Set(TimeProvider.System.GetUtcNow());
        IssuedApiKey key = await vault.IssueKeyAsync();
        using WorkerProcess one = WorkerProcess.Start("tokens", vault.Folder);
        using WorkerProcess two = WorkerProcess.Start("tokens", vault.Folder);

        string?[] granted = await Task.WhenAll(one.AskAsync("grant " + key.GetKey()), two.AskAsync("grant " + key.GetKey()));

        Assert.Single(Rows(vault));
        vault.Clock.Set(TimeProvider.System.GetUtcNow());
        foreach (string? token in granted)
        {
            Assert.Equal("Valid", await one.AskAsync("verify " + token));
            Assert.Equal("Valid", await two.AskAsync("verify " + token));
            Assert.Equal(VerificationReason.Valid, await vault.PresentTokenAsync(token!));
        }
    }

    [Fact]
    public async Task Another_process_refuses_the_tokens_of_a_disabled_key_within_a_second()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        vault.Clock.Set(TimeProvider.System.GetUtcNow());
        IssuedApiKey key = await vault.IssueKeyAsync();
        using WorkerProcess worker = WorkerProcess.Start("tokens", vault.Folder);

        // The worker knows the store without any key before the first token is granted here.
        Assert.Equal("Malformed", await worker.AskAsync("verify nothing"));
        string token = await vault.GrantAsync(key);
        for (int i = 0; i < 4; i++)
        {
            Assert.Equal("Valid", await worker.AskAsync("verify " + token));
        }

        await vault.Keys.DisableAsync(CredentialReference.ByName("sample-key"), CancellationToken.None);
        await Task.Delay(TimeSpan.FromSeconds(1), TestContext.Current.CancellationToken);

        Assert.Equal("Disabled", await worker.AskAsync("verify " + token));
    }

    private static async Task<List<string>> KeyIdsAsync(SampleVault vault) =>
        [.. new JsonWebKeySet(await vault.Tokens().GetKeySetAsync(CancellationToken.None)).Keys.Select(key => key.Kid)];

    private static List<AccessTokenKeyRecord> Rows(SampleVault vault)
    {
        using StoreConnection connection = StoreConnection.Open(vault.Database, readOnly: true);
        return AccessTokenKeyTable.All(connection);
    }
}
