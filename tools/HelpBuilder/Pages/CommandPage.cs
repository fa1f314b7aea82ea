namespace PSCredentials.HelpBuilder.Pages;

/// <summary>The page of a cmdlet, in the parts of its schema.</summary>
internal sealed class CommandPage
{
    /// <summary>Where the page is.</summary>
    public required string File { get; init; }

    /// <summary>The front matter.</summary>
    public required IReadOnlyDictionary<string, YamlEntry> FrontMatter { get; init; }

    /// <summary>The heading at the top.</summary>
    public required Heading Title { get; init; }

    /// <summary>The sections by their headings.</summary>
    public required IReadOnlyDictionary<string, Section> Sections { get; init; }

    /// <summary>A syntax for each parameter set.</summary>
    public required IReadOnlyList<Section> Syntax { get; init; }

    /// <summary>The examples.</summary>
    public required IReadOnlyList<Section> Examples { get; init; }

    /// <summary>The parameters, without the dash of their headings.</summary>
    public required IReadOnlyList<ParameterEntry> Parameters { get; init; }

    /// <summary>The input types.</summary>
    public required IReadOnlyList<Section> Inputs { get; init; }

    /// <summary>The output types.</summary>
    public required IReadOnlyList<Section> Outputs { get; init; }

    /// <summary>The links: text and target.</summary>
    public required IReadOnlyList<(string Text, string Target, int Line)> Links { get; init; }

    /// <summary>The cmdlet's name.</summary>
    public string Name => Title.Text;
}

/// <summary>What stands below a heading.</summary>
/// <param name="Title">The heading's text.</param>
/// <param name="Line">The heading's line.</param>
/// <param name="Blocks">What stands between it and the next heading of the same level or above.</param>
internal sealed record Section(string Title, int Line, IReadOnlyList<Block> Blocks);

/// <summary>A parameter: its text, and the facts of its yaml block.</summary>
/// <param name="Name">The name.</param>
/// <param name="Line">The heading's line.</param>
/// <param name="Text">What the page says of it.</param>
/// <param name="Facts">The yaml block, or null where there is none.</param>
internal sealed record ParameterEntry(string Name, int Line, IReadOnlyList<Block> Text, IReadOnlyDictionary<string, YamlEntry>? Facts);
