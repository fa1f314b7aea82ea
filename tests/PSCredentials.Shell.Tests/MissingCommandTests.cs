using System.Management.Automation.Runspaces;
using PSCredentials.Shell.MissingCommands;
using PSCredentials.Shell.Tests.Support;

namespace PSCredentials.Shell.Tests;

public sealed class MissingCommandTests(SampleModule module) : IClassFixture<SampleModule>
{
    private const string WriteHost =
        "Write-Host belongs to Microsoft.PowerShell.Utility of full PowerShell 7.6 or later, which this shell's engine package does not carry; run this with pwsh.";

    [Theory]
    [InlineData("Write-Host hi -ForegroundColor Red", "Write-Host belongs to Microsoft.PowerShell.Utility")]
    [InlineData("write-host hi", "Write-Host belongs to Microsoft.PowerShell.Utility")]
    [InlineData("Get-Thing | ConvertTo-Json -Depth 3", "ConvertTo-Json belongs to Microsoft.PowerShell.Utility")]
    [InlineData("Get-ChildItem *.txt", "Get-ChildItem belongs to Microsoft.PowerShell.Management")]
    [InlineData("ConvertTo-SecureString x -AsPlainText", "ConvertTo-SecureString belongs to Microsoft.PowerShell.Security")]
    [InlineData("Microsoft.PowerShell.Utility\\Get-Date", "Get-Date belongs to Microsoft.PowerShell.Utility")]
    [InlineData("cd /", "Set-Location belongs to Microsoft.PowerShell.Management")]
    public void The_error_says_that_full_PowerShell_is_needed(string command, string expected)
    {
        ShellResult result = module.RunScript(command + "\n'goes on'");

        Assert.Contains(expected, result.ErrorLine, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("run this with pwsh", result.ErrorLine, StringComparison.Ordinal);
        Assert.Equal((0, "goes on"), (result.ExitCode, result.Lines.Single()));
    }

    [Fact]
    public void It_is_the_error_of_a_command_that_was_not_found()
    {
        ShellResult result = module.RunScript("""
            try { Write-Host hi } catch [System.Management.Automation.CommandNotFoundException] {
                "$_"; $_.FullyQualifiedErrorId; $_.Exception.CommandName; "$($_.CategoryInfo.Category)"; $_.InvocationInfo.ScriptLineNumber
            }
            """);

        Assert.Equal([WriteHost, "CommandNotFoundException", "Write-Host", "ObjectNotFound", "1"], result.Lines);
    }

    [Fact]
    public void No_part_of_its_pipeline_runs()
    {
        ShellResult result = module.RunScript("& { begin { 'started' } process { 'ran' } } | Write-Output");

        Assert.Equal("", result.Output);
    }

    [Fact]
    public void A_script_that_stops_on_errors_stops()
    {
        ShellResult result = module.RunScript("$ErrorActionPreference = 'Stop'\nGet-Date\n'never'");

        Assert.Equal((1, ""), (result.ExitCode, result.Output));
        Assert.Contains("Get-Date belongs to", result.ErrorLine, StringComparison.Ordinal);
    }

    [Fact]
    public void Get_Command_goes_on_finding_nothing() =>
        Assert.Equal(["none"], module.RunScript("if (Get-Command Write-Host -ErrorAction Ignore) { 'some' } else { 'none' }").Lines);

    [Fact]
    public void A_function_of_that_name_is_used() =>
        Assert.Equal(["mine: hi"], module.RunScript("function Write-Host { \"mine: $args\" }\nWrite-Host hi").Lines);

    [Fact]
    public void Errors_of_parallel_runspaces_say_it_too()
    {
        ShellResult result = module.RunScript("1 | ForEach-Object -Parallel { Start-Sleep 1 }");

        Assert.Contains("Start-Sleep belongs to Microsoft.PowerShell.Utility", result.ErrorLine, StringComparison.Ordinal);
    }

    [Fact]
    public void A_command_that_nobody_has_is_just_not_found()
    {
        ShellResult result = module.RunScript("Get-Nonsense");

        Assert.Contains("'Get-Nonsense' is not recognized", result.ErrorLine, StringComparison.Ordinal);
        Assert.DoesNotContain("pwsh", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void The_engine_has_none_of_the_listed_commands()
    {
        HashSet<string> carried = [.. InitialSessionState.CreateDefault2().Commands.Select(command => command.Name)];

        Assert.InRange(FullPowerShellCommands.Names.Count(), 190, 400);
        Assert.DoesNotContain(FullPowerShellCommands.Names, carried.Contains);
    }

    [Fact]
    public void Every_alias_of_the_engine_that_leads_nowhere_is_explained()
    {
        InitialSessionState state = InitialSessionState.CreateDefault2();
        HashSet<string> carried = [.. state.Commands.Select(command => command.Name)];

        // A program of the system, and a cmdlet that even full PowerShell has on Windows alone.
        string[] exceptions = ["mkdir", "Receive-PSSession"];

        IEnumerable<string> unexplained = state.Commands.OfType<SessionStateAliasEntry>()
            .Select(alias => alias.Definition)
            .Except(exceptions)
            .Where(name => !carried.Contains(name) && FullPowerShellCommands.ModuleOf(name) is null);

        Assert.Empty(unexplained);
    }
}
