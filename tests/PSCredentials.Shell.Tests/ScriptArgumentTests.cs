using PSCredentials.Shell.Tests.Support;

namespace PSCredentials.Shell.Tests;

public sealed class ScriptArgumentTests(SampleModule module) : IClassFixture<SampleModule>
{
    private const string Echo = """
        param([string] $Name, [switch] $Force, [int] $Count, [Parameter(ValueFromRemainingArguments)] [string[]] $Rest)
        "name=$Name force=$Force count=$Count rest=$($Rest -join ',')"
        """;

    [Theory]
    [InlineData("name=n force=False count=0 rest=", "-Name", "n")]
    [InlineData("name=n force=True count=7 rest=", "-Force", "-Count", "7", "n")]
    [InlineData("name=n force=False count=0 rest=", "-Name:n", "-Force:$false")]
    [InlineData("name=n force=True count=0 rest=", "-Name:", "n", "-Force:true")]
    [InlineData("name=n force=False count=3 rest=x,y z", "n", "3", "x", "y z")]
    [InlineData("name=- force=False count=0 rest=", "-")]
    [InlineData("name=$true force=False count=0 rest=", "$true")]
    public void Words_bind_to_parameters(string expected, params string[] arguments) =>
        Assert.Equal([expected], module.RunScript(Echo, arguments).Lines);

    [Fact]
    public void Words_without_parameters_are_args() =>
        Assert.Equal(["2: a|b c"], module.RunScript("\"$($args.Count): $($args -join '|')\"", "a", "b c").Lines);

    [Fact]
    public void A_word_that_does_not_bind_is_an_error()
    {
        ShellResult result = module.RunScript("[CmdletBinding()] param([int] $Count) 'ran'", "-Count", "many");

        Assert.Equal((1, ""), (result.ExitCode, result.Output));
        Assert.Contains("Cannot convert value \"many\"", result.ErrorLine, StringComparison.Ordinal);
    }

    [Fact]
    public void A_script_knows_where_it_lies()
    {
        string path = module.Script("$PSScriptRoot; $PSCommandPath; $MyInvocation.MyCommand.Path");

        ShellResult result = module.Run(ShellOptions.ForScript(path));

        Assert.Equal([Path.GetDirectoryName(path)!, path, path], result.Lines);
    }
}
