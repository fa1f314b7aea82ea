namespace PSCredentials.Storage;

/// <summary>The statements about how often secrets were presented that a rotation replaced.</summary>
internal static class SecretReuseTable
{
    /// <summary>Counts presentations of secrets of a credential.</summary>
    /// <param name="connection">The transaction.</param>
    /// <param name="family">The credential's family.</param>
    /// <param name="row">The credential's row.</param>
    /// <param name="count">How many there were.</param>
    /// <param name="now">The present moment.</param>
    /// <param name="pause">How long after an event the next one may be.</param>
    /// <returns>What an event has to say now; null where it is too early for one.</returns>
    public static UntoldReuse? Count(StoreConnection connection, CredentialFamily family, long row, long count, DateTimeOffset now, TimeSpan pause)
    {
        UntoldReuse? before = Read(connection, family, row);
        bool isDue = before?.Since is not { } told || now - told >= pause;
        long untold = (before?.Count ?? 0) + count;
        connection.Prepared(
                "INSERT INTO secret_reuse (family, credential, told_at, untold) VALUES ($family, $row, $told_at, $untold) "
                + "ON CONFLICT (family, credential) DO UPDATE SET told_at = excluded.told_at, untold = excluded.untold")
            .With("$family", (long)family).With("$row", row).With("$told_at", isDue ? now : before!.Since).With("$untold", isDue ? 0 : untold).Execute();
        return isDue ? new UntoldReuse(untold, before?.Since) : null;
    }

    private static UntoldReuse? Read(StoreConnection connection, CredentialFamily family, long row)
    {
        using Statement.Rows rows = connection.Prepared("SELECT untold, told_at FROM secret_reuse WHERE family = $family AND credential = $row")
            .With("$family", (long)family).With("$row", row).Query();
        return rows.Next() ? new UntoldReuse(rows.Number(0), rows.Time(1)) : null;
    }
}

/// <summary>Presentations of secrets that a rotation replaced.</summary>
/// <param name="Count">How many there were that no event has said.</param>
/// <param name="Since">When an event said so last; null where none has.</param>
internal sealed record UntoldReuse(long Count, DateTimeOffset? Since);
