using System.Text.RegularExpressions;

namespace PSCredentials.Shell.Tests.Support;

public sealed partial record ShellResult(int ExitCode, string Output, string Error)
{
    /// <summary>The error as one line: the engine breaks its text at the console's width.</summary>
    public string ErrorLine => Breaks().Replace(Error, " ");

    public string[] Lines => Output.Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries);

    [GeneratedRegex(@"\s*[\r\n]+[\s|]*")]
    private static partial Regex Breaks();
}
