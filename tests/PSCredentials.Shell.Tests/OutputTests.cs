using PSCredentials.Shell.Tests.Support;

namespace PSCredentials.Shell.Tests;

public sealed class OutputTests(SampleModule module) : IClassFixture<SampleModule>
{
    [Fact]
    public void Objects_show_in_the_views_of_the_module()
    {
        ShellResult result = module.Command("Get-Thing");

        Assert.Equal(["THING      LENGTH", "-----      ------", "one        3", "three      5"], result.Lines.Select(line => line.TrimEnd()));
        Assert.Equal("", result.Error);
    }

    [Theory]
    [InlineData(40)]
    [InlineData(200)]
    public void Output_is_laid_out_for_the_width(int width)
    {
        // The engine leaves a terminal's last column free.
        ShellResult result = module.Command("[pscustomobject]@{ A = 'x' * 300; B = 1 }", width);

        Assert.Equal(width - 1, result.Lines.Max(line => line.Length));
    }

    [Fact]
    public void Every_stream_goes_where_pwsh_sends_it()
    {
        ShellResult result = module.Command("Write-Streams -Verbose -InformationAction Continue");

        Assert.Equal(["WARNING: careful", "VERBOSE: chatter", "note", "to the host"], result.Lines);
        Assert.Equal("Write-Streams: broken", result.Error.Trim());
    }

    [Fact]
    public void Streams_that_are_off_stay_silent() =>
        Assert.Equal(["WARNING: careful", "to the host"], module.Command("Write-Streams").Lines);

    [Fact]
    public void What_a_native_program_writes_is_captured()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The program is one of Unix.");

        ShellResult result = module.Command("sh -c 'echo from outside'");

        Assert.Equal(["from outside"], result.Lines);
    }

    [Fact]
    public void Colours_are_dropped_where_nothing_shows_them() =>
        Assert.Equal(["red"], module.Command("\"$($PSStyle.Foreground.Red)red$($PSStyle.Reset)\"").Lines);

    [Fact]
    public void An_error_names_script_line_and_reason()
    {
        string path = module.Script("'first'\n1 / 0\n'third'");

        ShellResult result = module.Run(ShellOptions.ForScript(path));

        Assert.Equal(["first", "third"], result.Lines);
        Assert.Contains($"{path}:2", result.Error, StringComparison.Ordinal);
        Assert.Contains("Attempted to divide by zero.", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void The_error_that_ends_a_script_is_shown_once_and_on_the_error_stream()
    {
        ShellResult result = module.RunScript("'before'\nthrow 'the reason'");

        Assert.Equal(["before"], result.Lines);
        Assert.Single(result.Error.Split("| the reason").Skip(1));
    }

    [Fact]
    public void Parallel_runspaces_find_the_module_by_name()
    {
        ShellResult result = module.RunScript("""
            $names = 1..4 | ForEach-Object -Parallel { (Get-Thing -Name "p$_").Name }
            [array]::Sort($names)
            $names -join ','
            """);

        Assert.Equal((0, "", "p1,p2,p3,p4"), (result.ExitCode, result.Error, result.Lines.Single()));
    }

    [Fact]
    public void Two_shells_run_side_by_side()
    {
        ShellResult[] results = new ShellResult[4];

        Parallel.For(0, results.Length, i => results[i] = module.Command($"'shell {i}'; Get-Thing -Name t{i}; throw 'error {i}'"));

        for (int i = 0; i < results.Length; i++)
        {
            Assert.Equal(["shell " + i, "THING      LENGTH", "-----      ------", $"t{i}         2"], results[i].Lines.Select(line => line.TrimEnd()));
            Assert.Equal($"Exception: error {i}", results[i].Error.Trim());
        }
    }
}
