namespace PSCredentials.Module.Tests.Conformance;

/// <summary>Whatever form an object comes in, the command does the same with it.</summary>
public sealed class PipelineTests(SampleVault vault) : ConformanceTest
{
    [Theory]
    [MemberData(nameof(Commands))]
    public void Live_selected_csv_and_deserialized_objects_have_the_same_outcome(string name)
    {
        Scenario scenario = Scenarios.Of(name);
        using SampleSession sample = vault.Rent();
        string? expected = null;
        foreach (string source in scenario.Sources)
        {
            sample.Renew();
            string before = sample.State();
            SessionResult run = sample.Session.Do($"{source} | {Line(scenario)}");
            string outcome = Outcome(sample, run);

            Assert.Equal((source, expected ?? outcome), (source, outcome));
            if (scenario.About is { } about)
            {
                Assert.All(run.Output, item => Assert.Equal(sample.Session.One(about.Value).ToString(), item.Text(about.Property)));
            }

            Assert.True(run.Output.Count > 0 || before != sample.State(), $"{source} did nothing.");
            expected = outcome;
        }
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void A_bad_record_stops_none_of_the_others(string name)
    {
        Scenario scenario = Scenarios.Of(name);
        using SampleSession sample = vault.Rent();
        SessionResult alone = sample.Session.Do($"{scenario.Sources[0]} | {Line(scenario)}");
        string expected = Outcome(sample, alone);
        sample.Renew();

        SessionResult run = sample.Session.Run($"@({scenario.Bad}; {scenario.Sources[0]}) | {Line(scenario)}");

        Assert.Single(run.Errors);
        Assert.Equal(expected, Outcome(sample, run));
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void Every_cell_of_a_row_arrives(string name)
    {
        ExportedCommand command = ExportedCommand.Of(name);
        Scenario scenario = Scenarios.Of(name);
        using SampleSession sample = vault.Rent();
        string passThru = command.Parameters.ContainsKey("PassThru") && !scenario.Arguments.Contains("-PassThru", StringComparison.Ordinal) ? " -PassThru" : string.Empty;
        foreach (Dictionary<string, string> row in scenario.Rows)
        {
            sample.Renew();
            string before = sample.State();
            string cells = string.Join("; ", row.Select(cell => $"{cell.Key} = {(cell.Value.StartsWith('$') ? cell.Value : $"'{cell.Value}'")}"));

            SessionResult run = sample.Session.Do($"[pscustomobject]@{{ {cells} }} | {Line(scenario)}{passThru}");

            Assert.True(command.Reads ? run.Output.Count > 0 : before != sample.State());
            foreach ((string property, string value) in row.Where(cell => cell.Key is not ("Password" or "CertificateRequestPath")))
            {
                string text = value.StartsWith('$') ? SampleSession.Text(sample.Session.One(value)) : value;
                Assert.All(run.Output.Where(item => item.Properties[property] is not null), item => Assert.Equal(text, SampleSession.Text(item.Properties[property].Value)));
            }
        }

        Assert.Equal(scenario.ByName.Except(ByValueAlone(name)).Order(StringComparer.Ordinal), scenario.Rows.SelectMany(row => row.Keys).Distinct().Order(StringComparer.Ordinal));
    }

    // The rows of Test- commands hold secrets, which no row of the scenario can; their sources have them.
    private static IEnumerable<string> ByValueAlone(string name) => name.StartsWith("Test-", StringComparison.Ordinal) ? ["Token", "Certificate", "CertificatePath", "Key", "Username", "Password"] : [];

    private static string Line(Scenario scenario) =>
        $"{scenario.Command} {scenario.Arguments}{(ExportedCommand.Of(scenario.Command).Reads ? string.Empty : " -Confirm:$false")}";

    // What was returned, and the newest event of a vault: twins of the record would show another scope.
    private static string Outcome(SampleSession sample, SessionResult run)
    {
        IEnumerable<string> events = sample.Session.Do("if (Get-CredentialAuthority main -ErrorAction Ignore) { Get-CredentialEvent -Newest 1 -Authority main }").Output
            .Select(entry => $"{entry.Text("Action")} {entry.Text("SubjectName")} in {entry.Text("Scope")}: {entry.Text("Outcome")}");
        // A text is what was made, and another one each time.
        IEnumerable<string> output = run.Output.Select(item => $"{item.TypeNames[0]} {(item.BaseObject is string ? string.Empty : item)} {item.Properties["Namespace"]?.Value}{item.Properties["Workspace"]?.Value}");
        return string.Join('\n', output.Concat(events)).Replace(sample.Folder, "folder", StringComparison.Ordinal);
    }
}
