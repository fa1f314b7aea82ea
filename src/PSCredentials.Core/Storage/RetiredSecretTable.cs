namespace PSCredentials.Storage;

/// <summary>The statements about secrets that a rotation replaced.</summary>
internal static class RetiredSecretTable
{
    // Enough to know an old secret again, and little enough for a credential that is rotated every hour.
    private const long MostEnded = 10;

    /// <summary>Keeps the secret in force of a credential as a retired one. Of those whose grace period has ended the last few are known still, so that their reuse is.</summary>
    public static void Retire(StoreConnection connection, CredentialFamily family, long row, DateTimeOffset retiresAt, DateTimeOffset now)
    {
        connection.Prepared(
                "DELETE FROM retired_secret WHERE hash IN (SELECT hash FROM retired_secret WHERE family = $family AND credential = $row AND retires_at <= $now "
                + "ORDER BY retires_at DESC LIMIT -1 OFFSET $most)")
            .With("$family", (long)family).With("$row", row).With("$now", now).With("$most", MostEnded - 1).Execute();

        // A second rotation within the grace period of the first ends the oldest secret no later than the one after it.
        connection.Prepared(
                "UPDATE retired_secret SET retires_at = min(retires_at, $retires_at) WHERE family = $family AND credential = $row")
            .With("$family", (long)family).With("$row", row).With("$retires_at", retiresAt).Execute();
        string source = family == CredentialFamily.ApiCredential ? "not_before FROM api_credential" : "NULL FROM api_key";
        connection.Prepared(
                $"INSERT INTO retired_secret (hash, family, credential, retires_at, not_before) SELECT secret_hash, $family, row, $retires_at, {source} WHERE row = $row")
            .With("$family", (long)family).With("$row", row).With("$retires_at", retiresAt).Execute();
    }

    /// <summary>Finds the credential of a retired secret.</summary>
    public static RetiredSecret? Find(StoreConnection connection, CredentialFamily family, byte[] hash)
    {
        Statement statement = connection.Prepared("SELECT credential, retires_at, not_before FROM retired_secret WHERE hash = $hash AND family = $family")
            .With("$hash", hash).With("$family", (long)family);
        using Statement.Rows reader = statement.Query();
        return reader.Next() ? new RetiredSecret(reader.Number(0), reader.Time(1), reader.OptionalTime(2)) : null;
    }
}

/// <summary>A secret that a rotation replaced.</summary>
/// <param name="Row">The row of its credential.</param>
/// <param name="RetiresAt">When it stops working.</param>
/// <param name="NotBefore">When it began to work, for certificates.</param>
internal sealed record RetiredSecret(long Row, DateTimeOffset RetiresAt, DateTimeOffset? NotBefore);
