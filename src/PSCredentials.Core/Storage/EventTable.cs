using Microsoft.Data.Sqlite;

namespace PSCredentials.Storage;

/// <summary>The statements about the audit trail.</summary>
internal static class EventTable
{
    /// <summary>Appends an event; it takes its place in the trail here.</summary>
    public static void Append(StoreConnection connection, CredentialEvent entry) =>
        connection.Command(
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
            .ExecuteNonQuery();

    /// <summary>The sequence number after which the newest events that a query means begin.</summary>
    public static long StartOfNewest(StoreConnection connection, CredentialEventQuery query, long newest)
    {
        string sql = FormattableString.Invariant(
            $"SELECT coalesce(min(sequence), 1) - 1 FROM (SELECT sequence FROM event{{where}} ORDER BY sequence DESC LIMIT {newest})");
        using SqliteCommand command = Matching(query).Command(connection, sql);
        return (long)command.ExecuteScalar()!;
    }

    /// <summary>A page of the trail after a sequence number.</summary>
    public static List<CredentialEvent> Page(StoreConnection connection, CredentialEventQuery query, long after, int count, string authority)
    {
        string sql = "SELECT sequence, at, actor, action, outcome, subject_type, subject_id, subject_name, scope, detail FROM event{where} "
            + FormattableString.Invariant($"ORDER BY sequence LIMIT {count}");
        return Matching(query).And("sequence > ?", after).Command(connection, sql).ReadAll(reader => new CredentialEvent
        {
            Sequence = reader.GetInt64(0),
            Time = reader.Time(1),
            Actor = reader.GetString(2),
            Action = (CredentialAction)reader.GetInt64(3),
            Outcome = reader.GetString(4),
            SubjectType = (CredentialSubject)reader.GetInt64(5),
            SubjectId = reader.GetString(6),
            SubjectName = reader.GetString(7),
            Scope = reader.GetString(8),
            Detail = reader.GetString(9),
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
