using PSCredentials.Pki;

namespace PSCredentials.Storage;

/// <summary>The statements about certificates that ended before their time.</summary>
internal static class RevokedCertificateTable
{
    private const string Held = "c.disabled_at IS NOT NULL AND c.serial IS NOT NULL AND c.revoked_at IS NULL";

    /// <summary>Ends the certificates in force of credentials, and those before them that still work. One that was ended before keeps its moment and reason.</summary>
    public static void End(StoreConnection connection, string rows, DateTimeOffset moment, int reason)
    {
        connection.Prepared(
                "UPDATE revoked_certificate SET revoked_at = $moment, reason = $reason "
                + $"WHERE credential IN (SELECT value FROM json_each($rows)) AND revoked_at > $moment AND reason <> {RevokedCertificate.Released}")
            .With("$moment", moment).With("$reason", (long)reason).With("$rows", rows).Execute();
        AddInForce(connection, rows, moment, reason);
    }

    /// <summary>
    /// Puts the certificates of a credential on hold that is removed and can be restored: the one in force, and those before it that still work. Nothing else can be taken off a list again
    /// (RFC 5280, 5.3.1).
    /// </summary>
    public static void Hold(StoreConnection connection, long row, DateTimeOffset moment)
    {
        connection.Prepared(
                $"UPDATE revoked_certificate SET ends_at = revoked_at, revoked_at = $moment, reason = {RevokedCertificate.Hold} "
                + $"WHERE credential = $row AND revoked_at > $moment AND reason <> {RevokedCertificate.Released}")
            .With("$moment", moment).With("$row", row).Execute();
        AddInForce(connection, StoredJson.Rows([row]), moment, RevokedCertificate.Hold);
    }

    /// <summary>Takes the certificates of a credential that is restored off hold. One whose grace period has ended meanwhile stays ended.</summary>
    public static void TakeOffHold(StoreConnection connection, long row, DateTimeOffset moment)
    {
        connection.Prepared(
                "UPDATE revoked_certificate SET revoked_at = CASE WHEN ends_at > $moment THEN ends_at ELSE revoked_at END, ends_at = NULL, "
                + $"reason = {(int)RevocationReason.Superseded} WHERE credential = $row AND reason = {RevokedCertificate.Hold} AND ends_at IS NOT NULL")
            .With("$moment", moment).With("$row", row).Execute();
        connection.Prepared(
                $"UPDATE revoked_certificate SET revoked_at = $moment, reason = {RevokedCertificate.Released} WHERE credential = $row AND reason = {RevokedCertificate.Hold}")
            .With("$moment", moment).With("$row", row).Execute();
    }

    /// <summary>Ends for good the certificates on hold of removed credentials that can no longer be restored.</summary>
    public static int EndHeld(StoreConnection connection, string rows) =>
        connection.Prepared(
                $"UPDATE revoked_certificate SET ends_at = NULL, reason = {(int)RevocationReason.CessationOfOperation} "
                + $"WHERE credential IN (SELECT value FROM json_each($rows)) AND reason = {RevokedCertificate.Hold}")
            .With("$rows", rows).Execute();

    /// <summary>Says that the certificate in force of a credential gives way to another one: it ends with its grace period, and those before it no later.</summary>
    public static void Supersede(StoreConnection connection, long row, DateTimeOffset moment)
    {
        connection.Prepared(
                "UPDATE revoked_certificate SET revoked_at = min(revoked_at, $moment) "
                + $"WHERE credential = $row AND reason <> {RevokedCertificate.Released}")
            .With("$moment", moment).With("$row", row).Execute();
        AddInForce(connection, StoredJson.Rows([row]), moment, (int)RevocationReason.Superseded);
    }

    /// <summary>Takes the certificate in force of a credential off hold.</summary>
    public static void Release(StoreConnection connection, long row, DateTimeOffset moment) =>
        AddInForce(connection, StoredJson.Rows([row]), moment, RevokedCertificate.Released);

    /// <summary>What a full list of a certificate authority names. A certificate that expired stays until a list was issued after its expiry (RFC 5280, 3.3).</summary>
    /// <param name="connection">Where.</param>
    /// <param name="issuer">Whose list.</param>
    /// <param name="now">The present moment.</param>
    /// <param name="lastFull">When the last full list was issued.</param>
    public static List<RevokedCertificate> ForFullList(StoreConnection connection, long issuer, DateTimeOffset now, DateTimeOffset lastFull) => Read(
        connection.Prepared(
                "SELECT serial, revoked_at, reason FROM revoked_certificate WHERE issuer = $issuer AND revoked_at <= $now AND expires_at > $last "
                + $"AND reason <> {RevokedCertificate.Released} "
                + $"UNION ALL SELECT c.serial, c.disabled_at, {RevokedCertificate.Hold} FROM api_credential c WHERE {Held} AND c.issuer = $issuer AND c.expires_at > $last "
                + $"UNION ALL SELECT r.serial, c.disabled_at, {RevokedCertificate.Hold} FROM api_credential c JOIN revoked_certificate r ON r.credential = c.row "
                + $"WHERE {Held} AND r.issuer = $issuer AND r.revoked_at > $now")
            .With("$issuer", issuer).With("$now", now).With("$last", lastFull));

