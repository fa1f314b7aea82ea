using PSCredentials.Shell.Tests.Support;

namespace PSCredentials.Shell.Tests;

public sealed class QuestionTests(SampleModule module) : IClassFixture<SampleModule>
{
    [Theory]
    [InlineData("y\n", "removed it")]
    [InlineData("\n", "removed it")]
    [InlineData("YES\n", "removed it")]
    [InlineData("what\n?\ny\n", "removed it")]
    public void A_confirmed_change_is_made(string answers, string expected) =>
        Assert.Contains(expected, Ask("Remove-Thing it", answers).Output, StringComparison.Ordinal);

    [Fact]
    public void A_refused_change_is_not_made()
    {
        ShellResult result = Ask("Remove-Thing it", "n\n");

        Assert.Contains("[Y] Yes  [A] Yes to All  [N] No  [L] No to All", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("removed", result.Output, StringComparison.Ordinal);
        Assert.Equal("", result.Error);
    }

    [Fact]
    public void Help_explains_the_choices() =>
        Assert.Contains("Y - Continue with only the next step", Ask("Remove-Thing it", "?\nn\n").Output, StringComparison.Ordinal);

    [Fact]
    public void A_missing_parameter_is_asked_for()
    {
        ShellResult result = Ask("Remove-Thing -Confirm:$false", "given\n");

        Assert.Contains("Name: ", result.Output, StringComparison.Ordinal);
        Assert.Contains("removed given", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_list_is_asked_for_until_an_empty_line()
    {
        ShellResult result = Ask("& { param([Parameter(Mandatory)] [int[]] $Number) \"sum $($Number[0] + $Number[1]) of $($Number.Count)\" }", "1\nx\n2\n\n");

        Assert.Contains("sum 3 of 2", result.Output, StringComparison.Ordinal);
        Assert.Contains("'x' is no Int32", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Lines_secrets_and_credentials_are_read()
    {
        ShellResult result = Ask(
            "$s = $Host.UI.ReadLineAsSecureString(); $c = $Host.UI.PromptForCredential('Sign in', 'Who?', '', ''); \"$($Host.UI.ReadLine()) $($s.Length) $($c.UserName) $($c.Password.Length)\"",
            "four\nme\nsecret\nline\n");

        Assert.Contains("line 4 me 6", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void An_input_that_ends_is_an_error()
    {
        ShellResult result = Ask("$Host.UI.ReadLine()", "");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("The input ended", result.ErrorLine, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Remove-Thing it", "not interactive")]
    [InlineData("$Host.UI.ReadLine()", "not interactive")]
    [InlineData("$Host.UI.ReadLineAsSecureString()", "not interactive")]
    [InlineData("$Host.UI.PromptForCredential('', '', 'u', '')", "not interactive")]
    [InlineData("Remove-Thing", "missing mandatory parameters: Name")]
    public void Where_nobody_answers_a_question_is_an_error(string command, string expected)
    {
        ShellResult alone = module.Command(command);
        ShellResult told = module.Run(ShellOptions.ForCommand(command) with { NonInteractive = true }, "y\n");

        foreach (ShellResult result in new[] { alone, told })
        {
            Assert.Equal("", result.Output);
            Assert.Contains(expected, result.ErrorLine, StringComparison.Ordinal);
        }
    }

    private ShellResult Ask(string command, string answers) => module.Run(ShellOptions.ForCommand(command), answers);
}
