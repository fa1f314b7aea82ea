namespace PSCredentials.HelpBuilder;

/// <summary>Something that is wrong with a page, in the form that MSBuild and editors take for an error of a file.</summary>
/// <param name="File">The page.</param>
/// <param name="Line">The line, from 1.</param>
/// <param name="Code">The rule that was broken.</param>
/// <param name="Message">What is wrong, and what is expected.</param>
internal sealed record Fault(string File, int Line, string Code, string Message)
{
    /// <summary>The canonical form.</summary>
    /// <returns><c>file(line): error CODE: message</c>.</returns>
    public override string ToString() => $"{File}({Line}): error {Code}: {Message}";
}
