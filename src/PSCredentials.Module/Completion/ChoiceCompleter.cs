using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace PSCredentials.Module.Completion;

/// <summary>Offers the names of an enumeration with what they mean. Underscores do not count, so that <c>API_TOKEN</c> is found as well.</summary>
/// <typeparam name="T">The enumeration.</typeparam>
public sealed class ChoiceCompleter<T> : IArgumentCompleter
    where T : struct, Enum
{
    /// <summary>Offers the names that begin with what was typed.</summary>
    /// <param name="commandName">The command.</param>
    /// <param name="parameterName">The parameter.</param>
    /// <param name="wordToComplete">What was typed.</param>
    /// <param name="commandAst">The command line.</param>
    /// <param name="fakeBoundParameters">The values of other parameters on it.</param>
    /// <returns>The completions.</returns>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        ChoiceText.Complete(wordToComplete, ChoiceText.Of<T>());
}
