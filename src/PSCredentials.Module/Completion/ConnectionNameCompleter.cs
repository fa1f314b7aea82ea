using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using PSCredentials.Module.Session;

namespace PSCredentials.Module.Completion;

/// <summary>Offers the names of the session's connections, under which their vaults can be connected again. It opens nothing.</summary>
public sealed class ConnectionNameCompleter : IArgumentCompleter
{
    /// <summary>Offers the names that begin with what was typed.</summary>
    /// <param name="commandName">The command.</param>
    /// <param name="parameterName">The parameter.</param>
    /// <param name="wordToComplete">What was typed.</param>
    /// <param name="commandAst">The command line.</param>
    /// <param name="fakeBoundParameters">The values of other parameters on it.</param>
    /// <returns>The completions.</returns>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        CompletionWord word = CompletionWord.Read(wordToComplete);

        // A new vault needs a name of its own.
        return commandName.StartsWith("Initialize-", StringComparison.OrdinalIgnoreCase)
            ? []
            : SessionConnections.Here.List()
                .Where(open => word.Fits(open.Authority.Name))
                .Select(open => new CompletionResult(
                    word.Write(open.Authority.Name), open.Authority.Name, CompletionResultType.ParameterValue, $"{open.Authority.Name}: {open.Location}"));
    }
}
