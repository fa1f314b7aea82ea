using PSCredentials.Storage;

namespace PSCredentials.Tests.Deployment;

/// <summary>What is delivered without a command: what failed, again and again, with growing delay.</summary>
public sealed class LoopTests
{
    [Fact]
    public async Task What_failed_is_tried_again_with_growing_delay_until_it_succeeds()
    {
        await using DeployVault vault = await DeployVault.OpenAsync();
        await using var receiver = new WebhookReceiver { Status = "500 Internal Server Error" };
        await using var other = new WebhookReceiver();
        await vault.AddWebhookAsync(receiver.Address);
        await vault.AddWebhookAsync(other.Address, "other");
        await vault.MakeAsync("first");
        await vault.MakeAsync("second");
        var reports = new List<(string Project, EnvironmentResult Result)>();
        using var stop = new CancellationTokenSource();
        Task loop = vault.Deployment.RunAsync((project, result) => reports.Add((project, result)), stop.Token);
        var delays = new List<TimeSpan>();
        for (int attempt = 2; attempt <= 14; attempt++)
        {
            CredentialDeployment head = (await vault.PendingAsync())[0];
            delays.Add(head.NextAttemptAt - vault.Clock.Now);
            int seen = reports.Count;
            vault.Clock.Set(head.NextAttemptAt);
            await DeployVault.UntilAsync(() => reports.Count > seen, $"try {attempt}");
        }

        Assert.All(reports, report => Assert.Equal(("shop", "gateway", false), (report.Project, report.Result.EnvironmentName, report.Result.Success)));
        for (int i = 0; i < delays.Count; i++)
        {
            // Twice as long each time, up to ten minutes, spread by a fifth; the first was set by the commands.
            double expected = Math.Min(600, Math.Pow(2, Math.Max(0, i)));
            Assert.InRange(delays[i].TotalSeconds, Math.Min(600, expected) * 0.75, Math.Min(600, expected * 2) * 1.25);
        }

        Assert.InRange(delays[^1].TotalSeconds, 480, 720);
        receiver.Status = "200 OK";
        vault.Clock.Advance(TimeSpan.FromMinutes(13));
        await DeployVault.UntilAsync(() => reports[^1].Result.Success, "the receiver that is back");
        await stop.CancelAsync();
        await loop;
        Assert.Equal(["Create first", "Create second"], receiver.Distinct.Select(message => message.Change));
        Assert.Empty(await vault.PendingAsync());
    }

    [Fact]
    public async Task A_change_of_another_session_that_was_not_delivered_is_noticed_within_moments()
    {
        await using DeployVault vault = await DeployVault.OpenAsync();
        await using var receiver = new WebhookReceiver { Status = "500 Internal Server Error" };
        await vault.AddWebhookAsync(receiver.Address);
        using var stop = new CancellationTokenSource();
        bool arrived = false;
        Task loop = vault.Deployment.RunAsync((_, result) => arrived |= result.Success, stop.Token);
        ICredentialAuthority second = await vault.Vault.OpenAgainAsync();
        await second.ProjectCredentials.CreateAsync(
            new ProjectCredentialRequest
            {
                Project = DeployVault.Project, Username = "orders", Password = new SecretText(DeployVault.PasswordOf("orders")), Email = "holder@example.com", FullName = "A Holder",
            },
            CancellationToken.None);
        receiver.Status = "200 OK";
        vault.Clock.Advance(TimeSpan.FromSeconds(10));

        await DeployVault.UntilAsync(() => arrived, "the loop");

        await stop.CancelAsync();
        await loop;
        Assert.Equal(2, receiver.All.Count);
        Assert.Single(receiver.Distinct);
        Assert.Empty(await vault.PendingAsync());
    }

    [Fact]
    public async Task A_process_that_goes_on_delivering_is_waited_for_only_so_long()
    {
        await using DeployVault vault = await DeployVault.OpenAsync();
        await using var receiver = new WebhookReceiver();
        await vault.AddWebhookAsync(receiver.Address);
        await vault.Vault.CloseAsync();

        // The clock of the test stands still, and so this lease never ends.
        SetLease(vault, vault.Clock.Now.AddSeconds(3));
        await vault.Vault.OpenAgainAsync();

        EnvironmentResult result = (await vault.MakeAsync("orders")).DeploymentResult!.EnvironmentResults[0];

        Assert.Equal(new EnvironmentResult("gateway", false, "It is pending: another process is delivering to this environment"), result);
        Assert.Empty(receiver.All);
        Assert.Equal(0, Assert.Single(await vault.PendingAsync()).AttemptCount);
    }

    [Fact]
    public async Task A_lease_that_a_killed_process_left_ends_by_time_and_one_from_a_clock_set_back_does_not_count()
    {
        await using DeployVault vault = await DeployVault.OpenAsync();
        await using var receiver = new WebhookReceiver();
        await vault.AddWebhookAsync(receiver.Address);
        await vault.Vault.CloseAsync();
        SetLease(vault, vault.Clock.Now.AddSeconds(3));
        await vault.Vault.OpenAgainAsync();
        Task<ProjectCredential> waiting = vault.MakeAsync("orders");
        await Task.Delay(700, TestContext.Current.CancellationToken);
        Assert.False(waiting.IsCompleted);
        vault.Clock.Advance(TimeSpan.FromSeconds(3));
        Assert.True((await waiting).DeploymentResult!.Success);
        await vault.Vault.CloseAsync();
        SetLease(vault, vault.Clock.Now.AddHours(1));
        await vault.Vault.OpenAgainAsync();

        Assert.True((await vault.SwitchAsync("orders", false)).DeploymentResult!.Success);

        Assert.Equal(["Create orders", "Disable orders"], receiver.All.Select(message => message.Change));
    }

    private static void SetLease(DeployVault vault, DateTimeOffset until)
    {
        using StoreConnection connection = StoreConnection.Open(vault.Vault.Database, readOnly: false);
        connection.Execute(FormattableString.Invariant($"UPDATE environment SET lease_owner = 'killed', lease_until = {until.ToUnixTimeMilliseconds()}"));
    }
}
