namespace PSCredentials.Shell;

/// <summary>Where the shell reads and writes. This one stands on any reader and writers, as a test or a redirected process has them.</summary>
/// <param name="input">What is read.</param>
/// <param name="output">Objects, host text, warnings and the other informational streams.</param>
/// <param name="error">Errors.</param>
public class ShellConsole(TextReader input, TextWriter output, TextWriter error)
{
    /// <summary>The width that lines are laid out for where no terminal tells its own.</summary>
    public const int DefaultWidth = 120;

    /// <summary>A console that nobody answers at, writing to the given writers.</summary>
    public ShellConsole(TextWriter output, TextWriter error)
        : this(TextReader.Null, output, error)
    {
    }

    /// <summary>What is read.</summary>
    public TextReader In { get; } = input;

    /// <summary>Objects, host text, warnings and the other informational streams.</summary>
    public TextWriter Out { get; } = output;

    /// <summary>Errors.</summary>
    public TextWriter Error { get; } = error;

    /// <summary>Columns that output is laid out for.</summary>
    public virtual int Width { get; init; } = DefaultWidth;

    /// <summary>Rows that are seen at once.</summary>
    public virtual int Height => 50;

    /// <summary>Whether somebody can answer a question at <see cref="In"/>.</summary>
    public bool IsInteractive { get; init; }

    /// <summary>Whether <see cref="Out"/> is a terminal, which can redraw a line.</summary>
    public bool IsTerminal { get; init; }

    /// <summary>Whether <see cref="Out"/> takes colours.</summary>
    public bool UsesColor { get; init; }

    /// <summary>Whether <see cref="Error"/> takes colours.</summary>
    public bool UsesErrorColor { get; init; }

    /// <summary>Whether the writers are the process's own streams, so that native programs may write to those directly.</summary>
    public bool IsProcessConsole { get; init; }

    /// <summary>Reads one line.</summary>
    /// <param name="masked">Whether the answer must not be seen.</param>
    /// <returns>The line, or <see langword="null"/> at the end of the input.</returns>
    /// <exception cref="OperationCanceledException">Ctrl+C was pressed instead.</exception>
    public virtual string? ReadLine(bool masked) => In.ReadLine();

    /// <summary>Keeps a line so that the user can call it back at the prompt.</summary>
    /// <param name="line">What was entered.</param>
    public virtual void Remember(string line)
    {
    }
}
