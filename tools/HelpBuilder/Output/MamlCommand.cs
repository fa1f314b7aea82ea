using System.Xml.Linq;
using PSCredentials.HelpBuilder.Commands;
using PSCredentials.HelpBuilder.Pages;

namespace PSCredentials.HelpBuilder.Output;

/// <summary>The MAML of one cmdlet.</summary>
internal static class MamlCommand
{
    private static readonly XNamespace Maml = "http://schemas.microsoft.com/maml/2004/10";
    private static readonly XNamespace Command = "http://schemas.microsoft.com/maml/dev/command/2004/10";
    private static readonly XNamespace Dev = "http://schemas.microsoft.com/maml/dev/2004/10";

    /// <summary>Makes the element.</summary>
    public static XElement Create(CommandHelp help)
    {
        CommandFacts facts = help.Command;
        CommandPage page = help.Page;
        string[] name = facts.Name.Split('-');
        var texts = page.Parameters.ToDictionary(parameter => parameter.Name, StringComparer.Ordinal);
        return new XElement(
            Command + "command",
            new XAttribute(XNamespace.Xmlns + "maml", Maml),
            new XAttribute(XNamespace.Xmlns + "command", Command),
            new XAttribute(XNamespace.Xmlns + "dev", Dev),
            new XElement(
                Command + "details",
                new XElement(Command + "name", facts.Name),
                new XElement(Command + "verb", name[0]),
                new XElement(Command + "noun", name[1]),
                new XElement(Maml + "description", Paragraphs(page.Sections["SYNOPSIS"].Blocks))),
            new XElement(Maml + "description", Paragraphs(page.Sections["DESCRIPTION"].Blocks)),
            new XElement(Command + "syntax", facts.ParameterSets.Select(set => SyntaxItem(facts, set, texts))),
            new XElement(Command + "parameters", facts.Parameters.Select(parameter => Parameter(parameter, texts[parameter.Name], parameter.Sets[0]))),
            new XElement(Command + "inputTypes", page.Inputs.Select(input => Typed(Command + "inputType", input))),
            new XElement(Command + "returnValues", page.Outputs.Select(output => Typed(Command + "returnValue", output))),
            new XElement(Maml + "alertSet", new XElement(Maml + "alert", Paragraphs(page.Sections["NOTES"].Blocks))),
            new XElement(Command + "examples", page.Examples.Select(Example)),
            new XElement(Command + "relatedLinks", page.Links.Select(Link)));
    }

    private static XElement SyntaxItem(CommandFacts facts, ParameterSetFacts set, Dictionary<string, ParameterEntry> texts) => new(
        Command + "syntaxItem",
        new XElement(Maml + "name", facts.Name),
        set.Parameters.Select(name =>
        {
            ParameterFacts parameter = facts.Parameters.First(item => item.Name == name);
            SetMembership membership = parameter.Sets.FirstOrDefault(item => item.Set == set.Name) ?? parameter.Sets[0];
            return Parameter(parameter, texts[name], membership);
        }));

    private static XElement Parameter(ParameterFacts parameter, ParameterEntry entry, SetMembership set)
    {
        var element = new XElement(
            Command + "parameter",
            new XAttribute("required", Word(set.IsRequired)),
            new XAttribute("variableLength", Word(parameter.Type.EndsWith("[]", StringComparison.Ordinal))),
            new XAttribute("globbing", Word(parameter.SupportsWildcards)),
            new XAttribute("pipelineInput", PipelineInput(set)),
            new XAttribute("position", set.Position == "Named" ? "named" : set.Position),
            new XAttribute("aliases", parameter.Aliases.Count == 0 ? "none" : string.Join(", ", parameter.Aliases)),
            new XElement(Maml + "name", parameter.Name),
            new XElement(Maml + "description", Paragraphs(entry.Text)));
        if (!parameter.IsSwitch)
        {
            element.Add(new XElement(
                Command + "parameterValue", new XAttribute("required", "true"), new XAttribute("variableLength", "false"), parameter.ShownType));
        }

        string value = entry.Facts!["DefaultValue"].Text;
        element.Add(
            new XElement(Dev + "type", new XElement(Maml + "name", parameter.ShownType), new XElement(Maml + "uri")),
            new XElement(Dev + "defaultValue", value.Length == 0 ? "None" : value));
        return element;
    }

    private static string PipelineInput(SetMembership set) => (set.ValueFromPipeline, set.ValueFromPipelineByPropertyName) switch
    {
        (true, true) => "True (ByValue, ByPropertyName)",
        (true, false) => "True (ByValue)",
        (false, true) => "True (ByPropertyName)",
        _ => "False",
    };

    private static XElement Typed(XName name, Section section) => new(
        name,
        new XElement(Dev + "type", new XElement(Maml + "name", section.Title), new XElement(Maml + "uri")),
        new XElement(Maml + "description", Paragraphs(section.Blocks)));

    // Get-Help shows the code first and the remarks below it, whatever the order of the elements.
    private static XElement Example(Section example) => new(
        Command + "example",
        new XElement(Maml + "title", $"--- {Prose.Plain(example.Title)} ---"),
        new XElement(Dev + "code", PromptedCode.Session(example.Blocks.OfType<Fence>())),
        new XElement(Dev + "remarks", Paragraphs(example.Blocks.Where(block => block is not Fence)), new XElement(Maml + "para")));

    private static XElement Link((string Text, string Target, int Line) link) => new(
        Maml + "navigationLink",
        new XElement(Maml + "linkText", Prose.Plain(link.Text)),
        new XElement(Maml + "uri", link.Target.StartsWith("http", StringComparison.Ordinal) ? link.Target : string.Empty));

    private static IEnumerable<XElement> Paragraphs(IEnumerable<Block> blocks) => Prose.Paragraphs(blocks).Select(text => new XElement(Maml + "para", text));

    private static string Word(bool value) => value ? "true" : "false";
}
