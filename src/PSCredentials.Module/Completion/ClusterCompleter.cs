using System.Collections;
using System.Runtime.CompilerServices;

namespace PSCredentials.Module.Completion;

/// <summary>Offers names of registered clusters.</summary>
public sealed class ClusterCompleter : AuthorityValueCompleter
{
    private protected override async IAsyncEnumerable<(string Value, string ToolTip)> FindAsync(
        ICredentialAuthority authority, string pattern, IDictionary? boundParameters, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (CredentialCluster cluster in (await authority.Clusters.ListAsync([pattern], cancellationToken)).Take(Most))
        {
            yield return (cluster.Name, $"{cluster.Name}: {cluster.Server}");
        }
    }
}
