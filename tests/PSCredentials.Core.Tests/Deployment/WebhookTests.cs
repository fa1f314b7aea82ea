using System.Text.Json;

namespace PSCredentials.Tests.Deployment;

/// <summary>What a webhook is sent, and what results and tables say where it is down, slow, failing, and back again.</summary>
public sealed class WebhookTests
{
    [Fact]
    public async Task Each_change_arrives_in_its_order_signed_and_with_the_facts_after_it()
    {
        await using DeployVault vault = await DeployVault.OpenAsync();
        await using var receiver = new WebhookReceiver();
        await vault.AddWebhookAsync(receiver.Address);
        await vault.Vault.Authority.Projects.CreateRoleAsync("reader", string.Empty, CancellationToken.None);

        ProjectCredential made = await vault.MakeAsync("orders", request => request with
        {
            Description = "Größe", Role = ["reader"], IPAddress = ["10.0.0.0/8"], ExpiresAt = vault.Clock.Now.AddDays(1),
        });
        await vault.SwitchAsync("orders", false);
        await vault.SwitchAsync("orders", true);
        await vault.ChangeAsync("orders", new ProjectCredentialChange { Password = new SecretText("another good password") });
        await vault.Credentials.GrantAccessAsync(
            CredentialReference.ByName("orders"), [new AccessTarget("catalogue"), new AccessTarget("all", AccessTargetType.ApiProxyGroup)], CancellationToken.None);
        await vault.RemoveAsync("orders");

        Assert.Equal([new EnvironmentResult("gateway", true, "Deployed successfully")], made.DeploymentResult!.EnvironmentResults);
        Assert.Equal(
            ["Create orders", "Disable orders", "Enable orders", "ChangePassword orders", "Update orders", "Remove orders"], receiver.All.Select(message => message.Change));
        Assert.All(receiver.All, message => Assert.True(message.IsSignedBy(DeployVault.Key)));
        Assert.All(receiver.All, message => Assert.Equal($"\"{message.Key}\"", message.Headers["Idempotency-Key"]));
        Assert.Equal(6, receiver.Distinct.Count);
        Assert.Equal(
            """
            {"action":"Create","changedAt":"2026-12-01T10:30:00.000Z","project":"shop","environment":"gateway","username":"orders","email":"holder@example.com","fullName":"A Holder","description":"Größe","roleNameList":["reader"],"enabled":true,"ipList":["10.0.0.0/8"],"expireDate":"2026-12-02T10:30:00.000Z","credentialAccessList":[]}
            """,
            receiver.All[0].Body);
        Assert.Equal("application/json; charset=utf-8", receiver.All[0].Headers["Content-Type"]);
        Assert.False(receiver.All[1].Json.GetProperty("enabled").GetBoolean());
        Assert.Equal(
            """[{"name":"catalogue","type":"API_PROXY"},{"name":"all","type":"API_PROXY_GROUP"}]""", receiver.All[4].Json.GetProperty("credentialAccessList").GetRawText());
        Assert.Equal(JsonValueKind.Array, receiver.All[5].Json.GetProperty("credentialAccessList").ValueKind);
        Assert.Empty(await vault.PendingAsync());
    }

