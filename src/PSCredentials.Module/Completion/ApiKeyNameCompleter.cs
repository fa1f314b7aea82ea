using System.Collections;
using System.Runtime.CompilerServices;
using PSCredentials.Formatting;

namespace PSCredentials.Module.Completion;

/// <summary>Offers names of API keys, in the workspace that the command line names.</summary>
public sealed class ApiKeyNameCompleter : AuthorityValueCompleter
{
    private protected override async IAsyncEnumerable<(string Value, string ToolTip)> FindAsync(
        ICredentialAuthority authority, string pattern, IDictionary? boundParameters, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var query = new ApiKeyQuery
        {
            Name = [pattern],
            Workspace = boundParameters?["Workspace"]?.ToString() is { Length: > 0 } workspace ? [workspace] : [],
            First = Most,
        };
        await foreach (ApiKey key in authority.ApiKeys.ListAsync(query, cancellationToken))
        {
            string expiry = CredentialFormat.Expiry(key.ExpiresAt);
            yield return (key.Name, $"{key.Workspace}/{key.Name}: {key.Role}, {key.State}, expires {expiry}");
        }
    }
}
