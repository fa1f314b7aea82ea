using PSCredentials.Storage;

namespace PSCredentials.Tests.Storage;

public sealed class ManyProcessesTests
{
    [Fact]
    public async Task Eight_processes_make_one_vault_and_issue_500_each_and_nothing_is_lost()
    {
        await using SampleVault vault = SampleVault.None();
        WorkerProcess[] workers = [.. Enumerable.Range(0, 8).Select(i => WorkerProcess.Start("issue", vault.Folder, $"worker-{i}", "500"))];
        try
        {
            (int ExitCode, string Output)[] results = await Task.WhenAll(workers.Select(worker => worker.FinishAsync()));
            Assert.All(results, result => Assert.True(result.ExitCode == 0, result.Output[..Math.Min(400, result.Output.Length)]));
            string[][] issued = [.. results.SelectMany(result => result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)).Select(line => line.Split(' '))];
            Assert.Equal(4000, issued.Length);
            Assert.Single(Directory.GetFiles(vault.Folder, "master-*"));

            vault.Clock.Set(TimeProvider.System.GetUtcNow());
            await vault.OpenAgainAsync();
            await IssuedTokens.VerifyAsync(vault, issued);
            List<CredentialEvent> events = await vault.EventsAsync();
            Assert.True((await vault.Authority.AuditIntegrity.VerifyAsync([], CancellationToken.None)).IsIntact);
            Assert.Equal(Enumerable.Range(1, 4001).Select(i => (long)i), events.Select(entry => entry.Sequence));
            Assert.Equal(CredentialAction.Initialize, events[0].Action);
            Assert.All(events.Skip(1), entry => Assert.Equal((CredentialAction.Create, "worker", "Success"), (entry.Action, entry.Actor, entry.Outcome)));
            Assert.Equal(issued.Select(token => token[0]).Order(StringComparer.Ordinal), events.Skip(1).Select(entry => entry.SubjectName).Order(StringComparer.Ordinal));
        }
        finally
        {
            Array.ForEach(workers, worker => worker.Dispose());
        }
    }

    [Fact]
    public async Task What_a_killed_process_has_answered_is_there_and_the_vault_is_sound()
    {
        const int Kills = 50;
        await using SampleVault vault = SampleVault.None();
        var random = new Random(20261201);
        var issued = new List<string[]>();
        int killed = 0;
        for (int round = 0; round < Kills / 2; round++)
        {
            // Two at a time, the first two on a vault that they are just making; each is killed while the other works on.
            WorkerProcess[] workers = [.. Enumerable.Range(0, 2).Select(i => WorkerProcess.Start("issue", vault.Folder, $"round-{round:00}-{i}", "100000"))];
            string[] outputs = await Task.WhenAll(workers.Select(async (worker, i) =>
            {
                // From the start on in the first rounds, later from the first answer on.
                Task<string?> first = worker.Output.ReadLineAsync(TestContext.Current.CancellationToken).AsTask();
                if (round >= 4)
                {
                    await first;
                }

                int delay;
                lock (random)
                {
                    delay = random.Next(0, round < 4 ? 900 : 120);
                }

                await Task.Delay(delay, TestContext.Current.CancellationToken);
                worker.Process.Kill();
                Interlocked.Increment(ref killed);
                string output = await first + "\n" + await worker.Output.ReadToEndAsync(TestContext.Current.CancellationToken);
                await worker.Process.WaitForExitAsync(TestContext.Current.CancellationToken);
                return output;
            }));
            Assert.All(outputs, output => Assert.DoesNotContain("error", output, StringComparison.Ordinal));

            // A line that was cut off was not answered.
            issued.AddRange(outputs.SelectMany(output => output.Split('\n')[..^1]).Where(line => line.Length != 0).Select(line => line.Split(' ')));
            Array.ForEach(workers, worker => worker.Dispose());
        }

        Assert.Equal(Kills, killed);
        Assert.True(issued.Count > Kills, $"only {issued.Count} were issued");
        vault.Clock.Set(TimeProvider.System.GetUtcNow());
        await vault.OpenAgainAsync();
        await IssuedTokens.VerifyAsync(vault, issued);
        List<string> stored = [.. (await vault.ListAsync()).Select(credential => credential.Id)];
        List<CredentialEvent> events = await vault.EventsAsync();
        CredentialAuditVerdict verdict = await vault.Authority.AuditIntegrity.VerifyAsync([], CancellationToken.None);
        Assert.Equal((true, events.Count), (verdict.IsIntact, verdict.EventCount));
        Assert.Equal(Enumerable.Range(1, events.Count).Select(i => (long)i), events.Select(entry => entry.Sequence));
        Assert.Equal(
            stored.Order(StringComparer.Ordinal),
            events.Where(entry => entry.Action == CredentialAction.Create).Select(entry => entry.SubjectId).Order(StringComparer.Ordinal));
        await vault.CloseAsync();
        using StoreConnection connection = StoreConnection.Open(vault.Database, readOnly: false);
        Assert.Equal("ok", connection.Text("PRAGMA integrity_check"));
    }
}
