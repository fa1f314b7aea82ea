using PSCredentials.Shell.Tests.Support;

namespace PSCredentials.Shell.Tests;

public sealed class CommandLineTests(SampleModule module) : IClassFixture<SampleModule>
{
    [Theory]
    [InlineData()]
    [InlineData("-")]
    [InlineData("-NonInteractive", "-")]
    public void Without_a_script_it_is_a_prompt(params string[] arguments) =>
        Assert.Equal(ShellMode.Prompt, CommandLine.Parse(arguments).Mode);

    [Fact]
    public void All_that_follows_a_script_belongs_to_it()
    {
        string script = module.Script("");

        ShellOptions options = CommandLine.Parse(["-Module", "m.psd1", script, "-Module", "x", "-c", "y"]);

        Assert.Equal(ShellMode.Script, options.Mode);
        Assert.Equal(script, options.ScriptPath);
        Assert.Equal("m.psd1", options.ModulePath);
        Assert.Equal(["-Module", "x", "-c", "y"], options.ScriptArguments);
    }

    [Theory]
    [InlineData("-File")]
    [InlineData("-f")]
    public void File_names_a_script(string option)
    {
        string script = module.Script("");

        ShellOptions options = CommandLine.Parse([option, script, "a"]);

        Assert.Equal((ShellMode.Script, script), (options.Mode, options.ScriptPath));
        Assert.Equal(["a"], options.ScriptArguments);
    }

    [Theory]
    [InlineData("-Command")]
    [InlineData("--command")]
    [InlineData("-C")]
    public void Command_takes_all_that_follows(string option)
    {
        ShellOptions options = CommandLine.Parse([option, "Get-Thing", "-Name", "a b"]);

        Assert.Equal((ShellMode.Command, "Get-Thing -Name a b"), (options.Mode, options.CommandText));
    }

    [Theory]
    [InlineData("--help", ShellMode.Help)]
    [InlineData("-h", ShellMode.Help)]
    [InlineData("--version", ShellMode.Version)]
    [InlineData("-VERSION", ShellMode.Version)]
    public void Help_and_version_are_known(string option, ShellMode mode) =>
        Assert.Equal(mode, CommandLine.Parse([option]).Mode);

    [Theory]
    [InlineData("'-bogus'", "-bogus")]
    [InlineData("needs a value", "-Module")]
    [InlineData("needs a value", "-Command")]
    [InlineData("needs a value", "-File")]
    [InlineData("end in .ps1", "script.txt")]
    [InlineData("no script 'missing.ps1'", "missing.ps1")]
    public void A_wrong_call_is_told(string expected, params string[] arguments)
    {
        UsageException wrong = Assert.Throws<UsageException>(() => CommandLine.Parse(arguments));

        Assert.Contains(expected, wrong.Message, StringComparison.Ordinal);
    }
}
