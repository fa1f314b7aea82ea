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

    /// <summary>How many credentials are looked through for values that several of them share.</summary>
    private protected const int Scanned = 5000;

    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(800);

    private protected AuthorityValueCompleter()
    {
    }

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
            SessionConnections session = SessionConnections.Here;
            string pattern = WildcardPattern.Escape(CompletionWord.Bare(wordToComplete)) + "*";
            using var patience = new CancellationTokenSource(Patience);
            Task<List<CompletionResult>> work = Task.Run(() => FindAsync(session, pattern, fakeBoundParameters, patience.Token));
            return work.Wait(Patience) ? work.Result : [];
        }
        catch (Exception)
        {
            return [];
        }
    }

    /// <summary>Finds the values.</summary>
    /// <param name="authority">Where to look.</param>
    /// <param name="pattern">A wildcard pattern for the value.</param>
    /// <param name="boundParameters">The values of other parameters.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The values with their tool tips.</returns>
    private protected abstract IAsyncEnumerable<(string Value, string ToolTip)> FindAsync(
        ICredentialAuthority authority, string pattern, IDictionary? boundParameters, CancellationToken cancellationToken);

    private async Task<List<CompletionResult>> FindAsync(
        SessionConnections session, string pattern, IDictionary? boundParameters, CancellationToken cancellationToken)
    {
        var results = new List<CompletionResult>();
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { string.Empty };
        if (await AuthorityLookup.FindAsync(session, boundParameters, cancellationToken) is { } authority)
        {
            await foreach ((string value, string toolTip) in FindAsync(authority, pattern, boundParameters, cancellationToken))
            {
                if (seen.Add(value))
                {
                    results.Add(new CompletionResult(CompletionWord.Quote(value), value, CompletionResultType.ParameterValue, toolTip));
                }
            }
        }

        return results;
    }
}
