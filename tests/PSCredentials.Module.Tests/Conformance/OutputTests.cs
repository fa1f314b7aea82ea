namespace PSCredentials.Module.Tests.Conformance;

/// <summary>What comes out of a command is of a type that it declares, and each type that it declares comes out.</summary>
public sealed class OutputTests(SampleVault vault) : ConformanceTest
{
    [Theory]
    [MemberData(nameof(Commands))]
    public void Returns_what_it_declares_and_declares_no_more(string name)
    {
        ExportedCommand command = ExportedCommand.Of(name);
        using SampleSession sample = vault.Rent();
        var returned = new HashSet<Type>();
        foreach (Call call in Scenarios.Of(name).Calls)
        {
            Type[] declared =
            [
                .. command.Outputs.Where(output => call.Set is null || output.ParameterSetName is ["__AllParameterSets"] || output.ParameterSetName.Contains(call.Set))
                    .SelectMany(output => output.Type).Select(type => type.Type),
            ];
            string all = command.Parameters.ContainsKey("PassThru") ? " -PassThru" : string.Empty;
            sample.Renew();
            foreach (PSObject item in sample.Session.Do(call.Script + all + (command.Reads ? string.Empty : " -Confirm:$false")).Output)
            {
                Assert.Contains(item.BaseObject.GetType(), declared);
                returned.Add(item.BaseObject.GetType());
            }
        }

        Assert.Equal(
            command.Outputs.SelectMany(output => output.Type).Select(type => type.Type.FullName).Where(type => type != typeof(void).FullName).Distinct().Order(StringComparer.Ordinal),
            returned.Select(type => type.FullName).Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void Reading_changes_nothing(string name)
    {
        if (!ExportedCommand.Of(name).Reads)
        {
            return;
        }

        using SampleSession sample = vault.Rent();
        string before = sample.State();

        Assert.All(Scenarios.Of(name).Calls, call => Assert.NotEmpty(sample.Session.Do(call.Script).Output));

        Assert.Equal(before, sample.State());
    }
}
