namespace PSCredentials.Module.Tests.Completion;

/// <summary>Completion makes no vault and says nothing where it cannot know.</summary>
[Collection(EnvironmentCollection.Name)]
public sealed class QuietCompletionTests
{
    [Fact]
    public void No_vault_is_made_and_nothing_is_said()
    {
        using var folder = new TemporaryFolder();
        using var home = new EnvironmentChange("PSCREDENTIALS_HOME", Path.Combine(folder.Path, "home"));
        using ModuleSession session = ModuleSession.Open();

        Assert.Empty(session.Do("[Management.Automation.CommandCompletion]::CompleteInput('Get-ApiCredential zzz', 21, $null).CompletionMatches; $Error").Output);

        Assert.False(Directory.Exists(Path.Combine(folder.Path, "home")));
    }

    [Fact]
    public void A_broken_vault_is_not_spoken_of()
    {
        using var folder = new TemporaryFolder();
        using var home = new EnvironmentChange("PSCREDENTIALS_HOME", folder.Path);
        File.WriteAllText(Path.Combine(folder.Path, "vault.db"), "no database");
        using ModuleSession session = ModuleSession.Open();

        Assert.Empty(session.Do("[Management.Automation.CommandCompletion]::CompleteInput('Get-ApiCredential zzz', 21, $null).CompletionMatches; $Error").Output);
    }
}
