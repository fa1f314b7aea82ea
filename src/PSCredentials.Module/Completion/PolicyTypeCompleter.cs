using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace PSCredentials.Module.Completion;

/// <summary>Offers the types that have a row in the policy: those of API credentials, and ApiKey.</summary>
public sealed class PolicyTypeCompleter : IArgumentCompleter
{
    /// <summary>Offers the types that begin with what was typed.</summary>
    /// <param name="commandName">The command.</param>
    /// <param name="parameterName">The parameter.</param>
    /// <param name="wordToComplete">What was typed.</param>
    /// <param name="commandAst">The command line.</param>
    /// <param name="fakeBoundParameters">The values of other parameters on it.</param>
    /// <returns>The completions.</returns>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        ChoiceText.Complete(wordToComplete, ChoiceText.Of<CredentialType>().Append((CredentialPolicy.ApiKeyType, "API keys")));
}
