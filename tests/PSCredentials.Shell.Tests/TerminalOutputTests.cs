using PSCredentials.Shell.Tests.Support;

namespace PSCredentials.Shell.Tests;

public sealed class TerminalOutputTests(SampleModule module) : IClassFixture<SampleModule>
{
    private const string Escape = "\u001b";

    [Fact]
    public void Progress_is_redrawn_on_one_line_and_taken_away()
    {
        (string output, _) = Run("Write-Streams", isTerminal: true, color: false, errorColor: false);

        Assert.Contains($"\r{Escape}[KWorking: half way\r{Escape}[K", output, StringComparison.Ordinal);
        Assert.EndsWith($"{Escape}[K", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Progress_is_cut_at_the_width()
    {
        (string output, _) = Run(
            "$r = [System.Management.Automation.ProgressRecord]::new(1, 'A' * 300, 'x'); $Host.UI.WriteProgress(1, $r)",
            isTerminal: true,
            color: false,
            errorColor: false);

        Assert.Contains($"{Escape}[K{new string('A', 79)}\r", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Each_stream_has_colours_only_where_it_shows_them()
    {
        (string output, string error) = Run("Write-Streams", isTerminal: false, color: true, errorColor: false);
        Assert.Contains($"{Escape}[33;1mWARNING: careful{Escape}[0m", output, StringComparison.Ordinal);
        Assert.DoesNotContain(Escape, error, StringComparison.Ordinal);

        (output, error) = Run("Write-Streams", isTerminal: false, color: false, errorColor: true);
        Assert.DoesNotContain(Escape, output, StringComparison.Ordinal);
        Assert.Contains($"{Escape}[31;1m", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Host_text_keeps_the_colour_it_asked_for()
    {
        (string output, _) = Run("$Host.UI.WriteLine('Green', 'Black', 'text')", isTerminal: false, color: true, errorColor: false);

        Assert.Equal($"{Escape}[92mtext{Escape}[0m", output.Trim());
    }

    private (string Output, string Error) Run(string command, bool isTerminal, bool color, bool errorColor)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var console = new ShellConsole(output, error) { IsTerminal = isTerminal, UsesColor = color, UsesErrorColor = errorColor, Width = 80 };
        ShellRunner.Run(ShellOptions.ForCommand(command) with { ModulePath = module.ManifestPath }, console);
        return (output.ToString(), error.ToString());
    }
}
