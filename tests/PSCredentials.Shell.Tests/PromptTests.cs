using PSCredentials.Shell.Tests.Support;

namespace PSCredentials.Shell.Tests;

public sealed class PromptTests(SampleModule module) : IClassFixture<SampleModule>
{
    [Fact]
    public void Commands_run_until_exit()
    {
        ShellResult result = Prompt("Get-Thing -Name here", "exit 5", "'never'");

        Assert.Equal(5, result.ExitCode);
        Assert.Contains("here       4", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("never", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_end_of_the_input_ends_it() => Assert.Equal(0, Prompt("'x'", "throw 'y'").ExitCode);

    [Fact]
    public void An_error_brings_the_prompt_back()
    {
        ShellResult result = Prompt("throw 'the reason'", "'still here'");

        Assert.Equal("Exception: the reason", result.Error.Trim());
        Assert.Contains("> still here", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_prompt_function_decides_what_is_shown()
    {
        ShellResult result = Prompt("function prompt { 'ask me> ' }", "exit");

        Assert.StartsWith("PS ", result.Output, StringComparison.Ordinal);
        Assert.EndsWith("ask me> ", result.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("function prompt { throw 'x' }")]
    [InlineData("function prompt { }")]
    public void A_prompt_function_that_fails_does_not_matter(string function) =>
        Assert.EndsWith("PS> ", Prompt(function, "exit").Output, StringComparison.Ordinal);

    [Fact]
    public void An_unfinished_command_goes_on_over_lines()
    {
        ShellResult result = Prompt("if ($true) {", "'in' + 'ner'", "}", "exit");

        Assert.Contains(">> >> inner", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void An_empty_line_gives_an_unfinished_command_up()
    {
        ShellResult result = Prompt("if ($true) {", "", "'next'");

        Assert.Contains("Missing closing '}'", result.ErrorLine, StringComparison.Ordinal);
        Assert.Contains("next", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Variables_history_and_the_last_result_stay()
    {
        ShellResult result = Prompt("$a = 41", "$a + 1", "(Get-History).CommandLine -join ';'", "throw 'x'", "\"count $($Error.Count)\"");

        Assert.Contains("42", result.Output, StringComparison.Ordinal);
        Assert.Contains("$a = 41;$a + 1", result.Output, StringComparison.Ordinal);
        Assert.Contains("count 1", result.Output, StringComparison.Ordinal);
    }

    private ShellResult Prompt(params string[] lines) =>
        module.Run(new ShellOptions(), string.Join(Environment.NewLine, lines) + Environment.NewLine);
}
