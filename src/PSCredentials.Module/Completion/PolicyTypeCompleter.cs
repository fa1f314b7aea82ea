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
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        CompletionWord word = CompletionWord.Read(wordToComplete);
        return Enum.GetValues<CredentialType>()
            .Select(type => (Name: type.ToString(), Meaning: Meaning(type)))
            .Append((Name: CredentialPolicy.ApiKeyType, Meaning: "API key"))
            .Where(type => word.Fits(type.Name))
            .Select(type => new CompletionResult(
                word.Write(type.Name), type.Name, CompletionResultType.ParameterValue, $"{type.Name}: {type.Meaning}"));
    }

    private static string Meaning(CredentialType type)
    {
        string secret = type.IsToken() ? "token" : type.IsCertificate() ? "client certificate (PKCS#12)" : type.IsSite() ? "kubeconfig for all that a site holds" : "kubeconfig";
        return type.IsService() ? $"{secret}, with rights of its own"
            : type == CredentialType.ScimApiToken ? $"{secret} for user provisioning"
            : $"{secret}, with its owner's rights";
    }
}
