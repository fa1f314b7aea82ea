using PSCredentials.Protection;

namespace PSCredentials.Storage;

/// <summary>The statements about the passwords of project credentials.</summary>
internal static class PasswordTable
{
    /// <summary>The hash of the password in force.</summary>
    public static PasswordHash Hash(StoreConnection connection, long row)
    {
        using Statement.Rows reader = connection.Prepared("SELECT password_hash FROM project_credential WHERE row = $row").With("$row", row).Query();
        return reader.Next() ? PasswordHash.Parse(reader.Text(0)) : throw new InvalidOperationException("The row has no password.");
    }

    /// <summary>The hashes that a presented password is compared with.</summary>
    public static PresentedAgainst Read(StoreConnection connection, long row, DateTimeOffset now)
    {
        using Statement.Rows reader = connection.Prepared(
            "SELECT password_hash, grace_hash, grace_ends_at FROM project_credential WHERE row = $row").With("$row", row).Query();
        if (!reader.Next())
        {
            throw new InvalidOperationException("The row has no password.");
        }

        DateTimeOffset? graceEndsAt = reader.OptionalTime(2);
        return new PresentedAgainst(
            PasswordHash.Parse(reader.Text(0)),
            graceEndsAt > now ? PasswordHash.Parse(reader.Text(1)) : null,
            graceEndsAt > now ? graceEndsAt : null);
    }

    /// <summary>Sets a password anew. Wrong ones before it no longer count.</summary>
    public static void Set(StoreConnection connection, long row, StoredPassword password, DateTimeOffset now, DateTimeOffset? graceEndsAt) =>
        connection.Prepared(
                "UPDATE project_credential SET grace_hash = CASE WHEN $grace_ends_at IS NULL THEN NULL ELSE password_hash END, grace_ends_at = $grace_ends_at, "
                + "password_hash = $hash, file_hash = $file_hash, password_changed_at = $now, failure_count = 0, throttled_until = NULL WHERE row = $row")
            .With("$grace_ends_at", graceEndsAt)
            .With("$hash", password.Hash.ToString())
            .With("$file_hash", password.SealedFileHash)
            .With("$now", now)
            .With("$row", row)
            .Execute();

    /// <summary>Puts a stronger hash of the same password in the place of a weaker one.</summary>
    /// <returns>False where another hash was set meanwhile.</returns>
    public static bool TryStrengthen(StoreConnection connection, long row, PasswordHash weak, PasswordHash strong) =>
        connection.Prepared("UPDATE project_credential SET password_hash = $strong WHERE row = $row AND password_hash = $weak")
            .With("$strong", strong.ToString()).With("$weak", weak.ToString()).With("$row", row).Execute() == 1;

    /// <summary>Counts a wrong password; those before the last use do not count.</summary>
    /// <returns>How many there were in a row.</returns>
    public static long CountFailure(StoreConnection connection, long row, DateTimeOffset now)
    {
        using Statement.Rows reader = connection.Prepared(
                "UPDATE project_credential SET failure_count = CASE WHEN last_used_at >= last_failed_at THEN 1 ELSE failure_count + 1 END, "
                + "last_failed_at = $now WHERE row = $row RETURNING failure_count")
            .With("$now", now).With("$row", row).Query();
        return reader.Next() ? reader.Number(0) : 0;
    }

    /// <summary>Refuses every password until a moment.</summary>
    public static void Throttle(StoreConnection connection, long row, DateTimeOffset until) =>
        connection.Prepared("UPDATE project_credential SET throttled_until = $until WHERE row = $row").With("$until", until).With("$row", row).Execute();
}

/// <summary>What a presented password is compared with.</summary>
/// <param name="InForce">The hash of the password in force.</param>
/// <param name="Before">The hash of the one before it, under the same salt, while it works on.</param>
/// <param name="BeforeEndsAt">Until when that is.</param>
internal sealed record PresentedAgainst(PasswordHash InForce, PasswordHash? Before, DateTimeOffset? BeforeEndsAt);
