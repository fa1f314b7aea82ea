using System.Text.RegularExpressions;

namespace PSCredentials.HelpBuilder.Pages;

/// <summary>A page as blocks. It knows the Markdown that the pages use, and refuses to guess at any other.</summary>
internal sealed partial class MarkdownFile
{
    private readonly string[] _lines;
    private readonly List<Block> _blocks = [];
    private int _at;

    private MarkdownFile(string path, string text)
    {
        Path = path;
        _lines = text.ReplaceLineEndings("\n").Split('\n');
    }

    /// <summary>Where it is.</summary>
    public string Path { get; }

    /// <summary>The text between the opening lines of three dashes, and its first line.</summary>
    public (string Text, int Line) FrontMatter { get; private set; } = (string.Empty, 1);

    /// <summary>The blocks in their order.</summary>
    public IReadOnlyList<Block> Blocks => _blocks;

    /// <summary>Reads a file.</summary>
    public static MarkdownFile Read(string path) => Parse(path, File.ReadAllText(path));

    /// <summary>Reads a text.</summary>
    /// <param name="path">The name that faults give.</param>
    /// <param name="text">The text.</param>
    public static MarkdownFile Parse(string path, string text)
    {
        var file = new MarkdownFile(path, text);
        file.ReadFrontMatter();
        while (file._at < file._lines.Length)
        {
            file.ReadBlock();
        }

        return file;
    }

    private string Current => _lines[_at];

    private void ReadFrontMatter()
    {
        if (Current != "---")
        {
            return;
        }

        int end = Array.IndexOf(_lines, "---", 1);
        if (end < 0)
        {
            throw new PageException(new Fault(Path, 1, FaultCodes.Structure, "The front matter is not closed by a line of three dashes."));
        }

        FrontMatter = (string.Join('\n', _lines[1..end]), 2);
        _at = end + 1;
    }

    private void ReadBlock()
    {
        int line = _at + 1;
        if (string.IsNullOrWhiteSpace(Current))
        {
            _at++;
        }
        else if (FenceStart().Match(Current) is { Success: true } fence)
        {
            ReadFence(fence.Groups["language"].Value, line);
        }
        else if (HeadingLine().Match(Current) is { Success: true } heading)
        {
            _blocks.Add(new Heading(heading.Groups["level"].Length, heading.Groups["text"].Value, line));
            _at++;
        }
        else if (Current.StartsWith('|'))
        {
            ReadTable(line);
        }
        else if (ItemStart().IsMatch(Current))
        {
            ReadList(line);
        }
        else
        {
            var text = new List<string>();
            while (_at < _lines.Length && IsText(Current))
            {
                text.Add(_lines[_at++].Trim());
            }

            _blocks.Add(new Paragraph(string.Join(' ', text), line));
        }
    }

    private void ReadFence(string language, int line)
    {
        int end = Array.IndexOf(_lines, "```", _at + 1);
        if (end < 0)
        {
            throw new PageException(new Fault(Path, line, FaultCodes.Structure, "The code block is not closed."));
        }

        _blocks.Add(new Fence(language, string.Join('\n', _lines[(_at + 1)..end]), line));
        _at = end + 1;
    }

    private void ReadTable(int line)
    {
        var rows = new List<string[]>();
        for (; _at < _lines.Length && Current.StartsWith('|'); _at++)
        {
            string[] cells = [.. Current.Trim().Trim('|').Split('|').Select(cell => cell.Trim())];
            if (rows.Count != 1 || !cells.All(cell => cell.Length > 0 && cell.Trim('-', ':').Length == 0))
            {
                rows.Add(cells);
            }
            else if (cells.Length != rows[0].Length)
            {
                throw new PageException(new Fault(Path, line, FaultCodes.Structure, "The table's second row has another number of cells than its first."));
            }
        }

        _blocks.Add(new Table(rows, line));
    }

    private void ReadList(int line)
    {
        var items = new List<(string Mark, string Text)>();
        while (_at < _lines.Length && !string.IsNullOrWhiteSpace(Current))
        {
            if (ItemStart().Match(Current) is { Success: true } start)
            {
                items.Add((start.Groups["mark"].Value is "-" or "*" ? "-" : start.Groups["mark"].Value, start.Groups["text"].Value.Trim()));
            }
            else if (Current.StartsWith(' '))
            {
                items[^1] = (items[^1].Mark, items[^1].Text + ' ' + Current.Trim());
            }
            else
            {
                break;
            }

            _at++;
        }

        _blocks.Add(new ItemList(items, line));
    }

    private static bool IsText(string line) =>
        !string.IsNullOrWhiteSpace(line) && !line.StartsWith("```", StringComparison.Ordinal) && !HeadingLine().IsMatch(line) && !line.StartsWith('|') && !ItemStart().IsMatch(line);

    [GeneratedRegex(@"^(?<level>#{1,6}) +(?<text>\S.*?) *$")]
    private static partial Regex HeadingLine();

    [GeneratedRegex(@"^```(?<language>[a-zA-Z]*) *$")]
    private static partial Regex FenceStart();

    [GeneratedRegex(@"^(?<mark>[-*]|\d+\.) +(?<text>\S.*)$")]
    private static partial Regex ItemStart();
}
