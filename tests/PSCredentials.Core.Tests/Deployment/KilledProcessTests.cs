using PSCredentials.Storage;

namespace PSCredentials.Tests.Deployment;

/// <summary>Processes that are killed while they deliver.</summary>
public sealed class KilledProcessTests
{
    private const int Kills = 20;

    [Fact]
    public async Task Every_change_of_killed_processes_arrives_in_order_and_what_comes_again_is_known_by_its_key()
    {
        await using DeployVault vault = await DeployVault.OpenAsync();
        await using var receiver = new WebhookReceiver { Delay = TimeSpan.FromMilliseconds(15) };
        await vault.AddWebhookAsync(receiver.Address);
        await vault.AddFileAsync();
        await vault.MakeAsync("orders");
        await vault.Vault.CloseAsync();
        var random = new Random(20261123);
        var answered = new List<string>();
        for (int round = 0; round < Kills / 2; round++)
        {
            WorkerProcess[] workers = [.. Enumerable.Range(0, 2).Select(i => WorkerProcess.Start("describe", vault.Vault.Folder, "orders", $"round-{round:00}-{i}"))];
            int[] delays = [random.Next(0, 150), random.Next(0, 150)];
            string[] outputs = await Task.WhenAll(workers.Select(async (worker, i) =>
            {
                string? first = await worker.Output.ReadLineAsync(TestContext.Current.CancellationToken);
                await Task.Delay(delays[i], TestContext.Current.CancellationToken);
                worker.Process.Kill();
                string output = first + "\n" + await worker.Output.ReadToEndAsync(TestContext.Current.CancellationToken);
                await worker.Process.WaitForExitAsync(TestContext.Current.CancellationToken);
                return output;
            }));
            Array.ForEach(workers, worker => worker.Dispose());

            // A line that was cut off was not answered.
            answered.AddRange(outputs.SelectMany(output => output.Split('\n')[..^1]).Where(line => line.Length != 0));
        }

        vault.Clock.Set(TimeProvider.System.GetUtcNow().AddMinutes(1));
        await vault.Vault.OpenAgainAsync();
        Assert.True((await vault.PublishAsync()).Success);

        Assert.True(answered.Count >= Kills, $"only {answered.Count} were answered");
        Assert.All(answered, line => Assert.EndsWith(" True", line, StringComparison.Ordinal));
        List<CredentialEvent> changes = await vault.Vault.EventsAsync(new CredentialEventQuery { Action = [CredentialAction.Change], SubjectType = [CredentialSubject.ProjectCredential] });
        string[] arrived = [.. receiver.Distinct.Where(message => message.Change == "Update orders").Select(message => message.Json.GetProperty("description").GetString()!)];
        Assert.Equal(changes.Count, arrived.Length);
        Assert.Empty(answered.Select(line => line[..^" True".Length]).Except(arrived));
        Assert.True(receiver.All.Count > receiver.Distinct.Count, "no kill fell into a delivery");
        foreach (IGrouping<string, string> worker in arrived.GroupBy(description => description[..10]))
        {
            Assert.Equal(worker.Order(StringComparer.Ordinal), worker);
        }

        ProjectCredential now = await vault.Credentials.GetAsync(CredentialReference.ByName("orders"), CancellationToken.None);
        Assert.Equal(arrived[^1], now.Description);
        Assert.All(receiver.All, message => Assert.True(message.IsSignedBy(DeployVault.Key)));
        Assert.Empty(await vault.PendingAsync());
        Assert.Equal(["orders"], vault.InFile());
        Assert.Equal(["users"], Directory.GetFiles(vault.Files.Path).Select(Path.GetFileName));
        await vault.Vault.CloseAsync();
        using StoreConnection connection = StoreConnection.Open(vault.Vault.Database, readOnly: false);
        Assert.Equal("ok", connection.Text("PRAGMA integrity_check"));
    }
}
