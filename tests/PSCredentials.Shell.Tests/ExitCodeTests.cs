using PSCredentials.Shell.Tests.Support;

namespace PSCredentials.Shell.Tests;

/// <summary>The codes are those that <c>pwsh -File</c> and <c>pwsh -Command</c> give for the same text.</summary>
public sealed class ExitCodeTests(SampleModule module) : IClassFixture<SampleModule>
{
    [Theory]
    [InlineData("'done'", 0)]
    [InlineData("exit", 0)]
    [InlineData("exit 3", 3)]
    [InlineData("function Leave { exit 12 }\nLeave\n'never'", 12)]
    [InlineData("1..3 | ForEach-Object { if ($_ -eq 2) { exit 11 } }", 11)]
    [InlineData("[CmdletBinding()] param()\nexit 4", 4)]
    [InlineData("process { exit 13 }", 13)]
    [InlineData("throw 'no'", 1)]
    [InlineData("$ErrorActionPreference = 'Stop'\nWrite-Streams\nexit 0", 1)]
    [InlineData("\"never closed", 1)]
    [InlineData("1 / 0\n'goes on'", 0)]
    [InlineData("Write-Streams", 0)]
    [InlineData("$global:LASTEXITCODE = 5", 0)]
    public void A_script_ends_as_pwsh_would(string script, int expected) =>
        Assert.Equal(expected, module.RunScript(script).ExitCode);

    [Theory]
    [InlineData("sh -c 'exit 7'", 0)]
    [InlineData("sh -c 'exit 7'\nexit $LASTEXITCODE", 7)]
    [InlineData("try { exit 4 } finally { sh -c 'exit 6' }", 4)]
    [InlineData("[CmdletBinding()] param()\nsh -c 'exit 7'\n$PSCmdlet.WriteError([System.Management.Automation.ErrorRecord]::new([Exception]::new('x'), 'X', 0, 1))", 0)]
    public void A_native_program_does_not_decide(string script, int expected)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The programs are those of Unix.");

        Assert.Equal(expected, module.RunScript(script).ExitCode);
    }

    [Fact]
    public void A_called_script_does_not_decide()
    {
        string inner = module.Script("exit 9");

        ShellResult result = module.RunScript($"& '{inner}'\n\"inner ended with $LASTEXITCODE\"");

        Assert.Equal((0, "inner ended with 9"), (result.ExitCode, result.Lines.Single()));
    }

    [Theory]
    [InlineData("'done'", 0)]
    [InlineData("exit 3", 3)]
    [InlineData("throw 'no'", 1)]
    [InlineData("'then'; 1 / 0", 1)]
    [InlineData("1 / 0; 'then'", 0)]
    [InlineData("Write-Streams", 1)]
    [InlineData("Write-Nothing", 1)]
    [InlineData("\"never closed", 1)]
    [InlineData(" ", 0)]
    public void A_command_fails_with_its_last_statement(string text, int expected) =>
        Assert.Equal(expected, module.Command(text).ExitCode);
}
