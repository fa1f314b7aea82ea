using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using PSCredentials.Module.Session;

namespace PSCredentials.Module.Completion;

/// <summary>Offers the session's connections.</summary>
public sealed class AuthorityCompleter : IArgumentCompleter
{
    /// <summary>Offers the connections whose names begin with what was typed.</summary>
    /// <param name="commandName">The command.</param>
    /// <param name="parameterName">The parameter.</param>
    /// <param name="wordToComplete">What was typed.</param>
    /// <param name="commandAst">The command line.</param>
    /// <param name="fakeBoundParameters">The values of other parameters on it.</param>
    /// <returns>The completions.</returns>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        string word = CompletionWord.Bare(wordToComplete);
        return SessionConnections.Here.List()
            .Where(open => open.Authority.Name.StartsWith(word, StringComparison.OrdinalIgnoreCase))
            .Select(open => new CompletionResult(
                CompletionWord.Quote(open.Authority.Name), open.Authority.Name, CompletionResultType.ParameterValue, $"{open.Authority.Name}: {open.Location}"));
    }
}
