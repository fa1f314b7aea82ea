using PSCredentials.Protection;

namespace PSCredentials.Storage;

/// <summary>The statements about the audit trail.</summary>
internal static class EventTable
{
    /// <summary>Appends an event; it takes its place in the trail here.</summary>
    public static void Append(StoreConnection connection, AuditKey key, CredentialEvent entry)
    {
        EventFacts facts = Begin(connection, entry).Add(entry.SubjectId).Add(entry.SubjectName).Add(entry.Scope).Add(entry.Detail);
        Append(connection, key, entry, facts);
    }

    /// <summary>Appends the same event about many API credentials, in the order of their rows' numbers as given.</summary>
    public static void AppendForEach(StoreConnection connection, AuditKey key, CredentialEvent entry, string rows)
    {
        entry = entry with { SubjectType = CredentialSubject.ApiCredential };
        using Statement.Rows reader = connection.Prepared(
                "SELECT c.id, c.name, c.namespace FROM json_each($rows) e CROSS JOIN api_credential c ON c.row = e.value ORDER BY e.key")
            .With("$rows", rows)
            .Query();
        while (reader.Next())
        {
            Append(connection, key, entry, Begin(connection, entry).Add(reader.Utf8(0)).Add(reader.Utf8(1)).Add(reader.Utf8(2)).Add(entry.Detail));
        }
    }

    /// <summary>The number of the last event; 0 where there is none.</summary>
    public static long LastSequence(StoreConnection connection) => connection.Scalar("SELECT coalesce(max(sequence), 0) FROM event");

    /// <summary>The chain that an event has; that before the first where it has none.</summary>
    public static byte[] ChainOf(StoreConnection connection, long sequence)
    {
        using Statement.Rows reader = connection.Prepared("SELECT chain FROM event WHERE sequence = $sequence").With("$sequence", sequence).Query();
        return reader.Next() && reader.OptionalBytes(0) is { } chain ? chain : AuditKey.Origin;
    }

    /// <summary>The sequence number after which the newest events that a query means begin.</summary>
    public static long StartOfNewest(StoreConnection connection, CredentialEventQuery query, long newest)
    {
        string sql = FormattableString.Invariant(
            $"SELECT coalesce(min(sequence), 1) - 1 FROM (SELECT sequence FROM event{{where}} ORDER BY sequence DESC LIMIT {newest})");
        using Statement statement = Matching(query).Prepare(connection, sql);
        return statement.Scalar();
    }

    /// <summary>A page of the trail after a sequence number.</summary>
    public static List<CredentialEvent> Page(StoreConnection connection, CredentialEventQuery query, long after, int count, string authority)
    {
        string sql = "SELECT sequence, at, actor, action, outcome, subject_type, subject_id, subject_name, scope, detail FROM event{where} "
            + FormattableString.Invariant($"ORDER BY sequence LIMIT {count}");
        return Matching(query).And("sequence > ?", after).Read(connection, sql, reader => new CredentialEvent
        {
            Sequence = reader.Number(0),
            Time = reader.Time(1),
            Actor = reader.Text(2),
            Action = (CredentialAction)reader.Number(3),
            Outcome = reader.Text(4),
            SubjectType = (CredentialSubject)reader.Number(5),
            SubjectId = reader.Text(6),
            SubjectName = reader.Text(7),
            Scope = reader.Text(8),
            Detail = reader.Text(9),
            Authority = authority,
        });
    }

    private static EventFacts Begin(StoreConnection connection, CredentialEvent entry) =>
        connection.Trail.Facts.Begin(entry.Time.ToUnixTimeMilliseconds(), (long)entry.Action, (long)entry.SubjectType).Add(entry.Actor).Add(entry.Outcome);

    private static void Append(StoreConnection connection, AuditKey key, CredentialEvent entry, EventFacts facts)
    {
        byte[] own = key.Own(facts.Encoded);
        TrailPlace place = connection.Trail.Extend(key, own);
        connection.Prepared(
                "INSERT INTO event (sequence, at, actor, action, outcome, subject_type, subject_id, subject_name, scope, detail, own, chain) "
                + "VALUES ($sequence, $at, $actor, $action, $outcome, $subject_type, $subject_id, $subject_name, $scope, $detail, $own, $chain)")
            .With("$sequence", place.Sequence)
            .With("$at", entry.Time)
            .WithUtf8("$actor", facts.Actor)
            .With("$action", (long)entry.Action)
            .WithUtf8("$outcome", facts.Outcome)
            .With("$subject_type", (long)entry.SubjectType)
            .WithUtf8("$subject_id", facts.SubjectId)
            .WithUtf8("$subject_name", facts.SubjectName)
            .WithUtf8("$scope", facts.Scope)
            .WithUtf8("$detail", facts.Detail)
            .With("$own", own)
            .With("$chain", place.Chain)
            .Execute();
    }

    private static Filter Matching(CredentialEventQuery query)
    {
        var filter = new Filter();
        if (query.After is { } after)
        {
            filter.And("at >= ?", after.ToUnixTimeMilliseconds());
        }

        if (query.Before is { } before)
        {
            filter.And("at < ?", before.ToUnixTimeMilliseconds());
        }

        return filter
            .Like("as_key(actor)", query.Actor)
            .In("action", query.Action)
            .In("subject_type", query.SubjectType)
            .Like("as_key(subject_name)", query.SubjectName)
            .In("subject_id", query.SubjectId);
    }
}
