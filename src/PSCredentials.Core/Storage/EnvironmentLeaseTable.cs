namespace PSCredentials.Storage;

/// <summary>What became of asking for a lease.</summary>
internal enum LeaseAnswer
{
    /// <summary>The environment is gone.</summary>
    Gone,

    /// <summary>Another holds it.</summary>
    Held,

    /// <summary>It is the asker's.</summary>
    Taken,

    /// <summary>It is the asker's, and whoever had it before came to no end with it.</summary>
    TakenOver,
}

/// <summary>The statements about who delivers to an environment.</summary>
internal static class EnvironmentLeaseTable
{
    /// <summary>Whether another holds the lease.</summary>
    public static bool IsHeld(StoreConnection connection, long environment, DateTimeOffset now, TimeSpan length) =>
        connection.Prepared("SELECT EXISTS (SELECT 1 FROM environment WHERE row = $row AND lease_owner IS NOT NULL AND lease_until > $now AND lease_until <= $most)")
            .With("$row", environment).With("$now", now).With("$most", now + length).Scalar() != 0;

    /// <summary>Takes the lease. One that reaches further than any can was given before the clock was set back, and counts as over.</summary>
    public static LeaseAnswer TryTake(StoreConnection connection, long environment, string owner, DateTimeOffset now, TimeSpan length)
    {
        bool hadOwner;
        using (Statement.Rows rows = connection.Prepared("SELECT lease_owner FROM environment WHERE row = $row").With("$row", environment).Query())
        {
            if (!rows.Next())
            {
                return LeaseAnswer.Gone;
            }

            hadOwner = rows.OptionalText(0) is not null;
        }

        if (IsHeld(connection, environment, now, length))
        {
            return LeaseAnswer.Held;
        }

        connection.Prepared("UPDATE environment SET lease_owner = $owner, lease_until = $until WHERE row = $row")
            .With("$row", environment).With("$owner", owner).With("$until", now + length).Execute();
        return hadOwner ? LeaseAnswer.TakenOver : LeaseAnswer.Taken;
    }

    /// <summary>Holds on to the lease.</summary>
    /// <returns>False when it was lost.</returns>
    public static bool Renew(StoreConnection connection, long environment, string owner, DateTimeOffset until) =>
        connection.Prepared("UPDATE environment SET lease_until = $until WHERE row = $row AND lease_owner = $owner")
            .With("$row", environment).With("$owner", owner).With("$until", until).Execute() == 1;

    /// <summary>Gives the lease back.</summary>
    public static void Release(StoreConnection connection, long environment, string owner) =>
        connection.Prepared("UPDATE environment SET lease_owner = NULL, lease_until = NULL WHERE row = $row AND lease_owner = $owner")
            .With("$row", environment).With("$owner", owner).Execute();

    /// <summary>Keeps what became of the last try.</summary>
    /// <param name="connection">The transaction.</param>
    /// <param name="environment">The environment.</param>
    /// <param name="deployedAt">When it succeeded; null where it failed.</param>
    /// <param name="error">Why it failed.</param>
    public static void Note(StoreConnection connection, long environment, DateTimeOffset? deployedAt, string? error) =>
        connection.Prepared("UPDATE environment SET last_deployed_at = coalesce($at, last_deployed_at), last_error = $error WHERE row = $row")
            .With("$row", environment).With("$at", deployedAt).With("$error", error).Execute();
}
