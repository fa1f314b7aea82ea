namespace PSCredentials.Module.Tests.Conformance;

/// <summary>What is refused is refused with an id of the table, with the target that the user named, and ends the command only where no record could be worked on.</summary>
public sealed class ErrorTests(SampleVault vault) : ConformanceTest
{
    [Theory]
    [MemberData(nameof(Commands))]
    public void A_refusal_names_its_target(string name)
    {
        Scenario scenario = Scenarios.Of(name);
        using SampleSession sample = vault.Rent();
        Assert.NotEmpty(scenario.Refusals);
        foreach (Refusal refusal in scenario.Refusals)
        {
            string sure = ExportedCommand.Of(name).Reads ? string.Empty : " -Confirm:$false";
            SessionResult run = sample.Session.Run($"try {{ {refusal.Script}{sure}; 'went on' }} catch {{ $_ }}");

            object last = run.Output[^1].BaseObject;
            Assert.Equal(refusal.Ends, last is ErrorRecord);
            ErrorRecord error = last as ErrorRecord ?? run.Error;
            Check(name, refusal.ErrorId, error);
            Assert.Contains($"- `{refusal.ErrorId}`", File.ReadAllText(Path.Combine(TestEnvironment.Repository, "docs", "en-US", name + ".md")), StringComparison.Ordinal);
            Assert.Equal(sample.Session.One($"\"{refusal.Target}\"").BaseObject, error.TargetObject);
        }
    }

    [Theory]
    [MemberData(nameof(OfAuthority))]
    public void An_authority_that_is_not_connected_stops_one_record(string name)
    {
        using SampleSession sample = vault.Rent();

        SessionResult run = sample.Session.Run($"{FirstCall(name)} -Authority nowhere; 'went on'");

        Check(name, "AuthorityNotConnected", run.Error);
        Assert.NotNull(run.Error.TargetObject);
        Assert.Equal("went on", run.Output[^1].ToString());
    }

    [Theory]
    [MemberData(nameof(OfAuthority))]
    public void A_vault_that_cannot_be_used_ends_the_command(string name)
    {
        using SampleSession sample = vault.Rent();
        string broken = Path.Combine(sample.Folder, "broken");
        Directory.CreateDirectory(broken);
        File.WriteAllText(Path.Combine(broken, "vault.db"), string.Concat(Enumerable.Repeat("not a database at all. ", 50)));
        sample.Session.Set("broken", sample.Session.One($"[pscustomobject]@{{ Name = 'broken'; Provider = 'Embedded'; Location = '{broken}' }}"));

        Check(name, "StoreNotAVault", sample.Session.Catch($"{FirstCall(name)} -Authority $broken"));
    }

    [Theory]
    [MemberData(nameof(OfAuthority))]
    public void A_vault_that_goes_away_ends_the_command(string name)
    {
        using SampleSession sample = vault.Rent();
        Directory.Delete(sample.Vault, recursive: true);

        // An open vault looks five times a second whether it is still there.
        Thread.Sleep(TimeSpan.FromMilliseconds(300));

        Check(name, "StoreIoFailed", sample.Session.Catch(FirstCall(name)));
        _ = sample.Session.Do("Disconnect-CredentialAuthority main");
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void A_wildcard_is_silent_where_it_may_find_nothing_and_refused_where_it_could_hit_too_much(string name)
    {
        Scenario scenario = Scenarios.Of(name);
        if (!scenario.ByValue.Any(parameter => parameter is "Identity" or "Name"))
        {
            return;
        }

        using SampleSession sample = vault.Rent();
        string arguments = scenario.Command.StartsWith("Set-", StringComparison.Ordinal) ? scenario.Arguments : string.Empty;
        SessionResult run = sample.Session.Run($"{name} nobody* {arguments}");
        if (ExportedCommand.Of(name).Verb is "Get" or "Remove" or "Restore")
        {
            Assert.Empty(run.Clean.Output);
            return;
        }

        Check(name, "WildcardNotAllowed", run.Error);
        Assert.Equal("nobody*", run.Error.TargetObject);
    }

    private static string FirstCall(string name) =>
        Scenarios.Of(name).Calls[0].Script + (ExportedCommand.Of(name).Reads ? string.Empty : " -Confirm:$false");

    private static void Check(string name, string id, ErrorRecord error)
    {
        Assert.Equal($"{id},{ExportedCommand.Of(name).Type.FullName}", error.FullyQualifiedErrorId);
        ErrorDefinition definition = ErrorDefinition.Table.Single(row => row.Id == id);
        Assert.Equal(definition.Category, error.CategoryInfo.Category);
        Assert.Equal(definition.RecommendedAction, error.ErrorDetails.RecommendedAction);
    }
}
