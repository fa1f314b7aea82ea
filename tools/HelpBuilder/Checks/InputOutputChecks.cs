using PSCredentials.HelpBuilder.Commands;
using PSCredentials.HelpBuilder.Pages;

namespace PSCredentials.HelpBuilder.Checks;

/// <summary>Compares what a page says of inputs and outputs with what the cmdlet declares.</summary>
internal static class InputOutputChecks
{
    private const string Nothing = "None";

    /// <summary>Everything in which they disagree.</summary>
    public static IEnumerable<Fault> Compare(CommandPage page, CommandFacts command) => Inputs(page, command).Concat(Outputs(page, command));

    private static IEnumerable<Fault> Inputs(CommandPage page, CommandFacts command)
    {
        int line = page.Sections["INPUTS"].Line;
        string[] byValue = [.. command.Parameters.Where(parameter => parameter.Sets.Any(set => set.ValueFromPipeline)).Select(parameter => parameter.Type).Distinct()];
        bool takesAny = byValue.Length > 0 || command.Parameters.Any(parameter => parameter.Sets.Any(set => set.ValueFromPipelineByPropertyName));
        foreach (string missing in byValue.Where(type => page.Inputs.All(input => input.Title != type)))
        {
            yield return new Fault(page.File, line, FaultCodes.InputOutput, $"Input {missing} is missing: a parameter of that type takes pipeline objects.");
        }

        if (page.Inputs.Count == 0 || (takesAny && page.Inputs.Any(input => input.Title == Nothing)) || (!takesAny && page.Inputs is not [{ Title: Nothing }]))
        {
            yield return new Fault(
                page.File, line, FaultCodes.InputOutput, takesAny ? "Pipeline input is taken; say which types." : $"No pipeline input is taken; the one input has to be '{Nothing}'.");
        }

        foreach (Section input in page.Inputs.Where(input => !PageChecks.IsSaid(input.Blocks)))
        {
            yield return new Fault(page.File, input.Line, FaultCodes.Text, $"Input '{input.Title}' has no text.");
        }
    }

    private static IEnumerable<Fault> Outputs(CommandPage page, CommandFacts command)
    {
        int line = page.Sections["OUTPUTS"].Line;
        IReadOnlyList<string> expected = command.Outputs.Count == 0 ? [Nothing] : command.Outputs;
        foreach (string missing in expected.Where(type => page.Outputs.All(output => output.Title != type)))
        {
            yield return new Fault(page.File, line, FaultCodes.InputOutput, $"Output {missing} is missing: the cmdlet declares it.");
        }

        foreach (Section output in page.Outputs)
        {
            if (!expected.Contains(output.Title))
            {
                yield return new Fault(page.File, output.Line, FaultCodes.InputOutput, $"The cmdlet does not declare output '{output.Title}'; it declares {string.Join(", ", expected)}.");
            }
            else if (!PageChecks.IsSaid(output.Blocks))
            {
                yield return new Fault(page.File, output.Line, FaultCodes.Text, $"Output '{output.Title}' has no text.");
            }
        }
    }
}
