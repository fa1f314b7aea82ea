namespace PSCredentials.Storage;

/// <summary>The statements about the audit trail.</summary>
internal static class EventTable
{
    /// <summary>Appends an event; it takes its place in the trail here.</summary>
    public static void Append(StoreConnection connection, CredentialEvent entry) =>
        connection.Prepared(
                "INSERT INTO event (at, actor, action, outcome, subject_type, subject_id, subject_name, scope, detail) "
                + "VALUES ($at, $actor, $action, $outcome, $subject_type, $subject_id, $subject_name, $scope, $detail)")
            .With("$at", entry.Time)
            .With("$actor", entry.Actor)
            .With("$action", (long)entry.Action)
            .With("$outcome", entry.Outcome)
            .With("$subject_type", (long)entry.SubjectType)
            .With("$subject_id", entry.SubjectId)
            .With("$subject_name", entry.SubjectName)
            .With("$scope", entry.Scope)
            .With("$detail", entry.Detail)
            .Execute();

    /// <summary>Appends the same event about many API credentials, in the order of their rows' numbers as given.</summary>
    public static void AppendForEach(StoreConnection connection, CredentialEvent entry, string rows) =>
        connection.Prepared(
                "INSERT INTO event (at, actor, action, outcome, subject_type, subject_id, subject_name, scope, detail) "
                + "SELECT $at, $actor, $action, $outcome, $subject_type, c.id, c.name, c.namespace, $detail "
                + "FROM json_each($rows) e CROSS JOIN api_credential c ON c.row = e.value ORDER BY e.key")
            .With("$at", entry.Time)
            .With("$actor", entry.Actor)
            .With("$action", (long)entry.Action)
            .With("$outcome", entry.Outcome)
            .With("$subject_type", (long)CredentialSubject.ApiCredential)
            .With("$detail", entry.Detail)
            .With("$rows", rows)
            .Execute();

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
