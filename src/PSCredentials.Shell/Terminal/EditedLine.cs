using System.Text;

namespace PSCredentials.Shell.Terminal;

/// <summary>A line being edited, kept the same in memory and on the terminal.</summary>
/// <param name="terminal">Where the line is drawn.</param>
/// <param name="isShown">Whether it is drawn at all; a secret is not.</param>
internal sealed class EditedLine(ITerminal terminal, bool isShown)
{
    private readonly StringBuilder _text = new();
    private readonly int _origin = isShown ? terminal.CursorLeft : 0;
    private readonly int _width = terminal.Width;

    public int Cursor { get; private set; }

    public bool IsEmpty => _text.Length == 0;

    public string Text => _text.ToString();

    public void Insert(char character)
    {
        _text.Insert(Cursor, character);
        Redraw(Cursor, Cursor + 1);
    }

    public void Delete()
    {
        if (Cursor < _text.Length)
        {
            _text.Remove(Cursor, 1);
            Redraw(Cursor, Cursor);
        }
    }

    public void Replace(string text)
    {
        MoveTo(0);
        _text.Clear().Append(text);
        Redraw(0, text.Length);
    }

    public void MoveTo(int position)
    {
        int target = Math.Clamp(position, 0, _text.Length);
        if (isShown)
        {
            terminal.Write(Travel(Cursor, target));
        }

        Cursor = target;
    }

    // Writes all from the cursor on, clears what an earlier, longer line left, and puts the cursor where it belongs.
    private void Redraw(int from, int target)
    {
        if (isShown)
        {
            string tail = _text.ToString(from, _text.Length - from);
            bool endsRow = tail.Length > 0 && (_origin + _text.Length) % _width == 0;
            // A terminal holds the cursor back at the end of a full row; a blank sends it on.
            string nextRow = endsRow ? " \r" : string.Empty;
            terminal.Write(tail + nextRow + "\u001b[J" + Travel(_text.Length, target));
        }

        Cursor = target;
    }

    private string Travel(int from, int to)
    {
        int rows = ((_origin + to) / _width) - ((_origin + from) / _width);
        string vertical = rows switch
        {
            > 0 => $"\u001b[{rows}B",
            < 0 => $"\u001b[{-rows}A",
            _ => string.Empty,
        };
        return $"{vertical}\u001b[{((_origin + to) % _width) + 1}G";
    }
}
