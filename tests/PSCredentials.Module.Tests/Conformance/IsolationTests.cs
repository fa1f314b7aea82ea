namespace PSCredentials.Module.Tests.Conformance;

/// <summary>Sixteen runspaces run a command at the same time, each in its own vault, all under one name: none sees or changes what is another's.</summary>
public sealed class IsolationTests(RunspaceSet set) : ConformanceTest, IClassFixture<RunspaceSet>
{
    [Theory]
    [MemberData(nameof(Commands))]
    public void Sixteen_runspaces_share_nothing(string name)
    {
        string call = Scenarios.Of(name).Calls[0].Script + (ExportedCommand.Of(name).Reads ? string.Empty : " -Confirm:$false");
        using var start = new Barrier(set.Sessions.Count);
        var failures = new System.Collections.Concurrent.ConcurrentBag<string>();
        var returned = new System.Collections.Concurrent.ConcurrentBag<int>();
        Thread[] threads = [.. set.Sessions.Select(sample => new Thread(() =>
        {
            try
            {
                sample.Renew();
                string before = sample.State();
                start.SignalAndWait(TimeSpan.FromMinutes(1));
                returned.Add(sample.Session.Do(call).Output.Count);
                start.SignalAndWait(TimeSpan.FromMinutes(1));
                Assert.Equal(ExportedCommand.Of(name).Reads, before == sample.State());
                Assert.All(sample.Session.Do("Get-CredentialAuthority *").Output, open => Assert.StartsWith(sample.Folder, open.Text("Location"), StringComparison.Ordinal));
            }
            catch (Exception failure)
            {
                failures.Add(failure.ToString());
                start.RemoveParticipant();
            }
        }))];

        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());

        Assert.Empty(failures);
        Assert.Single(returned.Distinct());
    }
}

/// <summary>Sixteen sessions.</summary>
public sealed class RunspaceSet : IDisposable
{
    public RunspaceSet(SampleVault vault) => Sessions = [.. Enumerable.Range(0, 16).Select(_ => vault.Rent())];

    internal IReadOnlyList<SampleSession> Sessions { get; }

    public void Dispose() => Sessions.ToList().ForEach(session => session.Dispose());
}