    [Fact]
    public async Task What_a_receiver_that_is_down_did_not_get_is_kept_in_order_and_arrives_when_it_is_back()
    {
        await using DeployVault vault = await DeployVault.OpenAsync();
        await using var receiver = new WebhookReceiver();
        await using var other = new WebhookReceiver();
        await vault.AddWebhookAsync(receiver.Address);
        await vault.AddWebhookAsync(other.Address, "other");
        await receiver.StopAsync();

        EnvironmentResult first = (await vault.MakeAsync("first")).DeploymentResult!.EnvironmentResults[0];
        DeploymentResult second = (await vault.MakeAsync("second")).DeploymentResult!;
        IReadOnlyList<CredentialDeployment> pending = await vault.PendingAsync();
        CredentialEnvironment failing = await vault.EnvironmentAsync("gateway");
        receiver.Start();
        DeploymentResult third = (await vault.MakeAsync("third")).DeploymentResult!;

        Assert.Equal(("gateway", false), (first.EnvironmentName, first.Success));
        Assert.StartsWith("The webhook was not reached: Connection refused", first.Message, StringComparison.Ordinal);
        Assert.False(second.Success);
        Assert.StartsWith("Deployment failed in 1 of 2 environments", second.Message, StringComparison.Ordinal);
        Assert.StartsWith("It waits behind 1 earlier change. The webhook was not reached", second.EnvironmentResults[0].Message, StringComparison.Ordinal);
        Assert.True(second.EnvironmentResults[1].Success);
        Assert.Equal([("first", 2), ("second", 0)], pending.Select(change => (change.Username, change.AttemptCount)));
        Assert.Equal(first.Message, pending[0].LastError);
        Assert.True(pending[0].NextAttemptAt > vault.Clock.Now);
        Assert.Equal((2, first.Message), (failing.PendingCount, failing.LastError));
        Assert.True(third.Success, third.EnvironmentResults[0].Message);
        Assert.Equal(["Create first", "Create second", "Create third"], receiver.All.Select(message => message.Change));
        Assert.Equal(pending.Select(change => change.IdempotencyKey), receiver.All.Take(2).Select(message => message.Key));
        Assert.Equal(3, other.All.Count);
        CredentialEnvironment recovered = await vault.EnvironmentAsync("gateway");
        Assert.Equal((0, null, vault.Clock.Now), (recovered.PendingCount, recovered.LastError, recovered.LastDeployedAt));
    }

    [Fact]
    public async Task A_change_that_is_sent_again_has_the_same_key_and_a_signature_of_its_own_time()
    {
        await using DeployVault vault = await DeployVault.OpenAsync();
        await using var receiver = new WebhookReceiver { Status = "500 Internal Server Error", Answer = "\r\nout of \u001b[31mdisks\r\nline two" };
        await vault.AddWebhookAsync(receiver.Address);

        EnvironmentResult failed = (await vault.MakeAsync("orders")).DeploymentResult!.EnvironmentResults[0];
        vault.Clock.Advance(TimeSpan.FromMinutes(1));
        receiver.Status = null;
        EnvironmentResult reset = (await vault.SwitchAsync("orders", false)).DeploymentResult!.EnvironmentResults[0];
        receiver.Status = "200 OK";
        await vault.SwitchAsync("orders", true);

        Assert.Equal(new EnvironmentResult("gateway", false, "The webhook answered 500 Internal Server Error: out of  [31mdisks"), failed);
        Assert.StartsWith("It waits behind 1 earlier change. The webhook was not reached: ", reset.Message, StringComparison.Ordinal);
        Assert.Equal(["Create orders", "Create orders", "Create orders", "Disable orders", "Enable orders"], receiver.All.Select(message => message.Change));
        Assert.Equal(3, receiver.Distinct.Count);
        Assert.Single(receiver.All.Take(3).Select(message => message.Body).Distinct());
        Assert.NotEqual(receiver.All[0].Headers["webhook-timestamp"], receiver.All[1].Headers["webhook-timestamp"]);
        Assert.All(receiver.All, message => Assert.True(message.IsSignedBy(DeployVault.Key)));
    }

    [Fact]
    public async Task A_redirection_is_not_followed()
    {
        await using DeployVault vault = await DeployVault.OpenAsync();
        await using var elsewhere = new WebhookReceiver();
        await using var receiver = new WebhookReceiver { Status = "307 Temporary Redirect", MoreHeaders = $"Location: {elsewhere.Address}\r\n" };
        await vault.AddWebhookAsync(receiver.Address);

        EnvironmentResult result = (await vault.MakeAsync("orders")).DeploymentResult!.EnvironmentResults[0];

        Assert.Equal("The webhook answered 307 Temporary Redirect, a redirection, which is not followed", result.Message);
        Assert.Empty(elsewhere.All);
    }

