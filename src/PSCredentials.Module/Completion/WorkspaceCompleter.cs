using System.Collections;
using System.Runtime.CompilerServices;

namespace PSCredentials.Module.Completion;

/// <summary>Offers workspaces that hold API keys.</summary>
public sealed class WorkspaceCompleter : AuthorityValueCompleter
{
    private protected override async IAsyncEnumerable<(string Value, string ToolTip)> FindAsync(
        ICredentialAuthority authority, string pattern, IDictionary? boundParameters, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var query = new ApiKeyQuery { Workspace = [pattern], First = Scanned };
        await foreach (ApiKey credential in authority.ApiKeys.ListAsync(query, cancellationToken))
        {
            yield return (credential.Workspace, $"Workspace {credential.Workspace}");
        }
    }
}
