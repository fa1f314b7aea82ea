using System.Globalization;
using System.Text.RegularExpressions;
using PSCredentials.Shell.Terminal;

namespace PSCredentials.Shell.Tests.Support;

/// <summary>A terminal of endless height behind a prompt of three columns, with the keys a test presses.</summary>
internal sealed partial class FakeTerminal : ITerminal
{
    private const int PromptWidth = 3;
    private readonly Queue<ConsoleKeyInfo> _keys;
    private readonly Dictionary<(int Row, int Column), char> _cells = [];
    private int _row;
    private int _column = PromptWidth;
    private bool _wrapsNext;

    public FakeTerminal(int width, string keys)
    {
        Width = width;
        _keys = new Queue<ConsoleKeyInfo>(Keys().Matches(keys + "<Enter>").Select(match => KeyOf(match.Value)));
    }

    public int Width { get; }

    public int CursorLeft => _column;

    public bool ControlCIsKey { get; private set; }

    /// <summary>All that stands behind the prompt, row by row.</summary>
    public string Shown => string.Concat(_cells.OrderBy(cell => cell.Key).Select(cell => cell.Value)).TrimEnd();

    public ConsoleKeyInfo ReadKey() => _keys.Dequeue();

    public IDisposable TakeControlC()
    {
        ControlCIsKey = true;
        return new Scope(this);
    }

    public void Write(string text)
    {
        foreach (Match part in Parts().Matches(text))
        {
            if (part.Groups["letter"].Success)
            {
                int number = part.Groups["number"].Length == 0 ? 1 : int.Parse(part.Groups["number"].Value, CultureInfo.InvariantCulture);
                Control(part.Groups["letter"].Value[0], number);
            }
            else
            {
                Put(part.Value[0]);
            }
        }
    }

    private void Control(char letter, int number)
    {
        _wrapsNext = false;
        switch (letter)
        {
            case 'A':
                _row -= number;
                break;
            case 'B':
                _row += number;
                break;
            case 'G':
                _column = number - 1;
                break;
            default:
                Assert.Equal('J', letter);
                foreach ((int Row, int Column) cell in _cells.Keys.Where(cell => cell.CompareTo((_row, _column)) >= 0).ToArray())
                {
                    _cells.Remove(cell);
                }

                break;
        }
    }

    private void Put(char character)
    {
        if (character is '\r' or '\n')
        {
            _row += character == '\n' ? 1 : 0;
            _column = character == '\r' ? 0 : _column;
            _wrapsNext = false;
            return;
        }

        if (_wrapsNext)
        {
            (_row, _column) = (_row + 1, 0);
        }

        _cells[(_row, _column)] = character;
        _wrapsNext = _column == Width - 1;
        _column = Math.Min(_column + 1, Width - 1);
    }

    private static ConsoleKeyInfo KeyOf(string name) => name switch
    {
        "<Left>" => Special(ConsoleKey.LeftArrow),
        "<Right>" => Special(ConsoleKey.RightArrow),
        "<Up>" => Special(ConsoleKey.UpArrow),
        "<Down>" => Special(ConsoleKey.DownArrow),
        "<Home>" => Special(ConsoleKey.Home),
        "<End>" => Special(ConsoleKey.End),
        "<Del>" => Special(ConsoleKey.Delete),
        "<Back>" => Special(ConsoleKey.Backspace),
        "<Enter>" => Special(ConsoleKey.Enter),
        ['^', char letter] => new ConsoleKeyInfo((char)(letter - '@'), Enum.Parse<ConsoleKey>(letter.ToString()), false, false, control: true),
        _ => new ConsoleKeyInfo(name[0], ConsoleKey.None, false, false, false),
    };

    private static ConsoleKeyInfo Special(ConsoleKey key) => new('\0', key, false, false, false);

    [GeneratedRegex("<[A-Z][a-z]+>|\\^[A-Z]|.")]
    private static partial Regex Keys();

    [GeneratedRegex("\u001b\\[(?<number>\\d*)(?<letter>[A-Z])|[\\s\\S]")]
    private static partial Regex Parts();

    private sealed class Scope(FakeTerminal owner) : IDisposable
    {
        public void Dispose() => owner.ControlCIsKey = false;
    }
}
