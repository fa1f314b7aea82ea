using PSCredentials.HelpBuilder.Output;
using PSCredentials.HelpBuilder.Pages;

namespace PSCredentials.HelpBuilder.Checks;

/// <summary>Checks about_ topics: a title, a short description of one paragraph, a long one.</summary>
internal static class TopicChecks
{
    /// <summary>The heading of the text that lists show.</summary>
    public const string Short = "SHORT DESCRIPTION";

    /// <summary>The heading of the text itself.</summary>
    public const string Long = "LONG DESCRIPTION";

    /// <summary>Everything that is wrong.</summary>
    public static IEnumerable<Fault> Check(MarkdownFile topic, string name)
    {
        if (topic.Blocks is not [Heading { Level: 1 } title, Heading { Level: 2, Text: Short }, Paragraph summary, Heading { Level: 2, Text: Long }, _, ..])
        {
            yield return new Fault(
                topic.Path, topic.Blocks.FirstOrDefault()?.Line ?? 1, FaultCodes.Structure, $"A topic is its name, {Short} with one paragraph, {Long}, and more sections.");
        }
        else if (title.Text != name)
        {
            yield return new Fault(topic.Path, title.Line, FaultCodes.Coverage, $"The title has to be '{name}'.");
        }

        else if (Prose.Plain(summary.Text).Length > TopicFile.Width)
        {
            yield return new Fault(topic.Path, summary.Line, FaultCodes.Text, $"Get-Help lists one line of it: at most {TopicFile.Width} characters.");
        }

        foreach (Block block in topic.Blocks.Where(block => Prose.Paragraphs([block]).Any(text => text.Contains("{{", StringComparison.Ordinal))))
        {
            yield return new Fault(topic.Path, block.Line, FaultCodes.Text, "The text is still the skeleton's.");
        }
    }
}
