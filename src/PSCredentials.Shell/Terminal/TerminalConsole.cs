namespace PSCredentials.Shell.Terminal;

/// <summary>The process's own console: a terminal, a pipe or a file on each of its streams.</summary>
internal sealed class TerminalConsole : ShellConsole
{
    private readonly LineEditor? _editor;

    private TerminalConsole()
        : base(Console.In, Console.Out, Console.Error)
    {
        _editor = Console.IsInputRedirected ? null : new LineEditor(new ProcessTerminal());
    }

    public override int Width => IsTerminal ? ProcessTerminal.ColumnCount : DefaultWidth;

    public override int Height => IsTerminal && Console.WindowHeight > 0 ? Console.WindowHeight : base.Height;

    public static TerminalConsole Create()
    {
        bool mayColor = string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"))
            && Environment.GetEnvironmentVariable("TERM") != "dumb";
        return new TerminalConsole
        {
            IsProcessConsole = true,
            IsInteractive = !Console.IsInputRedirected,
            IsTerminal = !Console.IsOutputRedirected,
            UsesColor = mayColor && !Console.IsOutputRedirected,
            UsesErrorColor = mayColor && !Console.IsErrorRedirected,
        };
    }

    // Keys can be edited only where they show; a secret must show nowhere, so that it always goes through the editor.
    public override string? ReadLine(bool masked) =>
        _editor is not null && (masked || IsTerminal) ? _editor.Read(masked) : base.ReadLine(masked);

    public override void Remember(string line) => _editor?.Remember(line);
}
