namespace PSCredentials.Storage;

/// <summary>What became of asking for a lease.</summary>
internal enum LeaseAnswer
{
    /// <summary>What it is for is gone.</summary>
    Gone,

    /// <summary>Another holds it.</summary>
    Held,

    /// <summary>It is the asker's.</summary>
    Taken,

    /// <summary>It is the asker's, and whoever had it before came to no end with it.</summary>
    TakenOver,
}

/// <summary>The statements about who delivers: to an environment, or the notices of a notification. Both tables have the columns of a lease.</summary>
internal static class LeaseTable
{
    /// <summary>The table of environments.</summary>
    public const string Environment = "environment";

    /// <summary>The table of notifications.</summary>
    public const string Notification = "notification";

    /// <summary>Whether another holds the lease.</summary>
    public static bool IsHeld(StoreConnection connection, string table, long row, DateTimeOffset now, TimeSpan length) =>
        connection.Prepared($"SELECT EXISTS (SELECT 1 FROM {table} WHERE row = $row AND lease_owner IS NOT NULL AND lease_until > $now AND lease_until <= $most)")
            .With("$row", row).With("$now", now).With("$most", now + length).Scalar() != 0;

    /// <summary>Takes the lease. One that reaches further than any can was given before the clock was set back, and counts as over.</summary>
    public static LeaseAnswer TryTake(StoreConnection connection, string table, long row, string owner, DateTimeOffset now, TimeSpan length)
    {
        bool hadOwner;
        using (Statement.Rows rows = connection.Prepared($"SELECT lease_owner FROM {table} WHERE row = $row").With("$row", row).Query())
        {
            if (!rows.Next())
            {
                return LeaseAnswer.Gone;
            }

            hadOwner = rows.OptionalText(0) is not null;
        }

        if (IsHeld(connection, table, row, now, length))
        {
            return LeaseAnswer.Held;
        }

        connection.Prepared($"UPDATE {table} SET lease_owner = $owner, lease_until = $until WHERE row = $row")
            .With("$row", row).With("$owner", owner).With("$until", now + length).Execute();
        return hadOwner ? LeaseAnswer.TakenOver : LeaseAnswer.Taken;
    }

    /// <summary>Holds on to the lease.</summary>
    /// <returns>False when it was lost.</returns>
    public static bool Renew(StoreConnection connection, string table, long row, string owner, DateTimeOffset until) =>
        connection.Prepared($"UPDATE {table} SET lease_until = $until WHERE row = $row AND lease_owner = $owner")
            .With("$row", row).With("$owner", owner).With("$until", until).Execute() == 1;

    /// <summary>Gives the lease back.</summary>
    public static void Release(StoreConnection connection, string table, long row, string owner) =>
        connection.Prepared($"UPDATE {table} SET lease_owner = NULL, lease_until = NULL WHERE row = $row AND lease_owner = $owner")
            .With("$row", row).With("$owner", owner).Execute();
}
