namespace PSCredentials.Module.Tests.Help;

/// <summary>Runs a tool of PowerShell's own authors in a real PowerShell; where either is not installed, the test is skipped.</summary>
internal static class PowerShellTool
{
    public static async Task<string> RunAsync(string module, string script)
    {
        using var scripts = new TemporaryFolder();
        string runner = scripts.Write("run.ps1", $$"""
            if (-not (Get-Module -ListAvailable -Name {{module}})) { 'not installed'; return }
            $ErrorActionPreference = 'Stop'
            Import-Module -Name {{module}}
            {{script}}
            """);
        ExternalProgram run = (await ExternalProgram.RunAsync("pwsh", "-NoProfile", "-NonInteractive", "-File", runner)).Succeeded();
        Assert.SkipWhen(run.Output.Trim() == "not installed", $"{module} is not installed.");
        return run.Everything.Trim();
    }

    /// <summary>What PSScriptAnalyzer finds by its default rules in the scripts of a folder, a line each.</summary>
    public static Task<string> AnalyzeAsync(string folder) => RunAsync("PSScriptAnalyzer", $$"""
        Import-Module -Name '{{TestEnvironment.Manifest}}'
        Invoke-ScriptAnalyzer -Path '{{folder}}' -Recurse | ForEach-Object { "$($_.ScriptName)($($_.Line)): $($_.RuleName): $($_.Message)" }
        """);
}
