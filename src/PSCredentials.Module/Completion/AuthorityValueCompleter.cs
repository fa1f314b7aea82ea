using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using PSCredentials.Module.Session;

namespace PSCredentials.Module.Completion;

/// <summary>Offers values that an authority knows. A failure offers nothing: a completion must never disturb the prompt.</summary>
public abstract class AuthorityValueCompleter : IArgumentCompleter
{
    /// <summary>How many are offered at most.</summary>
    private protected const int Most = 200;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private protected AuthorityValueCompleter()
    {
    }

    /// <summary>Whether the values are what the user's own vault keeps, and not what the current authority knows.</summary>
    private protected virtual bool IsOfOwnVault => false;

    /// <summary>Offers the values that begin with what was typed.</summary>
    /// <param name="commandName">The command.</param>
    /// <param name="parameterName">The parameter.</param>
    /// <param name="wordToComplete">What was typed.</param>
    /// <param name="commandAst">The command line.</param>
    /// <param name="fakeBoundParameters">The values of other parameters on it.</param>
    /// <returns>The completions.</returns>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        try
        {
            var request = new CompletionRequest(
                SessionConnections.Here, commandName, parameterName, CompletionWord.Read(wordToComplete), commandAst, fakeBoundParameters);
            using var patience = new CancellationTokenSource(Patience);
            Task<List<CompletionResult>> work = Task.Run(() => CollectAsync(request, patience.Token));
            return work.Wait(Patience) ? work.Result : [];
        }
        catch (Exception)
        {
            return [];
        }
    }

    /// <summary>Finds the values.</summary>
    /// <param name="authority">Where to look.</param>
    /// <param name="request">What is asked for.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The values.</returns>
    internal abstract IAsyncEnumerable<Offer> FindAsync(ICredentialAuthority authority, CompletionRequest request, CancellationToken cancellationToken);

    /// <summary>How a tool tip counts credentials.</summary>
    /// <param name="count">How many.</param>
    /// <param name="noun">What they are, in the singular.</param>
    /// <returns>Such as <c>2 API keys</c>.</returns>
    private protected static string Count(long count, string noun) => FormattableString.Invariant($"{count} {noun}{(count == 1 ? string.Empty : "s")}");

    private async Task<List<CompletionResult>> CollectAsync(CompletionRequest request, CancellationToken cancellationToken)
    {
        var results = new List<CompletionResult>();
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { string.Empty };
        if (await AuthorityLookup.FindAsync(request, IsOfOwnVault, cancellationToken) is { } authority)
        {
            await foreach (Offer offer in FindAsync(authority, request, cancellationToken))
            {
                if (seen.Add(offer.Value))
                {
                    string text = request.Word.Write(offer.Value, offer.IsWhole);
                    results.Add(new CompletionResult(text, offer.Shown, CompletionResultType.ParameterValue, offer.ToolTip));
                }
            }
        }

        return results;
    }
}
