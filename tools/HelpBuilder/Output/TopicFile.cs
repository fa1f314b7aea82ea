using System.Text;
using PSCredentials.HelpBuilder.Pages;

namespace PSCredentials.HelpBuilder.Output;

/// <summary>Writes an about_ topic as text for a terminal of 80 columns.</summary>
internal static class TopicFile
{
    /// <summary>How many characters stand on a line behind the indent.</summary>
    public const int Width = 76;

    private const string Indent = "    ";

    /// <summary>Writes a file.</summary>
    public static void Write(string path, MarkdownFile topic) => File.WriteAllText(path, Render(topic), new UTF8Encoding(false));

    /// <summary>The text. Get-Help takes the line below SHORT DESCRIPTION for its lists, so that the first lines are fixed.</summary>
    public static string Render(MarkdownFile topic)
    {
        var text = new StringBuilder("TOPIC\n").Append(Indent).Append(((Heading)topic.Blocks[0]).Text).Append('\n');
        foreach (Block block in topic.Blocks.Skip(1))
        {
            text.Append('\n');
            switch (block)
            {
                case Heading heading:
                    text.Append(heading.Level == 2 ? string.Empty : "  ").Append(Prose.Plain(heading.Text)).Append('\n');
                    break;
                case Paragraph paragraph:
                    Wrap(text, Prose.Plain(paragraph.Text), Indent, Indent);
                    break;
                case ItemList list:
                    list.Items.ToList().ForEach(item => Wrap(text, $"{item.Mark} {Prose.Plain(item.Text)}", Indent, Indent + new string(' ', item.Mark.Length + 1)));
                    break;
                case Table table:
                    Table(text, table);
                    break;
                case Fence { Language: "powershell" } code:
                    Verbatim(text, PromptedCode.Session([code]));
                    break;
                case Fence fence:
                    Verbatim(text, fence.Text);
                    break;
            }
        }

        return text.Replace("DESCRIPTION\n\n" + Indent, "DESCRIPTION\n" + Indent).ToString();
    }

    private static void Verbatim(StringBuilder text, string lines)
    {
        foreach (string line in lines.Split('\n'))
        {
            text.Append((Indent + "  " + line).TrimEnd()).Append('\n');
        }
    }

    // A table that is wider than the text becomes a list: the first cell, and below it the second, then the others with their heads.
    private static void Table(StringBuilder text, Table table)
    {
        string[] lines = [.. Prose.Align(table)];
        if (lines.All(line => line.Length <= Width))
        {
            lines.ToList().ForEach(line => text.Append(Indent).Append(line).Append('\n'));
            return;
        }

        foreach (string[] row in table.Rows.Skip(1))
        {
            text.Append(Indent).Append(Prose.Plain(row[0])).Append('\n');
            Wrap(text, string.Join("; ", row.Skip(1).Select((cell, i) => i == 0 ? Prose.Plain(cell) : $"{Prose.Plain(table.Rows[0][i + 1])}: {Prose.Plain(cell)}")), Indent + Indent, Indent + Indent);
        }
    }

    private static void Wrap(StringBuilder text, string words, string first, string others)
    {
        var line = new StringBuilder(first);
        foreach (string word in words.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.Length + word.Length > Indent.Length + Width && line.ToString().Trim().Length > 0)
            {
                text.Append(line.ToString().TrimEnd()).Append('\n');
                line.Clear().Append(others);
            }

            line.Append(word).Append(' ');
        }

        text.Append(line.ToString().TrimEnd()).Append('\n');
    }
}
