using PSCredentials.HelpBuilder.Pages;

namespace PSCredentials.Module.Tests.Help;

/// <summary>An example of a page: code, and what it writes. A topic is one example, from its first block to its last.</summary>
/// <param name="File">The page.</param>
/// <param name="Title">The example's heading, or the topic's name.</param>
/// <param name="Blocks">Its blocks of code.</param>
internal sealed record Example(string File, string Title, IReadOnlyList<ExampleBlock> Blocks)
{
    private static readonly string Folder = Path.Combine(TestEnvironment.Repository, "docs", "en-US");

    /// <summary>The page's name.</summary>
    public string Page => Path.GetFileNameWithoutExtension(File);

    /// <summary>Every example of every page.</summary>
    public static IReadOnlyList<Example> ReadAll() => [.. Directory.EnumerateFiles(Folder, "*.md").Order(StringComparer.Ordinal).SelectMany(Read)];

    /// <summary>One example.</summary>
    public static Example Read(string page, string title) => Read(Path.Combine(Folder, page + ".md")).Single(example => example.Title == title);

    private static IEnumerable<Example> Read(string file)
    {
        MarkdownFile page = MarkdownFile.Read(file);
        if (Path.GetFileName(file).StartsWith("about_", StringComparison.Ordinal))
        {
            return [new Example(file, Path.GetFileNameWithoutExtension(file), Pair(page.Blocks))];
        }

        return page.FrontMatter.Text.Contains("document type: cmdlet", StringComparison.Ordinal)
            ? CommandPageReader.Read(page).Examples.Select(example => new Example(file, example.Title, Pair(example.Blocks)))
            : [];
    }

    private static List<ExampleBlock> Pair(IReadOnlyList<Block> blocks)
    {
        var pairs = new List<ExampleBlock>();
        for (int i = 0; i < blocks.Count; i++)
        {
            if (blocks[i] is Fence { Language: "powershell" } code)
            {
                pairs.Add(new ExampleBlock(code, i + 1 < blocks.Count && blocks[i + 1] is Fence { Language: "output" } output ? output : null));
            }
        }

        return pairs;
    }
}

/// <summary>Code, and what it writes.</summary>
/// <param name="Code">The block of code.</param>
/// <param name="Output">The block of output behind it; null where it writes nothing.</param>
internal sealed record ExampleBlock(Fence Code, Fence? Output);
