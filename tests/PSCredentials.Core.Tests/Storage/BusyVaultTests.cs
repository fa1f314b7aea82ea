using PSCredentials.Storage;

namespace PSCredentials.Tests.Storage;

public sealed class BusyVaultTests
{
    [Fact]
    public async Task A_command_that_waits_for_another_process_can_be_cancelled()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        using StoreConnection other = StoreConnection.Open(vault.Database, readOnly: false);
        Assert.True(other.TryBeginImmediate(1000));
        using var cancellation = new CancellationTokenSource();
        Task[] waiting =
        [
            .. Enumerable.Range(0, 3).Select(i => Task.Run(() => vault.Credentials.CreateAsync(
                new ApiCredentialRequest { Name = $"token-{i}", Type = CredentialType.ApiToken }, cancellation.Token))),
        ];

        await cancellation.CancelAsync();

        // Far below the half minute that the provider is patient for.
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Task.WhenAll(waiting).WaitAsync(TimeSpan.FromSeconds(15)));
        Assert.All(waiting, task => Assert.True(task.IsCanceled));
        other.Execute("ROLLBACK");
        Assert.Empty(await vault.ListAsync());
    }

    [Fact]
    public async Task Readers_and_verification_do_not_wait_for_a_writer()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        IssuedApiCredential issued = await vault.IssueAsync();
        using (StoreConnection other = StoreConnection.Open(vault.Database, readOnly: false))
        {
            Assert.True(other.TryBeginImmediate(1000));

            // A use is noted, and cannot be written: whoever reads must not be held up by that.
            Task<ApiCredential> reading = Task.Run(async () =>
            {
                Assert.True((await vault.VerifyAsync(issued)).IsValid);
                return await vault.GetAsync("sample-token");
            });
            Assert.Null((await reading.WaitAsync(TimeSpan.FromSeconds(15))).LastUsedAt);
            other.Execute("ROLLBACK");
        }

        Assert.Equal(vault.Clock.Now, (await vault.GetAsync("sample-token")).LastUsedAt);
    }

    [Fact]
    public async Task Patience_ends_with_an_error_that_says_so()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        await vault.CloseAsync();
        using VaultStore store = VaultStore.Open(vault.Folder, null, mustBeNew: false, TimeSpan.FromMilliseconds(300));
        using StoreConnection other = StoreConnection.Open(vault.Database, readOnly: false);
        Assert.True(other.TryBeginImmediate(1000));

        CredentialException refusal = await Refusal.OfAsync(
            CredentialErrors.StoreBusy, () => store.WriteAsync(connection => connection.Scalar("SELECT 1"), CancellationToken.None));

        Assert.Equal(CredentialErrorCode.Unavailable, refusal.Code);
        other.Execute("ROLLBACK");
        Assert.Equal(1, await store.WriteAsync(connection => connection.Scalar("SELECT 1"), CancellationToken.None));
    }

    [Fact]
    public async Task A_vault_that_another_process_is_just_making_is_waited_for_so_long_and_no_longer()
    {
        await using SampleVault vault = SampleVault.None();
        Directory.CreateDirectory(vault.Folder);
        await File.WriteAllBytesAsync(vault.Database, [], TestContext.Current.CancellationToken);
        using StoreConnection other = StoreConnection.Open(vault.Database, readOnly: false);
        Assert.True(other.TryBeginImmediate(1000));

        Assert.Equal(
            CredentialErrors.StoreBusy,
            Assert.Throws<CredentialException>(() => VaultStore.Open(vault.Folder, _ => { }, mustBeNew: false, TimeSpan.FromMilliseconds(300))).Definition);
        using var cancellation = new CancellationTokenSource();
        Task opening = Task.Run(() => vault.Provider.OpenAsync(vault.Options, cancellation.Token));
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => opening.WaitAsync(TimeSpan.FromSeconds(15)));
        other.Execute("ROLLBACK");
        other.Dispose();

        await vault.OpenAgainAsync();
        Assert.Empty(await vault.ListAsync());
    }
}