    /// <summary>What changed since a full list.</summary>
    /// <param name="connection">Where.</param>
    /// <param name="issuer">Whose list.</param>
    /// <param name="now">The present moment.</param>
    /// <param name="since">From when on.</param>
    public static List<RevokedCertificate> ForDeltaList(StoreConnection connection, long issuer, DateTimeOffset now, DateTimeOffset since) => Read(
        connection.Prepared(
                "SELECT serial, revoked_at, reason FROM revoked_certificate r WHERE issuer = $issuer AND revoked_at > $since AND revoked_at <= $now AND expires_at > $since "
                + $"AND NOT (reason = {RevokedCertificate.Released} AND EXISTS (SELECT 1 FROM api_credential c WHERE c.row = r.credential AND c.serial = r.serial AND {Held})) "
                + $"UNION ALL SELECT c.serial, c.disabled_at, {RevokedCertificate.Hold} FROM api_credential c WHERE {Held} AND c.issuer = $issuer AND c.disabled_at > $since "
                + $"UNION ALL SELECT r.serial, c.disabled_at, {RevokedCertificate.Hold} FROM api_credential c JOIN revoked_certificate r ON r.credential = c.row "
                + $"WHERE {Held} AND r.issuer = $issuer AND c.disabled_at > $since AND r.revoked_at > $now")
            .With("$issuer", issuer).With("$now", now).With("$since", since));

    /// <summary>Looks a certificate up by its issuer and serial number.</summary>
    /// <returns>Whether it was issued here, and how it ended if it did.</returns>
    public static (bool IsKnown, RevokedCertificate? Ended) Find(StoreConnection connection, long issuer, byte[] serialNumber, DateTimeOffset now)
    {
        string serial = Convert.ToHexString(serialNumber);
        using Statement.Rows rows = connection.Prepared(
                "SELECT r.revoked_at, r.reason, (SELECT c.disabled_at FROM api_credential c WHERE c.row = r.credential AND c.revoked_at IS NULL) "
                + $"FROM revoked_certificate r WHERE r.serial = $serial AND r.issuer = $issuer AND r.reason <> {RevokedCertificate.Released} "
                + "UNION ALL SELECT NULL, NULL, c.disabled_at FROM api_credential c WHERE c.serial = $serial AND c.issuer = $issuer")
            .With("$serial", serial).With("$issuer", issuer).Query();
        if (!rows.Next())
        {
            return (false, null);
        }

        if (rows.OptionalTime(0) is { } revokedAt && revokedAt <= now)
        {
            return (true, new RevokedCertificate(serialNumber, revokedAt, (int)rows.Number(1)));
        }

        return (true, rows.OptionalTime(2) is { } disabledAt ? new RevokedCertificate(serialNumber, disabledAt, RevokedCertificate.Hold) : null);
    }

    // In the order of the table, so that each of its pages is gone to once.
    private static void AddInForce(StoreConnection connection, string rows, DateTimeOffset moment, int reason) =>
        connection.Prepared(
                "INSERT INTO revoked_certificate (serial, issuer, credential, expires_at, revoked_at, reason) "
                + "SELECT serial, issuer, row, expires_at, $moment, $reason FROM api_credential "
                + "WHERE row IN (SELECT value FROM json_each($rows)) AND serial IS NOT NULL ORDER BY serial "
                + $"ON CONFLICT (serial) DO UPDATE SET revoked_at = excluded.revoked_at, reason = excluded.reason WHERE reason = {RevokedCertificate.Released}")
            .With("$moment", moment).With("$reason", (long)reason).With("$rows", rows).Execute();

    private static List<RevokedCertificate> Read(Statement statement)
    {
        var list = new List<RevokedCertificate>();
        using Statement.Rows rows = statement.Query();
        while (rows.Next())
        {
            list.Add(new RevokedCertificate(Convert.FromHexString(rows.Text(0)), rows.Time(1), (int)rows.Number(2)));
        }

        return list;
    }
}
