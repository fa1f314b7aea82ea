using System.Xml.Linq;

namespace PSCredentials.Module.Tests.Processes;

/// <summary>The Pester suite in a real PowerShell, where there is one.</summary>
public sealed class PesterTests
{
    private const string Run = """
        $ErrorActionPreference = 'Stop'
        $pester = Get-Module -ListAvailable -Name Pester | Where-Object Version -ge '5.5.0' | Sort-Object Version -Descending | Select-Object -First 1
        if (-not $pester) { exit 3 }
        Import-Module $pester.Path
        $configuration = New-PesterConfiguration
        $configuration.Run.Path = $env:PESTER_SUITE
        $configuration.Run.Exit = $true
        $configuration.TestResult.Enabled = $true
        $configuration.TestResult.OutputPath = $env:PESTER_RESULT
        Invoke-Pester -Configuration $configuration
        """;

    [Fact]
    public async Task The_suite_passes_in_PowerShell()
    {
        using var folder = new TemporaryFolder();
        string script = folder.Write("run.ps1", Run);
        string report = Path.Combine(folder.Path, "result.xml");

        ExternalProgram pwsh = await ExternalProgram.RunAsync("pwsh", ["-NoProfile", "-NonInteractive", "-File", script], start =>
        {
            start.Environment["PESTER_SUITE"] = Path.Combine(TestEnvironment.Repository, "tests", "Pester");
            start.Environment["PESTER_RESULT"] = report;
            start.Environment["PSCREDENTIALS_HOME"] = Path.Combine(folder.Path, "home");
            start.Environment["NO_COLOR"] = "1";

            start.Environment["PSModulePath"] = TestEnvironment.ModulePath;
        });

        Assert.SkipWhen(pwsh.ExitCode == 3, "Pester 5.5 or later is not installed.");
        Assert.True(pwsh.ExitCode == 0, pwsh.Everything);
        XElement results = XDocument.Load(report).Root!;
        Assert.True((int)results.Attribute("total")! >= 40, $"only {results.Attribute("total")} tests ran");
        Assert.Equal(0, (int)results.Attribute("failures")!);
    }
}
