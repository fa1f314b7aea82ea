namespace PSCredentials.Tests.Protection;

public sealed class ChangeProtectionTests
{
    [Theory]
    [InlineData(VaultProtection.Dpapi, null, "NotSupported")]
    [InlineData(VaultProtection.Passphrase, null, "InvalidArgument")]
    [InlineData(VaultProtection.Passphrase, "short", "InvalidArgument")]
    [InlineData(VaultProtection.KeyFile, "a passphrase too many", "InvalidArgument")]
    [InlineData((VaultProtection)9, null, "InvalidArgument")]
    public async Task A_change_that_cannot_be_made_changes_nothing(VaultProtection protection, string? passphrase, string errorId)
    {
        Assert.SkipWhen(protection == VaultProtection.Dpapi && OperatingSystem.IsWindows(), "Windows has it.");
        await using SampleVault vault = await SampleVault.OpenAsync();
        string[] files = Directory.GetFiles(vault.Folder);

        CredentialException refusal = await Assert.ThrowsAsync<CredentialException>(() => vault.Authority.ChangeProtectionAsync(
            protection, passphrase is null ? null : new SecretText(passphrase), CancellationToken.None));

        Assert.Equal(errorId, refusal.ErrorId);
        Assert.Equal(files.Order(), Directory.GetFiles(vault.Folder).Order());
        Assert.Equal(VaultProtection.KeyFile, (await vault.Authority.DescribeAsync(CancellationToken.None)).Protection);
        await vault.CloseAsync();
        await vault.OpenAgainAsync();
        Assert.DoesNotContain(await vault.EventsAsync(), entry => entry.Action == CredentialAction.ChangeProtection);
    }

    [Fact]
    public async Task A_cancelled_change_leaves_no_new_key_file()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        using var other = PSCredentials.Storage.StoreConnection.Open(vault.Database, readOnly: false);
        Assert.True(other.TryBeginImmediate(1000));
        using var cancellation = new CancellationTokenSource();

        Task change = Task.Run(() => vault.Authority.ChangeProtectionAsync(VaultProtection.KeyFile, null, cancellation.Token));
        while (Directory.GetFiles(vault.Folder, "*.key").Length != 2)
        {
            Assert.False(change.IsCompleted);
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }

        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => change);

        Assert.Single(Directory.GetFiles(vault.Folder, "*.key"));
        other.Execute("ROLLBACK");
        await vault.OpenAgainAsync();
    }

    [Fact]
    public async Task Sessions_go_on_issuing_and_opening_while_the_protection_changes_under_them()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        ICredentialAuthority changing = await vault.OpenAgainAsync();
        using var stop = new CancellationTokenSource();
        int opened = 0;
        Task[] opening = [.. Enumerable.Range(0, 2).Select(_ => Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested)
            {
                await using ICredentialAuthority session = await vault.Provider.OpenAsync(vault.Options, CancellationToken.None);
                Interlocked.Increment(ref opened);
            }
        }))];
        var issued = new List<IssuedApiCredential>();

        await Task.WhenAll(
            Task.Run(async () =>
            {
                // Two at once, so that the key file of one is discarded by the other.
                for (int i = 0; i < 60; i++)
                {
                    await Task.WhenAll(
                        changing.ChangeProtectionAsync(VaultProtection.KeyFile, null, CancellationToken.None),
                        vault.Authority.ChangeProtectionAsync(VaultProtection.KeyFile, null, CancellationToken.None));
                }
            }),
            Task.Run(async () =>
            {
                for (int i = 0; i < 100; i++)
                {
                    issued.Add(await vault.IssueAsync($"token-{i:000}"));
                }
            }));
        await stop.CancelAsync();
        await Task.WhenAll(opening);

        Assert.NotEqual(0, opened);
        Assert.Single(Directory.GetFiles(vault.Folder, "*.key"));
        await vault.CloseAsync();
        await vault.OpenAgainAsync();
        foreach (IssuedApiCredential token in issued)
        {
            Assert.True((await vault.VerifyAsync(token)).IsValid);
        }

        Assert.Equal(120, (await vault.EventsAsync(new CredentialEventQuery { Action = [CredentialAction.ChangeProtection] })).Count);
    }
}
