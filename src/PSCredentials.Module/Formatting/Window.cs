using System.Globalization;
using System.Management.Automation.Host;

namespace PSCredentials.Formatting;

/// <summary>
/// The room that a host has for a line. The engine makes columns as wide as their values and lets those fall that find no room, from the
/// right: long values are therefore cut beforehand, so that state and expiry, which stand on the left, always find room.
/// </summary>
internal readonly struct Window
{
    /// <summary>The longest state.</summary>
    internal const int StateWidth = 8;

    /// <summary>The longest distance of an expiry.</summary>
    internal const int ExpiryWidth = 11;

    /// <summary>Most types of credentials.</summary>
    internal const int WordWidth = 17;

    private const int UnknownWidth = 120;
    private const char Ellipsis = '…';

    private readonly PSHostRawUserInterface? _screen;

    private Window(PSHostRawUserInterface? screen, int width)
    {
        _screen = screen;
        Width = width;
    }

    /// <summary>Columns.</summary>
    internal int Width { get; }

    /// <summary>Whether there is room for what a narrower table leaves out.</summary>
    internal bool IsRoomy => Width >= 132;

    /// <summary>
    /// Whether columns keep their width: name, state, expiry and, from 60 columns on, one word fill the line. Otherwise a rest of the next
    /// column would stand there, one or two characters wide, with its header on end.
    /// </summary>
    internal bool IsNarrow => Width < 80;

    /// <summary>The most that the value takes which a table is about.</summary>
    internal int Main => Width switch
    {
        < 60 => Math.Max(8, Width - StateWidth - ExpiryWidth - 3),
        < 80 => Width - StateWidth - ExpiryWidth - WordWidth - 4,
        < 100 => (Width * 2 / 5) - 1,
        _ => Flexible / 2,
    };

    /// <summary>The most that any other value takes: from 100 columns on, two of them stand beside the main value.</summary>
    internal int Side => Math.Max(8, Width < 100 ? Width / 8 : Flexible / 4);

    /// <summary>The most that a path or an address takes in a table of authorities or clusters.</summary>
    internal int Place => Math.Max(8, Width < 60 ? Width - 25 : Width * 2 / 5);

    /// <summary>The most that the subject of an event takes.</summary>
    internal int Subject => Math.Max(8, Width * 3 / 10);

    // What type, state, expiry and the blanks between six columns leave; a roomy window shows the day of the expiry too.
    private int Flexible => Width - (IsRoomy ? 54 : 43);

    /// <summary>The window of a host.</summary>
    /// <param name="host">The host; null, or one without a screen, has the width that the engine takes then.</param>
    /// <returns>The window.</returns>
    internal static Window Of(PSHost? host)
    {
        try
        {
            return host?.UI?.RawUI is { BufferSize.Width: > 0 } screen ? new Window(screen, screen.BufferSize.Width) : new Window(null, UnknownWidth);
        }
        catch (Exception error) when (error is HostException or NotImplementedException or NotSupportedException or InvalidOperationException or IOException)
        {
            return new Window(null, UnknownWidth);
        }
    }

    /// <summary>A text in a column, which in a narrow window keeps its width.</summary>
    /// <param name="text">The text.</param>
    /// <param name="width">The width.</param>
    /// <returns>The text, with blanks after it where the column is wider.</returns>
    internal string Fill(string text, int width) => IsNarrow ? text + new string(' ', Math.Max(0, width - Cells(text))) : text;

    /// <summary>A text that is cut at its end where it is too long.</summary>
    /// <param name="text">The text.</param>
    /// <param name="room">The most columns it takes.</param>
    /// <returns>The text, or its begin and an ellipsis.</returns>
    internal string CutEnd(string text, int room)
    {
        if (Cells(text) <= room)
        {
            return text;
        }

        int[] starts = StringInfo.ParseCombiningCharacters(text);
        int kept = starts.Length - 1;
        while (kept > 0 && Cells(text[..starts[kept]]) > room - 1)
        {
            kept--;
        }

        return text[..starts[kept]] + Ellipsis;
    }

    /// <summary>A path, whose end says most, cut at its begin where it is too long.</summary>
    /// <param name="text">The path.</param>
    /// <param name="room">The most columns it takes.</param>
    /// <returns>The path, or an ellipsis and its end.</returns>
    internal string CutBegin(string text, int room)
    {
        if (Cells(text) <= room)
        {
            return text;
        }

        int[] starts = StringInfo.ParseCombiningCharacters(text);
        int first = 1;
        while (first < starts.Length && Cells(text[starts[first]..]) > room - 1)
        {
            first++;
        }

        return Ellipsis + (first < starts.Length ? text[starts[first]..] : string.Empty);
    }

    // As the engine measures it, so that both agree; East Asian characters take two columns.
    private int Cells(string text) => _screen?.LengthInBufferCells(text) ?? text.Length;
}
