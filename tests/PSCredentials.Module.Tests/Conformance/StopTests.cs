using System.Diagnostics;

namespace PSCredentials.Module.Tests.Conformance;

/// <summary>Ctrl+C ends a command that waits for a vault within a second; by itself it would wait for half a minute.</summary>
public sealed class StopTests(SampleVault vault, HeldVaults held) : ConformanceTest, IClassFixture<HeldVaults>
{
    private static readonly TimeSpan s_bound = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_patience = TimeSpan.FromMilliseconds(300);

    public static TheoryData<string> Openers => [.. ExportedCommand.Names.Where(name => Scenarios.All.FirstOrDefault(scenario => scenario.Command == name) is not { IsLocal: true, Waits: null })];

    public static TheoryData<string> Writers => [.. OfAuthority.Select(row => row.Data).Where(name => Scenarios.Of(name).Effect == Effect.Vault)];

    [Theory]
    [MemberData(nameof(Openers))]
    public void Stops_while_it_waits_to_open_the_vault(string name)
    {
        using SampleSession sample = vault.Rent();
        Scenario scenario = Scenarios.Of(name);
        sample.Session.Set("held", held.Closed);
        sample.Session.Set("holder", sample.Session.One("[pscustomobject]@{ Name = 'held'; Provider = 'Embedded'; Location = $held }"));

        AssertStops(sample, scenario.Waits ?? $"{scenario.Calls[0].Script} -Authority $holder");
    }

    [Theory]
    [MemberData(nameof(Writers))]
    public void Stops_while_it_waits_to_write(string name)
    {
        using SampleSession sample = vault.Rent();
        sample.Close();
        sample.Session.Set("vault", held.ReadOnly);
        sample.Connect();

        AssertStops(sample, Scenarios.Of(name).Calls[0].Script + " -Confirm:$false");

        // The next test gets the session, and these vaults may be gone by then.
        sample.Close();
    }

    private static void AssertStops(SampleSession sample, string script)
    {
        // A machine that is busy elsewhere may need longer; a command that does not hear of the end always does.
        TimeSpan took = Enumerable.Range(0, 3).Select(_ => Stop(sample, script)).FirstOrDefault(time => time < s_bound, s_bound);

        Assert.True(took < s_bound, $"{script} did not stop within {s_bound}.");
    }

    private static TimeSpan Stop(SampleSession sample, string script)
    {
        using PowerShell shell = sample.Session.Command(script + "; 'not reached'");
        IAsyncResult running = shell.BeginInvoke();
        Assert.False(running.AsyncWaitHandle.WaitOne(s_patience), $"{script} did not wait for the vault.");
        var watch = Stopwatch.StartNew();
        shell.Stop();
        watch.Stop();
        Assert.Equal(PSInvocationState.Stopped, shell.InvocationStateInfo.State);
        return watch.Elapsed;
    }
}
