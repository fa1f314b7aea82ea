namespace PSCredentials.Module.Tests.Processes;

/// <summary>The README's first command, on the built shell.</summary>
public sealed class QuickstartTests
{
    [Fact]
    public async Task Runs_to_the_end_and_prints_the_tables()
    {
        using var folder = new TemporaryFolder();
        ExternalProgram run = (await ExternalProgram.RunAsync(
            "dotnet", [TestEnvironment.Shell, Path.Combine(TestEnvironment.Repository, "examples", "quickstart.ps1")], start =>
            {
                start.WorkingDirectory = folder.Path;
                start.Environment["TMPDIR"] = start.Environment["TEMP"] = start.Environment["TMP"] = folder.Path;
                start.Environment["PSCREDENTIALS_HOME"] = Path.Combine(folder.Path, "home");
            })).Succeeded();

        Assert.Empty(run.Error);
        Assert.All(Enumerable.Range(1, 10), step => Assert.Contains($"\n{step}. ", "\n" + run.Output, StringComparison.Ordinal));
        string[] tables = ["Name", "Current Name", "IsValid Reason", "Time"];
        Assert.All(tables, header => Assert.Contains(run.Output.Split('\n'), line => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).StartsWith(header, StringComparison.Ordinal)));
        Assert.Contains("old: True   new: True", run.Output, StringComparison.Ordinal);
        Assert.Contains("What if: Performing the operation \"Remove\" on target \"tiger/billing (Editor)\".", run.Output, StringComparison.Ordinal);
        Assert.Contains("API keys left: 0", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("PRIVATE KEY", run.Output, StringComparison.Ordinal);

        // It leaves nothing behind.
        Assert.DoesNotContain(Directory.GetFileSystemEntries(folder.Path), entry => Path.GetFileName(entry).StartsWith("pscredentials-", StringComparison.Ordinal));
        Assert.False(Directory.Exists(Path.Combine(folder.Path, "home")));
    }

    [Fact]
    public async Task Keeps_a_vault_that_was_named()
    {
        using var folder = new TemporaryFolder();
        string vault = Path.Combine(folder.Path, "kept");

        _ = (await ExternalProgram.RunAsync("dotnet", TestEnvironment.Shell, Path.Combine(TestEnvironment.Repository, "examples", "quickstart.ps1"), "-Path", vault)).Succeeded();

        using ModuleSession session = ModuleSession.Open();
        session.Set("vault", vault);
        Assert.Equal(["build-agent", "ci-deploy", "metrics-reader"], session.Do("$null = Connect-CredentialAuthority $vault -Name kept; Get-ApiCredential").All("Name").Order(StringComparer.Ordinal));
        Assert.True(File.Exists(Path.Combine(vault, "build-agent.p12")));
    }
}
