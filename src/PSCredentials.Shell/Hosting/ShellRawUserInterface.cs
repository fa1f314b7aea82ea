using System.Management.Automation;
using System.Management.Automation.Host;
using System.Management.Automation.Internal;

namespace PSCredentials.Shell.Hosting;

/// <summary>The size of the console; all that would need a screen to draw on is refused.</summary>
internal sealed class ShellRawUserInterface(ShellConsole console) : PSHostRawUserInterface
{
    public override ConsoleColor ForegroundColor { get; set; } = ConsoleColor.Gray;

    public override ConsoleColor BackgroundColor { get; set; } = ConsoleColor.Black;

    public override Size BufferSize
    {
        get => WindowSize;
        set => throw Unsupported();
    }

    public override Size WindowSize
    {
        get => new(console.Width, console.Height);
        set => throw Unsupported();
    }

    public override Size MaxWindowSize => WindowSize;

    public override Size MaxPhysicalWindowSize => WindowSize;

    public override Coordinates WindowPosition
    {
        get => default;
        set => throw Unsupported();
    }

    public override Coordinates CursorPosition
    {
        get => default;
        set => throw Unsupported();
    }

    public override int CursorSize
    {
        get => 1;
        set => throw Unsupported();
    }

    // Scripts set a title for its own sake; that it shows nowhere is no error.
    public override string WindowTitle { get; set; } = string.Empty;

    public override bool KeyAvailable => false;

    public override KeyInfo ReadKey(ReadKeyOptions options) => throw Unsupported();

    public override void FlushInputBuffer()
    {
    }

    // Colour sequences take no room, or coloured columns would be padded too short.
    public override int LengthInBufferCells(string source) => LengthInBufferCells(source, 0);

    public override int LengthInBufferCells(string source, int offset) =>
        CellWidth.Of(new StringDecorated(source[offset..]).ToString(OutputRendering.PlainText));

    public override int LengthInBufferCells(char source) => CellWidth.Of(source);

    public override BufferCell[,] GetBufferContents(Rectangle rectangle) => throw Unsupported();

    public override void SetBufferContents(Coordinates origin, BufferCell[,] contents) => throw Unsupported();

    public override void SetBufferContents(Rectangle rectangle, BufferCell fill) => throw Unsupported();

    public override void ScrollBufferContents(Rectangle source, Coordinates destination, Rectangle clip, BufferCell fill) =>
        throw Unsupported();

    private static PSNotSupportedException Unsupported() =>
        new("This shell does not draw on the screen; run this with pwsh.");
}
