namespace PSCredentials.Storage;

/// <summary>A notice as the store keeps it.</summary>
/// <param name="Row">Its row.</param>
/// <param name="Family">The credential's family.</param>
/// <param name="CredentialId">The credential.</param>
/// <param name="ExpiresAt">The end that it is about.</param>
/// <param name="Threshold">The threshold that was reached.</param>
/// <param name="MessageId">The message's identifier.</param>
/// <param name="Attempts">How often it was tried in vain.</param>
/// <param name="DueAt">When it is tried at the earliest.</param>
/// <param name="CreatedAt">When it was found.</param>
internal sealed record NoticeRow(
    long Row, CredentialFamily Family, string CredentialId, DateTimeOffset ExpiresAt, int Threshold, string MessageId, long Attempts, DateTimeOffset DueAt, DateTimeOffset CreatedAt);

/// <summary>The statements about notices.</summary>
internal static class NoticeTable
{
    /// <summary>Adds a notice, unless it is there.</summary>
    /// <returns>Whether it was added.</returns>
    public static bool TryAdd(StoreConnection connection, long notification, CredentialExpiry expiry, string messageId, DateTimeOffset now) =>
        connection.Prepared(
                "INSERT INTO notice (notification, family, credential, expires_at, threshold, message_id, due_at, created_at) "
                + "VALUES ($notification, $family, $credential, $expires, $threshold, $message, $now, $now) ON CONFLICT DO NOTHING")
            .With("$notification", notification)
            .With("$family", (long)expiry.Family)
            .With("$credential", expiry.Id)
            .With("$expires", expiry.ExpiresAt)
            .With("$threshold", (long)expiry.Threshold!.Value)
            .With("$message", messageId)
            .With("$now", now)
            .Execute() == 1;

    /// <summary>What is still to be sent for a notification, in the order in which it was found, after a row.</summary>
    public static List<NoticeRow> Pending(StoreConnection connection, long notification, long after, int most)
    {
        Statement statement = connection.Prepared(
                "SELECT row, family, credential, expires_at, threshold, message_id, attempts, due_at, created_at FROM notice "
                + "WHERE notification = $notification AND state = 0 AND row > $after ORDER BY row LIMIT $most")
            .With("$notification", notification).With("$after", after).With("$most", most);
        using Statement.Rows reader = statement.Query();
        var list = new List<NoticeRow>();
        while (reader.Next())
        {
            list.Add(new NoticeRow(
                reader.Number(0),
                (CredentialFamily)reader.Number(1),
                reader.Text(2),
                reader.Time(3),
                (int)reader.Number(4),
                reader.Text(5),
                reader.Number(6),
                reader.Time(7),
                reader.Time(8)));
        }

        return list;
    }

    /// <summary>Closes a notice.</summary>
    public static void Close(StoreConnection connection, long row, NoticeState state) =>
        connection.Prepared("UPDATE notice SET state = $state WHERE row = $row").With("$row", row).With("$state", (long)state).Execute();

    /// <summary>Keeps that a try failed.</summary>
    public static void Failed(StoreConnection connection, long row, DateTimeOffset dueAt) =>
        connection.Prepared("UPDATE notice SET attempts = attempts + 1, due_at = $due WHERE row = $row").With("$row", row).With("$due", dueAt).Execute();

    /// <summary>Whether there are notices about what ended before a moment.</summary>
    public static bool HasEnded(StoreConnection connection, DateTimeOffset before) =>
        connection.Prepared("SELECT EXISTS (SELECT 1 FROM notice WHERE expires_at < $before)").With("$before", before).Scalar() != 0;

    /// <summary>Forgets notices about what ended before a moment.</summary>
    public static void RemoveEnded(StoreConnection connection, DateTimeOffset before) =>
        connection.Prepared("DELETE FROM notice WHERE expires_at < $before").With("$before", before).Execute();
}
