using System.Security;

namespace PSCredentials.Module.Tests.Completion;

/// <summary>Completion makes no vault, changes none, and says nothing where it cannot know.</summary>
[Collection(EnvironmentCollection.Name)]
public sealed class QuietCompletionTests
{
    // A word that begins no file's name, since the engine looks there where nothing else is found.
    private static readonly string[] Lines =
    [
        "Get-ApiCredential zzz", "Get-ApiCredential -Id 0zz", "Get-ApiCredential -Namespace zzz", "Get-ApiCredential -Owner zzz", "Get-ApiCredential -Label zzz",
        "Get-ApiCredential -Label zzz=", "Get-ApiKey zzz", "Get-ApiKey -Workspace zzz", "Get-ApiKey -UserName zzz", "Get-ApiKey -Label zzz", "Remove-ApiKey zzz",
        "New-ApiCredential -NamespaceRole zzz", "New-ApiCredential -UserGroup zzz", "New-ApiCredential -ClusterName zzz", "Get-CredentialEvent -Actor zzz",
        "Get-CredentialEvent zzz", "Get-CredentialCluster zzz", "Get-CredentialAuthority zzz", "Connect-CredentialAuthority -Name zzz", "Get-ApiCredential -Authority zzz",
    ];

    [Fact]
    public void No_vault_is_made_and_nothing_is_said()
    {
        using var folder = new TemporaryFolder();
        using var home = new EnvironmentChange("PSCREDENTIALS_HOME", Path.Combine(folder.Path, "home"));
        using ModuleSession session = ModuleSession.Open();

        AssertQuiet(session);

        Assert.False(Directory.Exists(Path.Combine(folder.Path, "home")));
    }

    [Fact]
    public void A_broken_vault_is_not_spoken_of()
    {
        using var folder = new TemporaryFolder();
        using var home = new EnvironmentChange("PSCREDENTIALS_HOME", folder.Path);
        File.WriteAllText(Path.Combine(folder.Path, "vault.db"), "no database");
        using ModuleSession session = ModuleSession.Open();

        AssertQuiet(session);

        Assert.Equal("no database", File.ReadAllText(Path.Combine(folder.Path, "vault.db")));
    }

    [Fact]
    public void A_vault_that_would_ask_for_its_passphrase_is_not_spoken_of()
    {
        using var folder = new TemporaryFolder();
        using var home = new EnvironmentChange("PSCREDENTIALS_HOME", Path.Combine(folder.Path, "home"));
        using (ModuleSession maker = ModuleSession.Open())
        {
            using var passphrase = new SecureString();
            "a long passphrase 1".ToList().ForEach(passphrase.AppendChar);
            maker.Set("passphrase", passphrase);
            _ = maker.Do("$null = Initialize-CredentialAuthority -Passphrase $passphrase; $null = New-ApiCredential zzz-sealed -Type ApiToken");
            Assert.Single(maker.Complete("Get-ApiCredential zzz"));
        }

        using ModuleSession session = ModuleSession.Open();
        AssertQuiet(session);
    }

    [Fact]
    public void A_vault_that_is_only_asked_stays_as_it_is()
    {
        using var folder = new TemporaryFolder();
        using var home = new EnvironmentChange("PSCREDENTIALS_HOME", Path.Combine(folder.Path, "home"));
        using (ModuleSession maker = ModuleSession.Open())
        {
            _ = maker.Do("""
                $null = New-ApiCredential deploy-east -Type ServiceApiToken -UserGroup viewers -NamespaceRole a:b -Label @{ team = 'x' }
                $null = New-ApiKey dashboard Editor -Workspace tiger -UserName ada -Label @{ team = 'x' }
                """);
        }

        string[] before = FolderSnapshot.Take(Path.Combine(folder.Path, "home"));
        using (ModuleSession session = ModuleSession.Open())
        {
            foreach (string line in Lines)
            {
                _ = session.Complete(line.Replace("zzz", string.Empty, StringComparison.Ordinal));
            }

            Assert.Equal("deploy-east", Assert.Single(session.Complete("Get-ApiCredential dep")).CompletionText);
            Assert.Equal("dashboard", Assert.Single(session.Complete("Get-ApiKey -Authority local das")).CompletionText);
            Assert.Equal("local", Assert.Single(session.Complete("Get-ApiKey -Authority l")).CompletionText);
        }

        Assert.Equal(before, FolderSnapshot.Take(Path.Combine(folder.Path, "home")));
    }

    private static void AssertQuiet(ModuleSession session)
    {
        foreach (string line in Lines)
        {
            Assert.Empty(session.Complete(line));
        }

        Assert.Empty(session.Do("$Error").Output);
    }
}
