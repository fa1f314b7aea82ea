using System.Text.RegularExpressions;

namespace PSCredentials.HelpBuilder.Pages;

/// <summary>Text without the marks of Markdown, as a terminal shows it.</summary>
internal static partial class Prose
{
    /// <summary>Takes the inline marks out of a text.</summary>
    public static string Plain(string text)
    {
        string plain = Link().Replace(text, link => Target(link.Groups["text"].Value, link.Groups["target"].Value));
        plain = Strong().Replace(plain, "${text}");
        return CodeOrEscape().Replace(plain, "${text}");
    }

    /// <summary>The paragraphs of blocks, each a text of one line or more.</summary>
    public static IEnumerable<string> Paragraphs(IEnumerable<Block> blocks)
    {
        foreach (Block block in blocks)
        {
            switch (block)
            {
                case Paragraph paragraph:
                    yield return Plain(paragraph.Text);
                    break;
                case ItemList list:
                    foreach ((string mark, string text) in list.Items)
                    {
                        yield return $"{mark} {Plain(text)}";
                    }

                    break;
                case Table table:
                    yield return string.Join('\n', Align(table));
                    break;
                case Fence fence:
                    yield return fence.Text;
                    break;
                case Heading heading:
                    yield return Plain(heading.Text).ToUpperInvariant();
                    break;
            }
        }
    }

    /// <summary>A table in columns of equal width.</summary>
    public static IEnumerable<string> Align(Table table)
    {
        string[][] rows = [.. table.Rows.Select(row => row.Select(Plain).ToArray())];
        int[] widths = [.. Enumerable.Range(0, rows[0].Length).Select(column => rows.Max(row => column < row.Length ? row[column].Length : 0))];
        string Line(IEnumerable<string> cells) => string.Join("  ", cells.Select((cell, i) => cell.PadRight(widths[i]))).TrimEnd();
        yield return Line(rows[0]);
        yield return Line(widths.Select(width => new string('-', width)));
        foreach (string[] row in rows.Skip(1))
        {
            yield return Line(row);
        }
    }

    // A link within the documentation is known by its text; one to the web needs its address.
    private static string Target(string text, string target) =>
        target.StartsWith("http", StringComparison.Ordinal) ? $"{text} ({target})" : text;

    [GeneratedRegex(@"\[(?<text>[^\]]+)\]\((?<target>[^)\s]*)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"\*\*(?<text>[^*]+)\*\*")]
    private static partial Regex Strong();

    // A backslash outside of code makes the mark behind it a letter; inside of code it is one itself.
    [GeneratedRegex(@"`(?<text>[^`]+)`|\\(?<text>[\\`*_{}\[\]<>()#+\-.!|])")]
    private static partial Regex CodeOrEscape();
}
