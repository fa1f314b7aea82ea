using System.Globalization;
using PSCredentials.Protection;
using PSCredentials.Storage;

namespace PSCredentials.Audit;

/// <summary>
/// Tells what became of the first event that is not right. Its place is where the chain up to there was right; what belongs there is known by its chain, wherever in
/// the trail it stands by now.
/// </summary>
/// <param name="snapshot">The database.</param>
/// <param name="key">The trail's key.</param>
/// <param name="place">The number of the event.</param>
/// <param name="previous">The chain of the event before.</param>
/// <param name="head">Where the trail ended; null where that is not known.</param>
/// <param name="cancellationToken">Gives up.</param>
internal sealed class TrailFault(
    StoreConnection snapshot, AuditKey key, long place, byte[] previous, AuditHead? head, CancellationToken cancellationToken)
{
    private const int CancellationStride = 1024;

    /// <summary>Tells what became of an event in whose place nothing stands.</summary>
    public (CredentialAuditFinding Finding, string Message) ExplainMissing() =>
        Search(null).Moved is { } elsewhere ? Reordered(elsewhere) : Deleted;

    /// <summary>Tells what became of an event in whose place something else stands, or something that is not as it was written.</summary>
    /// <param name="found">What stands there.</param>
    /// <param name="next">What stands behind it; null at the end.</param>
    public (CredentialAuditFinding Finding, string Message) ExplainWrong(TrailLink found, TrailLink? next)
    {
        byte[] here = Link(found.TrueOwn);
        if (here.AsSpan().SequenceEqual(found.Chain))
        {
            // Only what authenticates the facts was touched.
            return Edited;
        }

        Traces traces = Search(found);
        if (Link(found.Own).AsSpan().SequenceEqual(found.Chain))
        {
            return traces.Swapped is { } facts ? Reordered(facts) : Edited;
        }

        if (traces.Moved is { } elsewhere)
        {
            return found.IsGenuine && traces.Copied is null ? Reordered(elsewhere) : Inserted(traces.Copied);
        }

        if (head is not null && place > head.Sequence)
        {
            return Inserted(traces.Copied);
        }

        // Where the one behind, or the head, follows from here, the place is its own. A copy of another event, or a false one, then lies over the event; without them,
        // a genuine event of a later place was brought forward, and what was before it is gone.
        return IsFollowed(found.Chain, next) || IsFollowed(here, next) || traces.Copied is not null || !found.IsGenuine ? Edited : Deleted;
    }

    private (CredentialAuditFinding Finding, string Message) Edited => (CredentialAuditFinding.Edited, Text($"Event {place} is not as it was written."));

    private (CredentialAuditFinding Finding, string Message) Deleted => (CredentialAuditFinding.Deleted, Text($"Event {place} was deleted, and maybe others after it."));

    private (CredentialAuditFinding Finding, string Message) Inserted(long? original) => (
        CredentialAuditFinding.Inserted,
        original is null ? Text($"Event {place} was put in by another hand.") : Text($"Event {place} was put in by another hand: it is a copy of event {original}."));

    private (CredentialAuditFinding Finding, string Message) Reordered(long elsewhere) =>
        (CredentialAuditFinding.Reordered, Text($"Event {place} is not in its place: it stands at {elsewhere}."));

    private byte[] Link(byte[] own) => key.Link(previous, place, own);

    private bool IsFollowed(byte[] chain, TrailLink? next) => next is null
        ? head is not null && head.Sequence == place && head.Chain.AsSpan().SequenceEqual(chain)
        : next.Sequence == place + 1 && key.Link(chain, next.Sequence, next.TrueOwn).AsSpan().SequenceEqual(next.Chain);

    // Once through the whole trail, also before the place: what is not in order may stand anywhere.
    private Traces Search(TrailLink? found)
    {
        Traces traces = default;
        long seen = 0;
        using AuditTrailTable.Links links = AuditTrailTable.From(snapshot, key, long.MinValue);
        while (links.Next())
        {
            if (seen++ % CancellationStride == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }

            if (links.Sequence == place)
            {
                continue;
            }

            byte[] own = links.TrueOwn;
            byte[] link = Link(own);
            if (links.Chain.SequenceEqual(link))
            {
                traces = traces with { Moved = links.Sequence };
            }

            if (found is null)
            {
                continue;
            }

            // An event that says the same as this one, and is at home, was not moved.
            if (link.AsSpan().SequenceEqual(found.Chain) && !links.Own.SequenceEqual(own))
            {
                traces = traces with { Swapped = links.Sequence };
            }

            if (found.Chain.Length > 0 && links.Chain.SequenceEqual(found.Chain))
            {
                traces = traces with { Copied = links.Sequence };
            }
        }

        return traces;
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    /// <summary>Where traces of the event of the place were found.</summary>
    /// <param name="Moved">Where it stands with its chain.</param>
    /// <param name="Swapped">Where its facts stand, while its chain is in its place.</param>
    /// <param name="Copied">Where the very event stands that is in its place.</param>
    private readonly record struct Traces(long? Moved, long? Swapped, long? Copied);
}
