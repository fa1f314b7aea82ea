using System.Text.RegularExpressions;

namespace PSCredentials.HelpBuilder.Pages;

/// <summary>Reads the page of a cmdlet: the PlatyPS schema of 2024-05-01, its sections in their order, each of them there.</summary>
internal static partial class CommandPageReader
{
    private static readonly string[] SectionOrder =
        ["SYNOPSIS", "SYNTAX", "ALIASES", "DESCRIPTION", "EXAMPLES", "PARAMETERS", "INPUTS", "OUTPUTS", "NOTES", "RELATED LINKS"];

    /// <summary>Reads a page.</summary>
    /// <exception cref="PageException">It does not follow the schema.</exception>
    public static CommandPage Read(MarkdownFile file)
    {
        Heading title = file.Blocks.FirstOrDefault() is Heading { Level: 1 } heading
            ? heading
            : throw Refuse(file, file.Blocks.FirstOrDefault()?.Line ?? 1, "The page has to start with the cmdlet's name in a heading of the first level.");
        IReadOnlyList<Section> sections = Split(file, [.. file.Blocks.Skip(1)], 2, title.Line);
        RequireOrder(file, title, sections);
        var byName = sections.ToDictionary(section => section.Title, StringComparer.Ordinal);
        return new CommandPage
        {
            File = file.Path,
            FrontMatter = YamlEntry.Read(file.Path, file.FrontMatter.Text, file.FrontMatter.Line),
            Title = title,
            Sections = byName,
            Syntax = Parts(file, byName["SYNTAX"]),
            Examples = Parts(file, byName["EXAMPLES"]),
            Parameters = [.. Parts(file, byName["PARAMETERS"]).Where(part => part.Title != "CommonParameters").Select(part => Parameter(file, part))],
            Inputs = Parts(file, byName["INPUTS"]),
            Outputs = Parts(file, byName["OUTPUTS"]),
            Links = [.. byName["RELATED LINKS"].Blocks.SelectMany(Links)],
        };
    }

    /// <summary>Splits blocks at the headings of a level.</summary>
    private static List<Section> Split(MarkdownFile file, IReadOnlyList<Block> blocks, int level, int line)
    {
        var sections = new List<Section>();
        var current = new List<Block>();
        foreach (Block block in blocks)
        {
            if (block is Heading heading && heading.Level <= level)
            {
                if (heading.Level < level)
                {
                    throw Refuse(file, heading.Line, $"'{heading.Text}' is a heading of level {heading.Level}; level {level} or below is expected here.");
                }

                current = [];
                sections.Add(new Section(heading.Text, heading.Line, current));
            }
            else if (sections.Count == 0)
            {
                throw Refuse(file, block.Line, $"Text stands where a heading of level {level} is expected (below line {line}).");
            }
            else
            {
                current.Add(block);
            }
        }

        return sections;
    }

    private static IReadOnlyList<Section> Parts(MarkdownFile file, Section section) => Split(file, section.Blocks, 3, section.Line);

    private static void RequireOrder(MarkdownFile file, Heading title, IReadOnlyList<Section> sections)
    {
        for (int i = 0; i < SectionOrder.Length; i++)
        {
            if (i >= sections.Count || sections[i].Title != SectionOrder[i])
            {
                int line = i < sections.Count ? sections[i].Line : title.Line;
                throw Refuse(file, line, $"Section {SectionOrder[i]} is missing here; the order is {string.Join(", ", SectionOrder)}.");
            }
        }

        if (sections.Count > SectionOrder.Length)
        {
            Section extra = sections[SectionOrder.Length];
            throw Refuse(file, extra.Line, $"Section '{extra.Title}' is not part of the schema.");
        }
    }

    private static ParameterEntry Parameter(MarkdownFile file, Section part)
    {
        if (!part.Title.StartsWith('-'))
        {
            throw Refuse(file, part.Line, $"'{part.Title}' is not a parameter; a parameter's heading is its name behind a dash.");
        }

        Fence? yaml = part.Blocks.OfType<Fence>().FirstOrDefault(fence => fence.Language == "yaml");
        return new ParameterEntry(
            part.Title[1..],
            part.Line,
            [.. part.Blocks.Where(block => !ReferenceEquals(block, yaml))],
            yaml is null ? null : YamlEntry.Read(file.Path, yaml.Text, yaml.Line + 1));
    }

    private static IEnumerable<(string Text, string Target, int Line)> Links(Block block)
    {
        IEnumerable<string> texts = block switch
        {
            Paragraph paragraph => [paragraph.Text],
            ItemList list => list.Items.Select(item => item.Text),
            _ => [],
        };
        return texts.SelectMany(text => Link().Matches(text)).Select(link => (link.Groups["text"].Value, link.Groups["target"].Value, block.Line));
    }

    private static PageException Refuse(MarkdownFile file, int line, string message) => new(new Fault(file.Path, line, FaultCodes.Structure, message));

    [GeneratedRegex(@"\[(?<text>[^\]]+)\]\((?<target>[^)\s]*)\)")]
    private static partial Regex Link();
}
