namespace PSCredentials.Shell.Terminal;

/// <summary>The little of a terminal that editing a line needs.</summary>
internal interface ITerminal
{
    /// <summary>Columns; at least one.</summary>
    int Width { get; }

    /// <summary>The cursor's column, from zero.</summary>
    int CursorLeft { get; }

    /// <summary>Waits for a key and does not show it.</summary>
    ConsoleKeyInfo ReadKey();

    /// <summary>Writes text with its control sequences.</summary>
    void Write(string text);

    /// <summary>Makes Ctrl+C a key instead of a signal until the result is disposed.</summary>
    IDisposable TakeControlC();
}
