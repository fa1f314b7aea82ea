namespace PSCredentials.Storage;

/// <summary>The statements about requests that may come again.</summary>
internal static class IdempotentRequestTable
{
    // Each create that adds a row takes more away, so that the table stays small.
    private const int ExpiredAtOnce = 64;

    /// <summary>Finds the row of a request, unless it has expired.</summary>
    public static AnsweredRequest? Find(StoreConnection connection, byte[] keyHash, DateTimeOffset now)
    {
        using Statement.Rows rows = connection.Prepared(
                "SELECT fingerprint, subject_id, sealed FROM idempotent_request WHERE key_hash = $key_hash AND expires_at > $now")
            .With("$key_hash", keyHash).With("$now", now).Query();
        return rows.Next() ? new AnsweredRequest(rows.Bytes(0), rows.Text(1), rows.Bytes(2)) : null;
    }

    /// <summary>Adds the row of a request, in the place of an expired one of the same key, and deletes some that have expired.</summary>
    public static void Add(StoreConnection connection, byte[] keyHash, AnsweredRequest request, DateTimeOffset now, DateTimeOffset expiresAt)
    {
        connection.Prepared(
                "DELETE FROM idempotent_request WHERE key_hash IN (SELECT key_hash FROM idempotent_request WHERE expires_at <= $now ORDER BY expires_at LIMIT $count)")
            .With("$now", now).With("$count", ExpiredAtOnce).Execute();
        connection.Prepared(
                "INSERT OR REPLACE INTO idempotent_request (key_hash, fingerprint, subject_id, sealed, expires_at) "
                + "VALUES ($key_hash, $fingerprint, $subject_id, $sealed, $expires_at)")
            .With("$key_hash", keyHash)
            .With("$fingerprint", request.Fingerprint)
            .With("$subject_id", request.SubjectId)
            .With("$sealed", request.Sealed)
            .With("$expires_at", expiresAt)
            .Execute();
    }
}

/// <summary>A request that was answered.</summary>
/// <param name="Fingerprint">The keyed hash of its fingerprint.</param>
/// <param name="SubjectId">What it made.</param>
/// <param name="Sealed">The secret that was answered, sealed.</param>
internal sealed record AnsweredRequest(byte[] Fingerprint, string SubjectId, byte[] Sealed);
