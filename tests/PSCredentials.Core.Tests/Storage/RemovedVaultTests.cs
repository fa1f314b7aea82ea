namespace PSCredentials.Tests.Storage;

public sealed class RemovedVaultTests
{
    [Fact]
    public async Task A_vault_removed_while_open_takes_no_more_and_a_new_one_is_made_on_the_next_connect()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        IssuedApiCredential issued = await vault.IssueAsync();
        Directory.Delete(vault.Folder, recursive: true);

        await Refusal.OfAsync(CredentialErrors.StoreIoFailed, () => vault.IssueAsync("second-token"));
        await Refusal.OfAsync(
            CredentialErrors.StoreIoFailed,
            () => vault.Credentials.RevokeAsync(CredentialReference.ById(issued.Id), RevocationReason.Unspecified, CancellationToken.None));

        ICredentialAuthority fresh = await vault.OpenAgainAsync();
        Assert.Equal(VerificationReason.Unknown, (await SampleVault.VerifyAsync(fresh, issued)).Reason);
        await fresh.ApiCredentials.CreateAsync(new ApiCredentialRequest { Name = "third-token", Type = CredentialType.ApiToken }, CancellationToken.None);
    }

    [Fact]
    public async Task Nothing_is_answered_that_goes_into_a_file_which_another_one_has_replaced()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        await vault.IssueAsync();
        Directory.Delete(vault.Folder, recursive: true);
        ICredentialAuthority fresh = await vault.OpenAgainAsync();

        // There is a file of that name again, but not the one that the old session has open.
        await Refusal.OfAsync(CredentialErrors.StoreIoFailed, () => vault.IssueAsync("second-token"));

        Assert.Equal(0, await fresh.ApiCredentials.CountAsync(new ApiCredentialQuery(), CancellationToken.None));
    }

    [Fact]
    public async Task A_removed_vault_does_not_go_on_verifying()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        IssuedApiCredential issued = await vault.IssueAsync();
        Assert.True((await vault.VerifyAsync(issued)).IsValid);
        Directory.Delete(vault.Folder, recursive: true);

        // It is noticed at most five times a second, so that a few more answers may still come.
        CredentialException? refusal = null;
        for (int i = 0; i < 600 && refusal is null; i++)
        {
            refusal = await Record.ExceptionAsync(() => vault.VerifyAsync(issued).AsTask()) as CredentialException;
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }

        Assert.Equal(CredentialErrors.StoreIoFailed, refusal?.Definition);
        await Refusal.OfAsync(CredentialErrors.StoreIoFailed, () => vault.GetAsync("sample-token"));
        await Refusal.OfAsync(CredentialErrors.StoreIoFailed, () => vault.ListAsync());
    }

    [Fact]
    public async Task A_file_that_a_backup_replaced_is_noticed_too()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        await vault.IssueAsync();
        await vault.CloseAsync();
        string backup = vault.Database + ".backup";
        File.Copy(vault.Database, backup);
        await vault.OpenAgainAsync();
        await vault.IssueAsync("second-token");

        File.Move(backup, vault.Database, overwrite: true);

        await Refusal.OfAsync(CredentialErrors.StoreIoFailed, () => vault.IssueAsync("third-token"));
    }

    [Fact]
    public async Task A_second_way_to_the_folder_takes_no_locks_away()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        string link = vault.Folder + "-link";
        Directory.CreateSymbolicLink(link, vault.Folder);
        await vault.OpenAgainAsync(vault.Options with { Path = link });

        // Were the locks of this process gone, the last to leave elsewhere would take the write-ahead log away with it.
        using (WorkerProcess worker = WorkerProcess.Start("issue", vault.Folder, "from-worker", "1"))
        {
            Assert.Equal(0, (await worker.FinishAsync()).ExitCode);
        }

        Assert.True(File.Exists(vault.Database + "-wal"));
        IssuedApiCredential issued = await vault.IssueAsync();
        vault.Clock.Set(TimeProvider.System.GetUtcNow());
        using WorkerProcess verifier = WorkerProcess.Start("verify", vault.Folder);
        Assert.NotEqual("Unknown", await verifier.AskAsync(issued.GetToken()));
        Assert.Equal(0, (await verifier.FinishAsync()).ExitCode);
        await vault.CloseAsync();
        await vault.OpenAgainAsync();
        Assert.Equal(2, (await vault.ListAsync()).Count);
    }
}
