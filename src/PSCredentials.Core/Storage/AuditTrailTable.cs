using PSCredentials.Protection;

namespace PSCredentials.Storage;

/// <summary>An event as a link of the trail.</summary>
/// <param name="Sequence">Its number.</param>
/// <param name="TrueOwn">What authenticates the facts that are stored.</param>
/// <param name="Own">What is stored as such.</param>
/// <param name="Chain">Its chain, as it is stored.</param>
internal sealed record TrailLink(long Sequence, byte[] TrueOwn, byte[] Own, byte[] Chain)
{
    /// <summary>Whether the vault once wrote these facts, here or elsewhere.</summary>
    public bool IsGenuine => Own.AsSpan().SequenceEqual(TrueOwn);
}

/// <summary>The statements about events as links of the trail.</summary>
internal static class AuditTrailTable
{
    /// <summary>The columns of the facts, in the order of their encoding.</summary>
    private const string Columns = "sequence, at, action, subject_type, actor, outcome, subject_id, subject_name, scope, detail, own, chain";

    /// <summary>Some events after a number, each with what authenticates its facts as they stand.</summary>
    public static List<(long Sequence, byte[] Own)> Facts(StoreConnection connection, AuditKey key, long after, int count)
    {
        var found = new List<(long Sequence, byte[] Own)>(count);
        using Links links = From(connection, key, after + 1);
        while (found.Count < count && links.Next())
        {
            found.Add((links.Sequence, links.TrueOwn));
        }

        return found;
    }

    /// <summary>Writes what protects an event.</summary>
    public static void Protect(StoreConnection connection, long sequence, byte[] own, byte[] chain) =>
        connection.Prepared("UPDATE event SET own = $own, chain = $chain WHERE sequence = $sequence")
            .With("$own", own).With("$chain", chain).With("$sequence", sequence).Execute();

    /// <summary>The smallest number of an event; 1 where there is none.</summary>
    public static long FirstSequence(StoreConnection connection) => connection.Scalar("SELECT coalesce(min(sequence), 1) FROM event");

    /// <summary>Reads the events from a number on, as they stand. No two readings at once on a connection.</summary>
    public static Links From(StoreConnection connection, AuditKey key, long first) =>
        new(connection.Prepared($"SELECT {Columns} FROM event WHERE sequence >= $first ORDER BY sequence").With("$first", first).Query(), key);

    /// <summary>Events, one after the other. What is a span is good until the next one.</summary>
    public readonly ref struct Links
    {
        private readonly Statement.Rows _rows;
        private readonly AuditKey _key;
        private readonly EventFacts _facts = new();

        /// <summary>Reads rows.</summary>
        public Links(Statement.Rows rows, AuditKey key)
        {
            _rows = rows;
            _key = key;
        }

        /// <summary>Its number.</summary>
        public long Sequence => _rows.Number(0);

        /// <summary>What authenticates its facts, as it is stored.</summary>
        public ReadOnlySpan<byte> Own => _rows.Utf8(10);

        /// <summary>Its chain, as it is stored.</summary>
        public ReadOnlySpan<byte> Chain => _rows.Utf8(11);

        /// <summary>What authenticates the facts that are stored.</summary>
        public byte[] TrueOwn
        {
            get
            {
                _facts.Begin(_rows.Number(1), _rows.Number(2), _rows.Number(3));
                for (int text = 4; text < 10; text++)
                {
                    _facts.Add(_rows.Utf8(text));
                }

                return _key.Own(_facts.Encoded);
            }
        }

        /// <summary>The event, to keep.</summary>
        public TrailLink Copy() => new(Sequence, TrueOwn, Own.ToArray(), Chain.ToArray());

        /// <summary>Goes to the next event.</summary>
        public bool Next() => _rows.Next();

        /// <summary>Ends the reading.</summary>
        public void Dispose() => _rows.Dispose();
    }
}
