using PSCredentials.Protection;

namespace PSCredentials.Storage;

/// <summary>
/// The end of the audit trail as the write transaction under way sees it. It is read at the first event, for another process may have written since the
/// last transaction, and the head is written once, before the commit.
/// </summary>
internal sealed class TrailEnd(StoreConnection connection)
{
    /// <summary>Where the trail ends by now; null until the first event. Whoever undoes a part of the transaction puts back what was here before it.</summary>
    public TrailPlace? Place { get; set; }

    /// <summary>Space for the facts of the event that is being written.</summary>
    public EventFacts Facts { get; } = new();

    /// <summary>Gives the next event its place.</summary>
    /// <param name="key">The key of the trail.</param>
    /// <param name="own">What authenticates the event's facts.</param>
    /// <returns>The event's place, with its chain.</returns>
    public TrailPlace Extend(AuditKey key, byte[] own)
    {
        TrailPlace before = Place ?? Find(key);
        long sequence = before.Sequence + 1;
        TrailPlace place = before with { Sequence = sequence, Chain = key.Link(before.Chain, sequence, own) };
        Place = place;
        return place;
    }

    /// <summary>Writes where the trail ends, if events were appended.</summary>
    public void Keep()
    {
        if (Place is { ProtectedSince: { } protectedSince } place)
        {
            AuditHeadTable.Move(connection, place.Key, place.Sequence, place.Chain, protectedSince);
        }
    }

    // A head that is not in order is left as it is: whoever may write into the database must not get it put right by the next event. What was cut off
    // stays a gap, and what was put behind the end stays before the next event.
    private TrailPlace Find(AuditKey key)
    {
        long last = EventTable.LastSequence(connection);
        return AuditHeadTable.Read(connection) is { } head && head.Sequence >= last && head.IsGenuine(key)
            ? new TrailPlace(key, head.Sequence, head.Chain, head.ProtectedSince)
            : new TrailPlace(key, last, EventTable.ChainOf(connection, last), null);
    }
}

/// <summary>A place in the audit trail.</summary>
/// <param name="Key">The key of the trail.</param>
/// <param name="Sequence">The event's number; 0 before the first.</param>
/// <param name="Chain">Its chain.</param>
/// <param name="ProtectedSince">What the head says about it; null where the head is not in order and stays so.</param>
internal readonly record struct TrailPlace(AuditKey Key, long Sequence, byte[] Chain, long? ProtectedSince);
