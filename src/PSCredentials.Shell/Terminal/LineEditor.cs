namespace PSCredentials.Shell.Terminal;

/// <summary>Reads a line key by key, so that Ctrl+C drops it and earlier lines can be called back.</summary>
internal sealed class LineEditor(ITerminal terminal)
{
    private readonly List<string> _history = [];

    /// <summary>Keeps a line for the arrow keys.</summary>
    public void Remember(string line)
    {
        // Lines of one command become one line: the editor shows only one.
        string single = line.ReplaceLineEndings(" ");
        if (_history.Count == 0 || _history[^1] != single)
        {
            _history.Add(single);
        }
    }

    /// <summary>Reads one line; <see langword="null"/> for Ctrl+D on an empty one.</summary>
    /// <exception cref="OperationCanceledException">Ctrl+C was pressed.</exception>
    public string? Read(bool masked)
    {
        using (terminal.TakeControlC())
        {
            return Read(new EditedLine(terminal, isShown: !masked), masked ? [] : _history);
        }
    }

    private string? Read(EditedLine line, List<string> history)
    {
        int at = history.Count;
        while (true)
        {
            ConsoleKeyInfo key = terminal.ReadKey();
            switch (key.Key)
            {
                case ConsoleKey.C when key.Modifiers == ConsoleModifiers.Control:
                    throw new OperationCanceledException();
                case ConsoleKey.D when key.Modifiers == ConsoleModifiers.Control:
                    if (line.IsEmpty)
                    {
                        return null;
                    }

                    line.Delete();
                    break;
                case ConsoleKey.Enter:
                    line.MoveTo(int.MaxValue);
                    terminal.Write(Environment.NewLine);
                    return line.Text;
                case ConsoleKey.UpArrow when at > 0:
                    line.Replace(history[--at]);
                    break;
                case ConsoleKey.DownArrow when at < history.Count:
                    line.Replace(++at < history.Count ? history[at] : string.Empty);
                    break;
                default:
                    Edit(line, key);
                    break;
            }
        }
    }

    private static void Edit(EditedLine line, ConsoleKeyInfo key)
    {
        switch (key.Key)
        {
            case ConsoleKey.LeftArrow:
                line.MoveTo(line.Cursor - 1);
                break;
            case ConsoleKey.RightArrow:
                line.MoveTo(line.Cursor + 1);
                break;
            case ConsoleKey.Home or ConsoleKey.A when key.Key == ConsoleKey.Home || key.Modifiers == ConsoleModifiers.Control:
                line.MoveTo(0);
                break;
            case ConsoleKey.End or ConsoleKey.E when key.Key == ConsoleKey.End || key.Modifiers == ConsoleModifiers.Control:
                line.MoveTo(int.MaxValue);
                break;
            case ConsoleKey.Backspace when line.Cursor > 0:
                line.MoveTo(line.Cursor - 1);
                line.Delete();
                break;
            case ConsoleKey.Delete:
                line.Delete();
                break;
            default:
                if (!char.IsControl(key.KeyChar))
                {
                    line.Insert(key.KeyChar);
                }

                break;
        }
    }
}
