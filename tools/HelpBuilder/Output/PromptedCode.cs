using System.Management.Automation.Language;

namespace PSCredentials.HelpBuilder.Output;

/// <summary>
/// Code and output as a terminal shows them. Pages keep them apart without prompts, so that code can be copied; in Get-Help, which has no
/// frames and colours, the prompts tell the two apart.
/// </summary>
internal static class PromptedCode
{
    private const string Prompt = "PS> ";
    private const string Continuation = ">> ";

    /// <summary>The blocks of an example in one text.</summary>
    public static string Session(IEnumerable<Pages.Fence> fences) =>
        string.Join("\n\n", fences.Select(fence => fence.Language == "powershell" ? Prompted(fence.Text) : fence.Text.Trim('\n')));

    private static string Prompted(string code)
    {
        ScriptBlockAst script = Parser.ParseInput(code, out _, out _);
        var starts = (script.EndBlock?.Statements ?? []).Select(statement => statement.Extent.StartLineNumber).ToHashSet();
        IEnumerable<string> lines = code.Split('\n').Select((line, index) =>
            line.Length == 0 ? line : (starts.Contains(index + 1) || line.StartsWith('#') ? Prompt : Continuation) + line);
        return string.Join('\n', lines);
    }
}
