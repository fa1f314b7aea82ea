using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace PSCredentials.HelpBuilder.Pages;

/// <summary>A value of a yaml block, and where it stands.</summary>
/// <param name="Node">The value.</param>
/// <param name="Line">Its line in the page.</param>
internal sealed record YamlEntry(YamlNode Node, int Line)
{
    /// <summary>The value as text; empty for a list.</summary>
    public string Text => Node is YamlScalarNode scalar ? scalar.Value ?? string.Empty : string.Empty;

    /// <summary>The values of a list.</summary>
    public IReadOnlyList<string> List => Node is YamlSequenceNode sequence ? [.. sequence.Children.OfType<YamlScalarNode>().Select(item => item.Value ?? string.Empty)] : [];

    /// <summary>The tables of a list of tables.</summary>
    public IReadOnlyList<IReadOnlyDictionary<string, string>> Tables =>
        Node is YamlSequenceNode sequence
            ? [.. sequence.Children.OfType<YamlMappingNode>().Select(table => table.Children.ToDictionary(pair => pair.Key.ToString(), pair => pair.Value.ToString(), StringComparer.Ordinal))]
            : [];

    /// <summary>Reads a block of names and values.</summary>
    /// <param name="file">The page.</param>
    /// <param name="text">The yaml.</param>
    /// <param name="line">The page's line that the yaml starts at.</param>
    /// <exception cref="PageException">It is not a table.</exception>
    public static IReadOnlyDictionary<string, YamlEntry> Read(string file, string text, int line)
    {
        var stream = new YamlStream();
        try
        {
            stream.Load(new StringReader(text));
        }
        catch (Exception error) when (error is YamlException or InvalidOperationException)
        {
            // A text that ends too soon is no YamlException for this parser.
            int at = error is YamlException { Start.Line: > 0 } where ? (int)where.Start.Line - 1 : 0;
            throw new PageException(new Fault(file, line + at, FaultCodes.Structure, $"The yaml cannot be read: {error.Message}"));
        }

        if (stream.Documents.Count != 1 || stream.Documents[0].RootNode is not YamlMappingNode table)
        {
            throw new PageException(new Fault(file, line, FaultCodes.Structure, "The yaml has to be a table of names and values."));
        }

        return table.Children.ToDictionary(
            pair => pair.Key.ToString(), pair => new YamlEntry(pair.Value, line + (int)pair.Key.Start.Line - 1), StringComparer.Ordinal);
    }
}
