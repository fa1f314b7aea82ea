using PSCredentials.Storage;
using PSCredentials.Verification;

namespace PSCredentials.Tests.Verification;

public sealed class LastUseTests
{
    [Fact]
    public async Task A_use_is_kept_with_its_time_and_address_and_outlives_the_session()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        IssuedApiCredential token = await vault.IssueAsync();
        IssuedApiKey key = await vault.IssueKeyAsync();
        Assert.Null((await vault.GetAsync("sample-token")).LastUsedAt);
        vault.Clock.Advance(TimeSpan.FromHours(1));
        DateTimeOffset used = vault.Clock.Now;

        await vault.VerifyAsync(token, "192.0.2.7");
        await vault.VerifyAsync(key, "2001:db8::7");

        ApiCredential listed = Assert.Single(await vault.ListAsync());
        Assert.Equal((used, "192.0.2.7"), (listed.LastUsedAt, listed.LastUsedAddress));
        Assert.Equal(token.ModifiedAt, listed.ModifiedAt);
        vault.Clock.Advance(TimeSpan.FromHours(1));
        await vault.VerifyAsync(token);
        await vault.CloseAsync();
        await vault.OpenAgainAsync();
        ApiCredential read = await vault.GetAsync("sample-token");
        Assert.Equal((used.AddHours(1), "192.0.2.7"), (read.LastUsedAt, read.LastUsedAddress));
        ApiKey readKey = await vault.Keys.GetAsync(CredentialReference.ByName("sample-key"), CancellationToken.None);
        Assert.Equal((used, "2001:db8::7"), (readKey.LastUsedAt, readKey.LastUsedAddress));
    }

    [Fact]
    public async Task A_refused_use_is_no_use()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        IssuedApiCredential token = await vault.IssueAsync();
        await vault.Credentials.DisableAsync(CredentialReference.ById(token.Id), CancellationToken.None);

        Assert.False((await vault.VerifyAsync(token, "192.0.2.7")).IsValid);

        Assert.Null((await vault.GetAsync("sample-token")).LastUsedAt);
    }

    [Fact]
    public async Task A_use_by_the_old_secret_or_in_another_session_is_a_use()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        ICredentialAuthority other = await vault.OpenAgainAsync();
        IssuedApiCredential old = await vault.IssueAsync();
        await vault.Credentials.RotateAsync(
            CredentialReference.ById(old.Id), new RotationRequest { GracePeriod = TimeSpan.FromDays(1) }, CancellationToken.None);
        vault.Clock.Advance(TimeSpan.FromHours(1));

        await SampleVault.VerifyAsync(other, old, "192.0.2.9");

        Assert.Equal("192.0.2.9", (await vault.GetAsync("sample-token")).LastUsedAddress);
    }

    [Fact]
    public async Task A_use_is_written_without_anybody_asking_for_it()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        IssuedApiCredential token = await vault.IssueAsync();

        // Twice, and with a flush before the timer's own, so that the timer is seen to be set anew.
        for (int round = 0; round < 2; round++)
        {
            vault.Clock.Advance(TimeSpan.FromHours(1));
            await vault.VerifyAsync(token);
            await WrittenAsync(vault, vault.Clock.Now);
            await vault.GetAsync("sample-token");
        }
    }

    [Fact]
    public async Task Uses_from_many_threads_are_written_though_readers_flush_in_between()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        IssuedApiCredential token = await vault.IssueAsync();
        using var stop = new CancellationTokenSource();
        Task reading = Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested)
            {
                await vault.GetAsync("sample-token");
            }
        });
        await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Task.Run(async () =>
        {
            for (int i = 0; i < 20_000; i++)
            {
                await vault.VerifyAsync(token);
            }
        })));
        await stop.CancelAsync();
        await reading;

        vault.Clock.Advance(TimeSpan.FromHours(1));
        await vault.VerifyAsync(token);

        await WrittenAsync(vault, vault.Clock.Now);
    }

    [Fact]
    public async Task What_cannot_be_written_does_not_stand_in_the_way_of_closing()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        IssuedApiCredential token = await vault.IssueAsync();
        Assert.True((await vault.VerifyAsync(token)).IsValid);
        Directory.Delete(vault.Folder, recursive: true);

        await vault.CloseAsync();

        await vault.OpenAgainAsync();
        Assert.Equal(VerificationReason.Unknown, (await vault.VerifyAsync(token)).Reason);
    }

    [Fact]
    public async Task A_later_use_is_never_replaced_by_an_earlier_one()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        await vault.IssueAsync();
        await vault.CloseAsync();
        using VaultStore store = VaultStore.Open(vault.Folder, null, mustBeNew: false, TimeSpan.FromSeconds(1));

        foreach ((long at, string? address) in new (long, string?)[] { (2000, "b"), (1000, "a"), (3000, null) })
        {
            await store.WriteAsync(
                connection =>
                {
                    LastUseTable.Record(connection, CredentialFamily.ApiCredential, 1, at, address);
                    return 0;
                },
                CancellationToken.None);
        }

        Assert.Equal(3000, store.Read(connection => connection.Scalar("SELECT last_used_at FROM api_credential WHERE last_used_address = 'b'")));
    }

    /// <summary>Looks at the database itself until the use is there, since each look through the authority would write it.</summary>
    private static async Task WrittenAsync(SampleVault vault, DateTimeOffset use)
    {
        using StoreConnection connection = StoreConnection.Open(vault.Database, readOnly: true);
        for (int i = 0; i < 600; i++)
        {
            if (connection.Scalar("SELECT coalesce(max(last_used_at), 0) FROM api_credential") == use.ToUnixTimeMilliseconds())
            {
                return;
            }

            await Task.Delay(50, TestContext.Current.CancellationToken);
        }

        Assert.Fail("The use was not written within half a minute.");
    }
}
