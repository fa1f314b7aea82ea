namespace PSCredentials.Tests.Storage;

public sealed class DisposalTests
{
    [Fact]
    public async Task The_last_session_to_close_folds_the_vault_into_one_file()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        ICredentialAuthority second = await vault.OpenAgainAsync();
        await vault.Authority.DisposeAsync();
        await vault.Authority.DisposeAsync();
        await second.ApiCredentials.CreateAsync(new ApiCredentialRequest { Name = "sample-token", Type = CredentialType.ApiToken }, CancellationToken.None);
        Assert.True(File.Exists(vault.Database + "-wal"));

        await second.DisposeAsync();

        Assert.False(File.Exists(vault.Database + "-wal"));
        Assert.False(File.Exists(vault.Database + "-shm"));
        await vault.CloseAsync();
        await vault.OpenAgainAsync();
        Assert.Single(await vault.ListAsync());
    }

    [Fact]
    public async Task Calls_under_way_when_the_authority_is_closed_are_answered_or_told_so_and_what_was_answered_is_there()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        IssuedApiCredential known = await vault.IssueAsync("known-token");
        for (int round = 0; round < 15; round++)
        {
            await vault.CloseAsync();
            ICredentialAuthority authority = await vault.OpenAgainAsync();
            var answered = new System.Collections.Concurrent.ConcurrentBag<IssuedApiCredential>();
            int number = 0;
            async Task UntilClosedAsync(Func<Task> call)
            {
                try
                {
                    while (true)
                    {
                        await call();
                    }
                }
                catch (Exception exception) when (exception is ObjectDisposedException or CredentialException)
                {
                    Assert.True(exception is ObjectDisposedException, exception.ToString());
                }
            }

            Task[] calls =
            [
                Task.Run(() => UntilClosedAsync(async () => answered.Add(await authority.ApiCredentials.CreateAsync(
                    new ApiCredentialRequest { Name = $"token-{round}-{Interlocked.Increment(ref number)}", Type = CredentialType.ApiToken }, CancellationToken.None)))),
                Task.Run(() => UntilClosedAsync(async () => answered.Add(await authority.ApiCredentials.CreateAsync(
                    new ApiCredentialRequest { Name = $"token-{round}-{Interlocked.Increment(ref number)}", Type = CredentialType.ApiCertificate, Password = BundlePassword.Generate },
                    CancellationToken.None)))),
                Task.Run(() => UntilClosedAsync(async () => await authority.ApiCredentials.GetAsync(CredentialReference.ById(known.Id), CancellationToken.None))),
                Task.Run(() => UntilClosedAsync(async () => await SampleVault.VerifyAsync(authority, known))),
            ];
            await Task.Delay(20 * round / 3, TestContext.Current.CancellationToken);
            await authority.DisposeAsync();
            await Task.WhenAll(calls);

            Assert.False(File.Exists(vault.Database + "-wal"), "A connection was left open.");
            await vault.CloseAsync();
            await vault.OpenAgainAsync();
            foreach (IssuedApiCredential issued in answered)
            {
                Assert.True((await vault.VerifyAsync(issued)).IsValid);
            }
        }
    }

    [Fact]
    public async Task Opening_and_closing_at_once_from_many_sides_leaves_one_vault()
    {
        await using SampleVault vault = SampleVault.None();

        await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(async () =>
        {
            for (int round = 0; round < 25; round++)
            {
                await using ICredentialAuthority authority = await vault.Provider.OpenAsync(vault.Options, CancellationToken.None);
                await authority.ApiCredentials.CreateAsync(
                    new ApiCredentialRequest { Name = $"token-{i}-{round}", Type = CredentialType.ApiToken }, CancellationToken.None);
            }
        })));

        await vault.OpenAgainAsync();
        Assert.Equal(200, (await vault.ListAsync()).Count);
        Assert.Equal(201, (await vault.EventsAsync())[^1].Sequence);
        Assert.Single(Directory.GetFiles(vault.Folder, "master-*"));
    }

    [Fact]
    public async Task A_closed_session_does_nothing_more_though_another_one_is_open()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        IssuedApiCredential issued = await vault.IssueAsync();
        ICredentialAuthority closed = await vault.OpenAgainAsync();
        await closed.DisposeAsync();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => closed.ApiCredentials.CreateAsync(
            new ApiCredentialRequest { Name = "late-token", Type = CredentialType.ApiToken }, CancellationToken.None));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => SampleVault.VerifyAsync(closed, issued).AsTask());
        await Assert.ThrowsAsync<ObjectDisposedException>(() => closed.ApiCredentials.GetAsync(CredentialReference.ById(issued.Id), CancellationToken.None));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => closed.DescribeAsync(CancellationToken.None));
        Assert.True((await vault.VerifyAsync(issued)).IsValid);
    }

    [Fact]
    public async Task A_cancelled_opening_makes_nothing()
    {
        await using SampleVault vault = SampleVault.None();
        var cancelled = new CancellationToken(canceled: true);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => vault.Provider.InitializeAsync(vault.Options, cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => vault.Provider.OpenAsync(
            vault.Options with { Protection = null, Passphrase = new SecretText("correct horse battery") }, cancelled));

        Assert.False(Directory.Exists(vault.Folder));
    }
}
