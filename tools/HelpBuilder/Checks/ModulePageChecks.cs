using PSCredentials.HelpBuilder.Commands;
using PSCredentials.HelpBuilder.Pages;

namespace PSCredentials.HelpBuilder.Checks;

/// <summary>Compares the module's page with the module: it has to name every cmdlet, with the synopsis that the cmdlet's own page gives.</summary>
internal static class ModulePageChecks
{
    /// <summary>Everything in which they disagree.</summary>
    public static IEnumerable<Fault> Compare(MarkdownFile page, ModuleFolder module, IReadOnlyDictionary<string, CommandPage> pages)
    {
        IReadOnlyDictionary<string, YamlEntry> front = YamlEntry.Read(page.Path, page.FrontMatter.Text, page.FrontMatter.Line);
        foreach ((string name, string value) in new[]
                 {
                     ("document type", "module"), ("Module Name", module.Name), ("Module Guid", module.Guid), ("Locale", "en-US"), ("PlatyPS schema version", "2024-05-01"),
                 })
        {
            if (front.GetValueOrDefault(name)?.Text is var said && said != value)
            {
                yield return new Fault(page.Path, front.GetValueOrDefault(name)?.Line ?? 1, FaultCodes.FrontMatter, $"'{name}' has to be '{value}'; it is {PageChecks.Quote(said)}.");
            }
        }

        var named = new HashSet<string>(StringComparer.Ordinal);
        for (int i = 0; i < page.Blocks.Count; i++)
        {
            if (page.Blocks[i] is not Heading { Level: 3 } heading)
            {
                continue;
            }

            string name = Prose.Plain(heading.Text);
            named.Add(name);
            if (heading.Text != $"[{name}]({name}.md)" || module.Commands.All(command => command.Name != name))
            {
                yield return new Fault(page.Path, heading.Line, FaultCodes.Coverage, $"'{heading.Text}' is not a link to the page of a cmdlet of the module.");
            }
            else if (pages.GetValueOrDefault(name)?.Sections["SYNOPSIS"].Blocks is [Paragraph synopsis]
                     && (i + 1 >= page.Blocks.Count || page.Blocks[i + 1] is not Paragraph text || text.Text != synopsis.Text))
            {
                yield return new Fault(page.Path, heading.Line, FaultCodes.Text, $"The text has to be the synopsis of {name}: {synopsis.Text}");
            }
        }

        foreach (CommandFacts missing in module.Commands.Where(command => !named.Contains(command.Name)))
        {
            yield return new Fault(page.Path, 1, FaultCodes.Coverage, $"{missing.Name} is missing.");
        }
    }
}
