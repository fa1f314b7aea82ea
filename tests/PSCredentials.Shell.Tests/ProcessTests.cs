using PSCredentials.Shell.Tests.Support;

namespace PSCredentials.Shell.Tests;

/// <summary>The built shell as others start it.</summary>
public sealed class ProcessTests(SampleModule module) : IClassFixture<SampleModule>
{
    [Fact]
    public void A_script_has_its_arguments_streams_and_code()
    {
        string script = module.Script("param($Name)\nGet-Thing -Name $Name\nWrite-Streams\nexit 3");

        ShellResult result = ShellProcess.Run("", "-Module", module.ManifestPath, script, "-Name", "given");

        Assert.Equal(3, result.ExitCode);
        Assert.Equal(["THING      LENGTH", "-----      ------", "given      5", "WARNING: careful", "to the host"], result.Lines.Select(line => line.TrimEnd()));
        Assert.StartsWith("Write-Streams:", result.Error, StringComparison.Ordinal);
        Assert.EndsWith("broken", result.Error.TrimEnd(), StringComparison.Ordinal);
    }

    [Fact]
    public void No_byte_of_colour_or_progress_is_written_to_a_pipe()
    {
        ShellResult result = ShellProcess.Run("", "-Module", module.ManifestPath, "-Command", "Write-Streams");

        Assert.Equal(1, result.ExitCode);
        Assert.DoesNotContain('\u001b', result.Output + result.Error);
        Assert.DoesNotContain("Working", result.Output + result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData()]
    [InlineData("-")]
    public void Redirected_input_is_run_as_a_script(params string[] arguments)
    {
        ShellResult result = ShellProcess.Run("$a = 'one'\nif ($a) {\n  Get-Thing -Name $a\n}\nexit 4\n", ["-Module", module.ManifestPath, .. arguments]);

        Assert.Equal((4, ""), (result.ExitCode, result.Error));
        Assert.Contains("one        3", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_wrong_call_shows_the_usage()
    {
        ShellResult result = ShellProcess.Run("", "-bogus");

        Assert.Equal((ExitCodes.Usage, ""), (result.ExitCode, result.Output));
        Assert.StartsWith("There is no option '-bogus'.", result.Error, StringComparison.Ordinal);
        Assert.Contains("Usage: PSCredentials.Shell", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Help_goes_to_the_output()
    {
        ShellResult result = ShellProcess.Run("", "--help");

        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.StartsWith("Usage: PSCredentials.Shell", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_version_names_the_engine()
    {
        ShellResult result = ShellProcess.Run("", "--version");

        Assert.Equal(0, result.ExitCode);
        Assert.Matches(@"^PSCredentials\.Shell \d+\.\d+\.\d+, PowerShell engine 7\.\d+\.\d+\s*$", result.Output);
    }

    [Fact]
    public void A_module_that_is_not_there_is_told()
    {
        ShellResult result = ShellProcess.Run("", "-Module", "missing.psd1", "-c", "1");

        Assert.Equal((ExitCodes.CannotStart, "There is no module manifest 'missing.psd1'."), (result.ExitCode, result.Error.Trim()));
    }

    [Fact]
    public void A_module_that_cannot_be_imported_is_told()
    {
        string broken = Path.Combine(module.Root, "Broken.psd1");
        File.WriteAllText(broken, "@{ ModuleVersion = '1.0'; RootModule = 'nowhere.dll' }");

        ShellResult result = ShellProcess.Run("", "-Module", broken, "-c", "'never'");

        Assert.Equal((ExitCodes.CannotStart, ""), (result.ExitCode, result.Output));
        Assert.Contains("cannot be imported", result.Error, StringComparison.Ordinal);
    }
}
