namespace PSCredentials.Module.Tests.Conformance;

/// <summary>With -WhatIf, its preference, or No as the answer, no command changes a byte; with Yes it does.</summary>
public sealed class ShouldProcessTests(SampleVault vault) : ConformanceTest
{
    [Theory]
    [MemberData(nameof(Changes))]
    public void WhatIf_names_the_target_and_leaves_every_byte_as_it_was(string name) =>
        EachCall(name, (sample, call) =>
        {
            foreach (string script in new[] { $"{call.Script} -WhatIf", $"$WhatIfPreference = $true; {call.Script}; $WhatIfPreference = $false" })
            {
                (string[] said, string[] asked) = RunUnchanged(sample, script);

                Assert.Contains($"on target \"{Target(sample, call)}\".", Assert.Single(said), StringComparison.Ordinal);
                Assert.Empty(asked);
            }
        });

    [Theory]
    [MemberData(nameof(Changes))]
    public void No_leaves_every_byte_as_it_was(string name) =>
        EachCall(name, (sample, call) =>
        {
            sample.Host.Answer = "No";

            (string[] said, string[] asked) = RunUnchanged(sample, $"{call.Script} -Confirm");

            Assert.Contains($"on target \"{Target(sample, call)}\".", Assert.Single(asked), StringComparison.Ordinal);
            Assert.Empty(said);
        });

    [Theory]
    [MemberData(nameof(Changes))]
    public void Yes_changes_what_the_scenario_says(string name) =>
        EachCall(name, (sample, call) =>
        {
            sample.Close();
            string[] bytes = FolderSnapshot.Take(sample.Vault);
            sample.Connect();
            string before = sample.State();
            sample.Host.Answer = "Yes";
            sample.Host.Clear();

            // Without -Confirm, only what cannot be undone asks.
            _ = sample.Session.Do(call.Script);

            Assert.Equal(ExportedCommand.Of(name).IsForGood ? 1 : 0, sample.Host.Questions.Count);
            Assert.NotEqual(before, sample.State());
            sample.Close();
            bool keepsVault = Scenarios.Of(name).Effect != Effect.Vault;
            Assert.Equal(keepsVault, bytes.SequenceEqual(FolderSnapshot.Take(sample.Vault)));
        });

    private static string Target(SampleSession sample, Call call) => sample.Session.One($"\"{call.Target ?? throw new InvalidOperationException(call.Script)}\"").ToString();

    private static (string[] Said, string[] Asked) RunUnchanged(SampleSession sample, string script)
    {
        string state = sample.State();
        sample.Close();
        string[] bytes = FolderSnapshot.Take(sample.Folder);
        sample.Connect();

        Assert.Empty(sample.Session.Do(script).Output);
        (string[] said, string[] asked) = (sample.Host.WhatIf, [.. sample.Host.Questions]);

        Assert.Equal(state, sample.State());
        sample.Close();
        Assert.Equal(bytes, FolderSnapshot.Take(sample.Folder));
        sample.Connect();
        return (said, asked);
    }

    private void EachCall(string name, Action<SampleSession, Call> check)
    {
        using SampleSession sample = vault.Rent();
        foreach (Call call in Scenarios.Of(name).Calls)
        {
            sample.Renew();
            check(sample, call);
        }
    }
}
