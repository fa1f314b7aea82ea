using PSCredentials.Shell.Tests.Support;

namespace PSCredentials.Shell.Tests;

public sealed class SignalTests(SampleModule module) : IClassFixture<SampleModule>
{
    private const string Endless = "try { 'started'; while ($true) { [System.Threading.Thread]::Sleep(20) } } finally { [Console]::Out.WriteLine('cleaned up') }\n'never'";

    [Theory]
    [InlineData("INT", ExitCodes.Interrupted)]
    [InlineData("TERM", ExitCodes.Terminated)]
    public void A_signal_stops_the_script_and_lets_it_clean_up(string signal, int exitCode)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There are no signals to send.");
        using var shell = new ShellProcess("-Module", module.ManifestPath, module.Script(Endless));
        Assert.Equal("started", shell.ReadLine());

        shell.Signal(signal);
        ShellResult result = shell.WaitForEnd();

        Assert.Equal((exitCode, "cleaned up", ""), (result.ExitCode, result.Output.Trim(), result.Error));
    }

    [Fact]
    public void A_second_interrupt_ends_a_script_that_cannot_be_stopped()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There are no signals to send.");
        using var shell = new ShellProcess("-Module", module.ManifestPath, "-c", "'started'; [System.Threading.Thread]::Sleep(600000)");
        Assert.Equal("started", shell.ReadLine());

        for (int i = 0; i < 100 && !shell.HasEnded; i++)
        {
            shell.Signal("INT");
            Thread.Sleep(100);
        }

        Assert.Equal(ExitCodes.Interrupted, shell.WaitForEnd().ExitCode);
    }

    [Fact]
    public async Task An_interrupt_brings_the_prompt_back()
    {
        var signals = new ShellSignals();
        string started = Path.Combine(module.Root, "started");
        string input = $"'' > $null; [IO.File]::Create('{started}').Dispose(); while ($true) {{ [System.Threading.Thread]::Sleep(20) }}\n'still here'\nexit 6\n";

        Task<ShellResult> run = Task.Run(() => module.Run(new ShellOptions(), input, signals: signals));
        while (!File.Exists(started) && !run.IsCompleted)
        {
            await Task.Delay(20);
        }

        signals.Interrupt();
        ShellResult result = await run;

        Assert.Equal((6, ""), (result.ExitCode, result.Error));
        Assert.Contains("still here", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_signal_that_came_first_lets_nothing_start()
    {
        var signals = new ShellSignals();
        signals.Terminate();

        ShellResult result = module.Run(ShellOptions.ForCommand("'never'"), signals: signals);

        Assert.Equal((ExitCodes.Terminated, ""), (result.ExitCode, result.Output));
    }
}
