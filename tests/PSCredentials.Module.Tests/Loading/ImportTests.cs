using System.Collections;

namespace PSCredentials.Module.Tests.Loading;

/// <summary>The module imports by its manifest, again and again, and exports what the manifest lists.</summary>
public sealed class ImportTests
{
    private const string IssueOne = "Connect-CredentialAuthority -Path $vault -Name main > $null; (New-ApiCredential imported -Type ApiToken).Name";

    [Fact]
    public void Exports_exactly_what_the_manifest_lists()
    {
        using ModuleSession session = ModuleSession.Open();

        PSObject module = session.One("Get-Module PSCredentials");
        string[] listed = [.. ((object[])session.One("Test-ModuleManifest $manifest").Get<IDictionary>("ExportedCommands").Keys.Cast<object>().ToArray()).Cast<string>().Order()];
        string[] exported = [.. module.Get<IDictionary>("ExportedCommands").Keys.Cast<string>().Order()];
        string[] implemented = [.. session.Do("(Get-Module PSCredentials).ImplementingAssembly.GetExportedTypes() | ForEach-Object { $_.GetCustomAttributes([Management.Automation.CmdletAttribute], $false) } | ForEach-Object { $_.VerbName + '-' + $_.NounName }").Output.Select(name => name.ToString()).Order()];

        Assert.NotEmpty(listed);
        Assert.Equal(listed, exported);
        Assert.Equal(listed, implemented);
        Assert.Empty(module.Get<IDictionary>("ExportedAliases"));
        Assert.Empty(module.Get<IDictionary>("ExportedVariables"));
    }

    [Fact]
    public void Every_exported_command_has_an_approved_verb()
    {
        using ModuleSession session = ModuleSession.Open();

        SessionResult import = session.Do("Import-Module -Name $manifest -Force 3>&1");

        Assert.Empty(import.Output);
        Assert.Empty(import.Streams);
    }

    [Fact]
    public void Force_twice_and_removal_leave_a_module_that_works()
    {
        using var folder = new TemporaryFolder();
        using ModuleSession session = ModuleSession.Open();
        session.Set("vault", Path.Combine(folder.Path, "vault"));

        Assert.Equal("imported", session.One(IssueOne).ToString());
        _ = session.Do("Import-Module $manifest -Force; Import-Module $manifest -Force");
        Assert.Equal("imported", session.One("Connect-CredentialAuthority -Path $vault -Name main > $null; (Get-ApiCredential).Name").ToString());

        // Other tests put the module on the process's module path, where the engine would find it again by itself.
        _ = session.Do("$PSModuleAutoLoadingPreference = 'None'; Remove-Module PSCredentials");
        Assert.Equal("CommandNotFoundException", session.Run("Get-ApiCredential").Error.FullyQualifiedErrorId);
        _ = session.Do("Import-Module $manifest");
        Assert.Equal("imported", session.One("Connect-CredentialAuthority -Path $vault -Name main > $null; (Get-ApiCredential).Name").ToString());
    }

    [Fact]
    public void Removal_closes_the_vaults_of_the_session()
    {
        using var folder = new TemporaryFolder();
        using ModuleSession session = ModuleSession.Open();
        string vault = Path.Combine(folder.Path, "vault");
        session.Set("vault", vault);
        _ = session.Do(IssueOne);
        Assert.True(File.Exists(Path.Combine(vault, "vault.db-wal")));

        _ = session.Do("Remove-Module PSCredentials");

        // SQLite takes the log away with the last connection.
        Assert.False(File.Exists(Path.Combine(vault, "vault.db-wal")));
    }

    [Fact]
    public void The_end_of_the_session_closes_its_vaults()
    {
        using var folder = new TemporaryFolder();
        string vault = Path.Combine(folder.Path, "vault");
        using (ModuleSession session = ModuleSession.Open())
        {
            session.Set("vault", vault);
            _ = session.Do(IssueOne);
        }

        Assert.False(File.Exists(Path.Combine(vault, "vault.db-wal")));
    }

    [Fact]
    public async Task Is_found_by_name_on_the_module_path()
    {
        using var folder = new TemporaryFolder();

        ShellText run = await ShellText.OfProcessAsync($$"""
            Remove-Module PSCredentials
            $env:PSModulePath = '{{Path.GetDirectoryName(Path.GetDirectoryName(TestEnvironment.Manifest))}}'
            "before: $(@(Get-Module PSCredentials).Count)"
            $made = Initialize-CredentialAuthority -Path '{{Path.Combine(folder.Path, "vault")}}' -Name auto
            "after: $((Get-Module PSCredentials).Version) $($made.Name)"
            """);

        Assert.Equal(["before: 0", "after: 0.1.0 auto"], run.Succeeded().Lines);
    }
}
