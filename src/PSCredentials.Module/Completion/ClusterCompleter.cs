using System.Runtime.CompilerServices;

namespace PSCredentials.Module.Completion;

/// <summary>Offers names of registered clusters.</summary>
public sealed class ClusterCompleter : AuthorityValueCompleter
{
    internal override async IAsyncEnumerable<Offer> FindAsync(
        ICredentialAuthority authority, CompletionRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (CredentialCluster cluster in (await authority.Clusters.ListAsync([request.Word.Pattern], cancellationToken)).Take(Most))
        {
            yield return new Offer(cluster.Name, $"{cluster.Name}: {cluster.Server}");
        }
    }
}
