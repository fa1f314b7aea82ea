using System.Runtime.CompilerServices;

namespace PSCredentials.Module.Completion;

/// <summary>Offers those who acted lately: the whole trail may be long, and its latest part is at hand.</summary>
public sealed class ActorCompleter : AuthorityValueCompleter
{
    private const int Looked = 1000;

    internal override async IAsyncEnumerable<Offer> FindAsync(
        ICredentialAuthority authority, CompletionRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var counts = new SortedDictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        await foreach (CredentialEvent entry in authority.Audit.ListAsync(new CredentialEventQuery { Newest = Looked }, cancellationToken))
        {
            counts[entry.Actor] = counts.GetValueOrDefault(entry.Actor) + 1;
        }

        foreach ((string actor, int count) in counts.Where(actor => request.Word.Fits(actor.Key)))
        {
            yield return new Offer(actor, $"{actor}: {Count(count, "event")} of the latest {Looked}");
        }
    }
}
