using System.Text.RegularExpressions;
using PSCredentials.HelpBuilder.Commands;
using PSCredentials.HelpBuilder.Pages;

namespace PSCredentials.HelpBuilder.Checks;

/// <summary>Compares the page of a cmdlet with the cmdlet.</summary>
internal static partial class PageChecks
{
    private const int LeastExamples = 3;

    /// <summary>Everything in which they disagree.</summary>
    public static IEnumerable<Fault> Compare(CommandPage page, CommandFacts command, ModuleFolder module) =>
        FrontMatter(page, command, module)
            .Concat(Texts(page))
            .Concat(Syntax(page, command))
            .Concat(ParameterChecks.Compare(page, command))
            .Concat(Examples(page))
            .Concat(InputOutputChecks.Compare(page, command))
            .Concat(Links(page, module));

    /// <summary>Whether blocks say anything: there is text, and none that a skeleton left to be filled in.</summary>
    public static bool IsSaid(IEnumerable<Block> blocks)
    {
        string[] said = [.. Prose.Paragraphs(blocks.Where(block => block is not Fence)).Where(text => text.Trim().Length > 0)];
        return said.Length > 0 && !said.Any(text => text.Contains("{{", StringComparison.Ordinal));
    }

    private static IEnumerable<Fault> FrontMatter(CommandPage page, CommandFacts command, ModuleFolder module)
    {
        (string Name, string Value)[] expected =
        [
            ("document type", "cmdlet"), ("external help file", $"{module.Assembly}-Help.xml"), ("HelpUri", command.HelpUri), ("Locale", "en-US"),
            ("Module Name", module.Name), ("PlatyPS schema version", "2024-05-01"), ("title", command.Name),
        ];
        foreach ((string name, string value) in expected)
        {
            string? said = page.FrontMatter.GetValueOrDefault(name)?.Text;
            if (said != value)
            {
                yield return new Fault(page.File, page.FrontMatter.GetValueOrDefault(name)?.Line ?? 1, FaultCodes.FrontMatter, $"'{name}' has to be '{value}'; it is {Quote(said)}.");
            }
        }

        if (!UsDate().IsMatch(page.FrontMatter.GetValueOrDefault("ms.date")?.Text ?? string.Empty))
        {
            yield return new Fault(page.File, page.FrontMatter.GetValueOrDefault("ms.date")?.Line ?? 1, FaultCodes.FrontMatter, "'ms.date' has to be a date such as 01/31/2027.");
        }
    }

    private static IEnumerable<Fault> Texts(CommandPage page)
    {
        foreach (string name in new[] { "SYNOPSIS", "ALIASES", "DESCRIPTION", "NOTES" })
        {
            Section section = page.Sections[name];
            if (!IsSaid(section.Blocks))
            {
                yield return new Fault(page.File, section.Line, FaultCodes.Text, $"Section {name} has no text.");
            }
        }

        if (page.Sections["SYNOPSIS"].Blocks is not [Paragraph])
        {
            yield return new Fault(page.File, page.Sections["SYNOPSIS"].Line, FaultCodes.Text, "The synopsis has to be one paragraph.");
        }
    }

    private static IEnumerable<Fault> Syntax(CommandPage page, CommandFacts command)
    {
        foreach (ParameterSetFacts set in command.ParameterSets)
        {
            string title = set.IsDefault ? $"{set.Name} (Default)" : set.Name;
            Section? said = page.Syntax.FirstOrDefault(section => section.Title == title);
            if (said is null)
            {
                yield return new Fault(page.File, page.Sections["SYNTAX"].Line, FaultCodes.Syntax, $"Parameter set '{title}' has no syntax.");
            }
            else if (OneLine(string.Concat(said.Blocks.OfType<Fence>().Select(fence => fence.Text))) is var text && text != set.Syntax)
            {
                yield return new Fault(page.File, said.Line, FaultCodes.Syntax, $"The syntax has to be '{set.Syntax}'; it is '{text}'.");
            }
        }

        foreach (Section extra in page.Syntax.Where(section => command.ParameterSets.All(set => section.Title != (set.IsDefault ? $"{set.Name} (Default)" : set.Name))))
        {
            yield return new Fault(page.File, extra.Line, FaultCodes.Syntax, $"{command.Name} has no parameter set '{extra.Title}'.");
        }
    }

    private static IEnumerable<Fault> Examples(CommandPage page)
    {
        if (page.Examples.Count < LeastExamples)
        {
            yield return new Fault(
                page.File, page.Sections["EXAMPLES"].Line, FaultCodes.Example, $"There are {page.Examples.Count} examples; at least {LeastExamples} are needed.");
        }

        for (int i = 0; i < page.Examples.Count; i++)
        {
            Section example = page.Examples[i];
            if (!Regex.IsMatch(example.Title, $"^Example {i + 1}: \\S"))
            {
                yield return new Fault(page.File, example.Line, FaultCodes.Example, $"'{example.Title}' has to be 'Example {i + 1}: ' and what it is about.");
            }

            if (!IsSaid(example.Blocks))
            {
                yield return new Fault(page.File, example.Line, FaultCodes.Example, $"'{example.Title}' has no text.");
            }

            Fence[] fences = [.. example.Blocks.OfType<Fence>()];
            if (!fences.Any(fence => fence.Language == "powershell" && fence.Text.Contains(page.Name, StringComparison.Ordinal)))
            {
                yield return new Fault(page.File, example.Line, FaultCodes.Example, $"'{example.Title}' has no ```powershell block that runs {page.Name}.");
            }

            foreach (Fence fence in fences.Where(fence => fence.Language is not ("powershell" or "output")))
            {
                yield return new Fault(page.File, fence.Line, FaultCodes.Example, $"A block of an example is ```powershell or ```output; this one is ```{fence.Language}.");
            }
        }
    }

    private static IEnumerable<Fault> Links(CommandPage page, ModuleFolder module)
    {
        if (page.Links.Count == 0)
        {
            yield return new Fault(page.File, page.Sections["RELATED LINKS"].Line, FaultCodes.Link, "There are no related links.");
        }

        foreach ((string text, string target, int line) in page.Links)
        {
            bool isFile = !target.StartsWith("http", StringComparison.Ordinal);
            string path = Path.Combine(Path.GetDirectoryName(page.File) ?? string.Empty, target);
            if (isFile && !File.Exists(path) && module.Commands.All(command => command.Name + ".md" != target))
            {
                yield return new Fault(page.File, line, FaultCodes.Link, $"'{text}' leads to {target}, which does not exist.");
            }
        }
    }

    internal static string OneLine(string text) => WhiteSpace().Replace(text, " ").Trim();

    internal static string Quote(string? text) => text is null ? "missing" : $"'{text}'";

    [GeneratedRegex(@"\s+")]
    private static partial Regex WhiteSpace();

    [GeneratedRegex(@"^(0[1-9]|1[0-2])/(0[1-9]|[12]\d|3[01])/20\d\d$")]
    private static partial Regex UsDate();
}
