using PSCredentials.Shell.Terminal;
using PSCredentials.Shell.Tests.Support;

namespace PSCredentials.Shell.Tests;

public sealed class LineEditorTests
{
    [Theory]
    [InlineData("abc", "abc")]
    [InlineData("ac<Left>b", "abc")]
    [InlineData("abcx<Back>", "abc")]
    [InlineData("<Back>abc", "abc")]
    [InlineData("bc<Home>a<End>d", "abcd")]
    [InlineData("xabc<Home><Del><Del><Right><Right><Right>", "bc")]
    [InlineData("abc<Left><Left><Left><Left>x", "xabc")]
    [InlineData("abc<Home>^Dy^Ez", "ybcz")]
    [InlineData("<Up>!", "second!")]
    [InlineData("<Up><Up><Up>", "first")]
    [InlineData("<Up><Up><Down>", "second")]
    [InlineData("typed<Up><Down>", "")]
    public void Keys_edit_the_line(string keys, string expected)
    {
        var terminal = new FakeTerminal(20, keys);
        var editor = new LineEditor(terminal);
        editor.Remember("first");
        editor.Remember("second");

        Assert.Equal(expected, editor.Read(masked: false));
        Assert.Equal(expected, terminal.Shown);
    }

    [Fact]
    public void Whatever_is_typed_the_screen_shows_the_line()
    {
        // Lines of many lengths around the width of the terminal, edited at random but the same in every run.
        var random = new Random(20260);
        string[] keys = ["a", "b", "c", "d", "<Left>", "<Right>", "<Back>", "<Del>", "<Home>", "<End>", "<Up>"];
        for (int round = 0; round < 300; round++)
        {
            string typed = string.Concat(Enumerable.Range(0, 60).Select(_ => keys[Math.Max(0, random.Next(-10, keys.Length))]));
            var terminal = new FakeTerminal(7, typed);
            var editor = new LineEditor(terminal);
            editor.Remember("abcdefgh");

            Assert.Equal(editor.Read(masked: false), terminal.Shown);
        }
    }

    [Fact]
    public void A_secret_is_not_shown()
    {
        var terminal = new FakeTerminal(20, "top<Left>x<Up>");

        Assert.Equal("toxp", new LineEditor(terminal).Read(masked: true));
        Assert.Equal("", terminal.Shown);
    }

    [Fact]
    public void Control_C_drops_the_line_and_the_next_starts_empty()
    {
        var terminal = new FakeTerminal(20, "abc^C");
        var editor = new LineEditor(terminal);

        Assert.Throws<OperationCanceledException>(() => editor.Read(masked: false));
        Assert.False(terminal.ControlCIsKey);
    }

    [Fact]
    public void Control_D_on_an_empty_line_ends_the_input() =>
        Assert.Null(new LineEditor(new FakeTerminal(20, "^D")).Read(masked: false));
}