    [Fact]
    public async Task A_server_that_the_system_does_not_trust_is_sent_nothing()
    {
        await using DeployVault vault = await DeployVault.OpenAsync();
        await using var server = new ClientCertificateServer(_ => "anybody");

        CredentialEnvironment made = await vault.AddWebhookAsync(server.Address.AbsoluteUri);
        EnvironmentResult result = (await vault.MakeAsync("orders")).DeploymentResult!.EnvironmentResults[0];

        Assert.Null(made.LastError);
        Assert.StartsWith("The webhook was not reached: The remote certificate is invalid", result.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_receiver_that_hangs_holds_a_command_for_ten_seconds_and_a_cancelled_one_not_at_all()
    {
        await using DeployVault vault = await DeployVault.OpenAsync();
        await using var receiver = new WebhookReceiver();
        await vault.AddWebhookAsync(receiver.Address);
        receiver.Delay = TimeSpan.FromSeconds(60);
        long started = Environment.TickCount64;

        EnvironmentResult[] results = [.. (await Task.WhenAll(Enumerable.Range(0, 6).Select(i => vault.MakeAsync($"user-{i}"))))
            .Select(made => made.DeploymentResult!.EnvironmentResults[0])];
        long took = Environment.TickCount64 - started;
        using var cancelled = new CancellationTokenSource(TimeSpan.FromMilliseconds(300));
        started = Environment.TickCount64;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => vault.Deployment.PublishAsync(DeployVault.Project, [], cancelled.Token));

        Assert.InRange(Environment.TickCount64 - started, 0, 3000);
        Assert.All(results, result => Assert.EndsWith("The webhook did not answer within 10 seconds", result.Message, StringComparison.Ordinal));

        // All that came while it was asked share an answer: two tries at most, not one each.
        Assert.InRange(took, 9_500, 35_000);
        Assert.InRange(receiver.All.Count, 1, 3);
        Assert.Equal(12, (await vault.PendingAsync()).Count);
    }

    [Fact]
    public async Task A_publication_sends_all_credentials_and_takes_the_place_of_one_that_did_not_arrive()
    {
        await using DeployVault vault = await DeployVault.OpenAsync();
        await using var receiver = new WebhookReceiver { Status = "503 Service Unavailable" };
        await vault.MakeAsync("b");
        await vault.MakeAsync("a");
        CredentialEnvironment made = await vault.AddWebhookAsync(receiver.Address);
        await vault.SwitchAsync("a", false);
        await vault.PublishAsync();

        Assert.Equal("The webhook answered 503 Service Unavailable", made.LastError);
        Assert.Equal((2, null), (made.PendingCount, made.LastDeployedAt));
        Assert.Equal(["Disable", "Publish", "Publish"], (await vault.PendingAsync()).Select(change => change.Action.ToString()));
        receiver.Status = "200 OK";
        int before = receiver.All.Count;
        Assert.True((await vault.PublishAsync("GATEWAY")).Success);
        Assert.Equal(["Disable a", "Publish a", "Publish b"], receiver.All.Skip(before).Select(message => message.Change).Order(StringComparer.Ordinal));
        await Refusal.OfAsync(CredentialErrors.NotFound, () => vault.PublishAsync("nowhere"));
        CredentialException missing = await Refusal.OfAsync(CredentialErrors.NotFound, () => vault.Deployment.PublishAsync("none", [], CancellationToken.None));
        Assert.Equal("Project(none) was not found or user does not have privilege to access it!", missing.Message);
    }

    [Fact]
    public async Task Many_at_once_arrive_once_each()
    {
        await using DeployVault vault = await DeployVault.OpenAsync();
        await using var receiver = new WebhookReceiver();
        await vault.AddWebhookAsync(receiver.Address);
        ICredentialAuthority second = await vault.Vault.OpenAgainAsync();
        for (int i = 0; i < 4; i++)
        {
            await vault.MakeAsync($"user-{i}");
        }

        // Two sessions on one vault deliver to the same environment.
        await Parallel.ForEachAsync(Enumerable.Range(0, 80), new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (i, _) =>
        {
            IProjectCredentialService service = (i % 2 == 0 ? vault.Vault.Authority : second).ProjectCredentials;
            ProjectCredential changed = await service.ChangeAsync(
                CredentialReference.ByName($"user-{i % 4}"), new ProjectCredentialChange { Description = $"change {i}" }, CancellationToken.None);
            Assert.True(changed.DeploymentResult!.Success, changed.DeploymentResult.EnvironmentResults[0].Message);
        });

        Assert.Equal(84, receiver.All.Count);
        Assert.Equal(84, receiver.Distinct.Count);
        Assert.Empty(await vault.PendingAsync());
        foreach (int user in Enumerable.Range(0, 4))
        {
            ProjectCredential now = await vault.Credentials.GetAsync(CredentialReference.ByName($"user-{user}"), CancellationToken.None);
            Assert.Equal(now.Description, receiver.All.Last(message => message.Change == $"Update user-{user}").Json.GetProperty("description").GetString());
        }
    }
}
