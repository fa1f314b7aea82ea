namespace PSCredentials.Shell.Terminal;

/// <summary>The terminal that the process was started from.</summary>
internal sealed class ProcessTerminal : ITerminal
{
    /// <summary>The terminal's width; a pseudo terminal that was given no size reports zero.</summary>
    public static int ColumnCount => Console.BufferWidth is > 0 and int width ? width : ShellConsole.DefaultWidth;

    public int Width => ColumnCount;

    public int CursorLeft => Console.CursorLeft;

    public ConsoleKeyInfo ReadKey() => Console.ReadKey(intercept: true);

    public void Write(string text) => Console.Out.Write(text);

    public IDisposable TakeControlC() => new ControlCScope();

    private sealed class ControlCScope : IDisposable
    {
        private readonly bool _before = Console.TreatControlCAsInput;

        public ControlCScope() => Console.TreatControlCAsInput = true;

        public void Dispose() => Console.TreatControlCAsInput = _before;
    }
}
