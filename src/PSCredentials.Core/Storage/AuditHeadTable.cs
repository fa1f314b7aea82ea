using PSCredentials.Protection;

namespace PSCredentials.Storage;

/// <summary>Where the audit trail ends.</summary>
/// <param name="Sequence">The last event's number; 0 where there is none yet.</param>
/// <param name="Chain">Its chain.</param>
/// <param name="ProtectedSince">The first event that was protected when it was written.</param>
/// <param name="Mac">What authenticates all of this.</param>
internal sealed record AuditHead(long Sequence, byte[] Chain, long ProtectedSince, byte[] Mac)
{
    /// <summary>Whether it is as it was written, though it may be an older one.</summary>
    public bool IsGenuine(AuditKey key) => key.Head(Sequence, ProtectedSince, Chain).AsSpan().SequenceEqual(Mac);
}

/// <summary>The statements about the head of the audit trail.</summary>
internal static class AuditHeadTable
{
    /// <summary>Reads the head.</summary>
    /// <returns>Null where it is missing.</returns>
    public static AuditHead? Read(StoreConnection connection)
    {
        using Statement.Rows reader = connection.Prepared("SELECT sequence, chain, protected_since, mac FROM audit_head").Query();
        return reader.Next() ? new AuditHead(reader.Number(0), reader.Bytes(1), reader.Number(2), reader.Bytes(3)) : null;
    }

    /// <summary>Writes the first head of a trail.</summary>
    public static void Add(StoreConnection connection, AuditKey key, long sequence, byte[] chain, long protectedSince) =>
        connection.Prepared("INSERT OR REPLACE INTO audit_head (one, sequence, chain, protected_since, mac) VALUES (1, $sequence, $chain, $since, $mac)")
            .With("$sequence", sequence)
            .With("$chain", chain)
            .With("$since", protectedSince)
            .With("$mac", key.Head(sequence, protectedSince, chain))
            .Execute();

    /// <summary>Moves the head to the trail's new end.</summary>
    public static void Move(StoreConnection connection, AuditKey key, long sequence, byte[] chain, long protectedSince) =>
        connection.Prepared("UPDATE audit_head SET sequence = $sequence, chain = $chain, mac = $mac")
            .With("$sequence", sequence)
            .With("$chain", chain)
            .With("$mac", key.Head(sequence, protectedSince, chain))
            .Execute();
}
