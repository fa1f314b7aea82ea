using PSCredentials.HelpBuilder.Commands;
using PSCredentials.HelpBuilder.Pages;

namespace PSCredentials.HelpBuilder.Checks;

/// <summary>Compares what a page says of parameters with what the cmdlet declares.</summary>
internal static class ParameterChecks
{
    /// <summary>Everything in which they disagree.</summary>
    public static IEnumerable<Fault> Compare(CommandPage page, CommandFacts command)
    {
        var faults = new List<Fault>();
        Section section = page.Sections["PARAMETERS"];
        foreach (ParameterFacts missing in command.Parameters.Where(parameter => page.Parameters.All(entry => entry.Name != parameter.Name)))
        {
            faults.Add(new Fault(page.File, section.Line, FaultCodes.Parameter, $"Parameter -{missing.Name} is missing."));
        }

        foreach (ParameterEntry entry in page.Parameters)
        {
            if (command.Parameters.FirstOrDefault(parameter => parameter.Name == entry.Name) is not { } parameter)
            {
                string why = entry.Name is "WhatIf" or "Confirm" && !command.SupportsShouldProcess ? " It does not support ShouldProcess." : string.Empty;
                faults.Add(new Fault(page.File, entry.Line, FaultCodes.Parameter, $"{command.Name} has no parameter -{entry.Name}.{why}"));
                continue;
            }

            Compare(page.File, entry, parameter, faults);
        }

        if (!section.Blocks.OfType<Heading>().Any(heading => heading.Text == "CommonParameters"))
        {
            faults.Add(new Fault(page.File, section.Line, FaultCodes.Parameter, "The part CommonParameters is missing."));
        }

        return faults;
    }

    private static void Compare(string file, ParameterEntry entry, ParameterFacts parameter, List<Fault> faults)
    {
        if (!PageChecks.IsSaid(entry.Text))
        {
            faults.Add(new Fault(file, entry.Line, FaultCodes.Text, $"Parameter -{entry.Name} has no text."));
        }

        if (entry.Facts is not { } facts)
        {
            faults.Add(new Fault(file, entry.Line, FaultCodes.Structure, $"Parameter -{entry.Name} has no ```yaml block."));
            return;
        }

        void Expect(string fact, string expected, Func<YamlEntry, string> read, bool ignoreCase = false)
        {
            YamlEntry? said = facts.GetValueOrDefault(fact);
            string? value = said is null ? null : read(said);
            if (!string.Equals(value, expected, ignoreCase ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal))
            {
                faults.Add(new Fault(
                    file, said?.Line ?? entry.Line, FaultCodes.ParameterFact, $"-{entry.Name}: {fact} has to be '{expected}'; it is {PageChecks.Quote(value)}."));
            }
        }

        Expect("Type", parameter.Type, said => said.Text);
        Expect("SupportsWildcards", parameter.SupportsWildcards.ToString(), said => said.Text, ignoreCase: true);
        Expect("DontShow", parameter.DontShow.ToString(), said => said.Text, ignoreCase: true);
        Expect("Aliases", Joined(parameter.Aliases), said => Joined(said.List));
        Expect("AcceptedValues", string.Join(", ", parameter.AcceptedValues), said => string.Join(", ", said.List));
        if (parameter.DefaultValue is { } value)
        {
            Expect("DefaultValue", value, said => said.Text);
        }
        else
        {
            Expect("DefaultValue", facts.GetValueOrDefault("DefaultValue")?.Text ?? string.Empty, said => said.Text);
        }

        CompareSets(file, entry, parameter, facts, faults);
    }

    private static void CompareSets(
        string file, ParameterEntry entry, ParameterFacts parameter, IReadOnlyDictionary<string, YamlEntry> facts, List<Fault> faults)
    {
        YamlEntry? said = facts.GetValueOrDefault("ParameterSets");
        int line = said?.Line ?? entry.Line;
        IReadOnlyList<IReadOnlyDictionary<string, string>> sets = said?.Tables ?? [];
        string names = string.Join(", ", sets.Select(set => set.GetValueOrDefault("Name")).Order(StringComparer.Ordinal));
        string expectedNames = string.Join(", ", parameter.Sets.Select(set => set.Set));
        if (names != expectedNames)
        {
            faults.Add(new Fault(file, line, FaultCodes.ParameterFact, $"-{entry.Name}: its parameter sets have to be '{expectedNames}'; they are '{names}'."));
            return;
        }

        foreach (SetMembership expected in parameter.Sets)
        {
            IReadOnlyDictionary<string, string> set = sets.First(item => item["Name"] == expected.Set);
            (string Fact, string Value)[] rows =
            [
                ("Position", expected.Position), ("IsRequired", expected.IsRequired.ToString()), ("ValueFromPipeline", expected.ValueFromPipeline.ToString()),
                ("ValueFromPipelineByPropertyName", expected.ValueFromPipelineByPropertyName.ToString()),
                ("ValueFromRemainingArguments", expected.ValueFromRemainingArguments.ToString()),
            ];
            foreach ((string fact, string value) in rows)
            {
                string? text = set.GetValueOrDefault(fact);
                if (!string.Equals(text, value, StringComparison.OrdinalIgnoreCase))
                {
                    faults.Add(new Fault(
                        file, line, FaultCodes.ParameterFact, $"-{entry.Name}, set {expected.Set}: {fact} has to be '{value}'; it is {PageChecks.Quote(text)}."));
                }
            }
        }
    }

    private static string Joined(IEnumerable<string> names) => string.Join(", ", names.Order(StringComparer.OrdinalIgnoreCase));
}
