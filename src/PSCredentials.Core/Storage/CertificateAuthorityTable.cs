namespace PSCredentials.Storage;

/// <summary>The statements about the certificate authorities of a vault.</summary>
internal static class CertificateAuthorityTable
{
    private const string Columns = "row, certificate, chain, sealed_key, current_since, retired_at, key_destroyed_at, key_uri";

    /// <summary>Reads all of them, the oldest first.</summary>
    public static List<CertificateAuthorityRecord> All(StoreConnection connection)
    {
        var all = new List<CertificateAuthorityRecord>();
        using Statement.Rows rows = connection.Prepared($"SELECT {Columns} FROM certificate_authority ORDER BY row").Query();
        while (rows.Next())
        {
            all.Add(new CertificateAuthorityRecord(
                rows.Number(0), rows.Bytes(1), rows.OptionalBytes(2), rows.OptionalBytes(3), rows.Time(4), rows.OptionalTime(5), rows.OptionalTime(6), rows.OptionalText(7)));
        }

        return all;
    }

    /// <summary>Whether this is the one that issues.</summary>
    public static bool IsCurrent(StoreConnection connection, long row)
    {
        using Statement.Rows rows = connection.Prepared("SELECT row FROM certificate_authority WHERE retired_at IS NULL").Query();
        return rows.Next() && rows.Number(0) == row;
    }

    /// <summary>Says that the current one issues no more.</summary>
    public static void Retire(StoreConnection connection, DateTimeOffset now) =>
        connection.Prepared("UPDATE certificate_authority SET retired_at = $now WHERE retired_at IS NULL").With("$now", now).Execute();

    /// <summary>Adds the current one.</summary>
    public static void Add(StoreConnection connection, byte[] certificate, byte[]? chain, byte[] sealedKey, string? keyUri, DateTimeOffset now) =>
        connection.Prepared(
                "INSERT INTO certificate_authority (certificate, chain, sealed_key, key_uri, current_since) VALUES ($certificate, $chain, $key, $uri, $now)")
            .With("$certificate", certificate).With("$chain", chain).With("$key", sealedKey).With("$uri", keyUri).With("$now", now).Execute();

    /// <summary>Makes one the current one that was here before, with what may have been renewed of it.</summary>
    public static void TakeUp(StoreConnection connection, long row, byte[] certificate, byte[]? chain, byte[] sealedKey, string? keyUri, DateTimeOffset now) =>
        connection.Overwriting(store => store.Prepared(
                "UPDATE certificate_authority SET certificate = $certificate, chain = $chain, sealed_key = $key, key_uri = $uri, current_since = $now, retired_at = NULL, "
                + "key_destroyed_at = NULL WHERE row = $row")
            .With("$certificate", certificate).With("$chain", chain).With("$key", sealedKey).With("$uri", keyUri).With("$now", now).With("$row", row).Execute());

    /// <summary>Keeps the private key of one.</summary>
    public static void SetKey(StoreConnection connection, long row, byte[] sealedKey) =>
        connection.Prepared("UPDATE certificate_authority SET sealed_key = $key WHERE row = $row").With("$key", sealedKey).With("$row", row).Execute();

    /// <summary>Destroys the private key of one.</summary>
    public static void DestroyKey(StoreConnection connection, long row, DateTimeOffset now) =>
        connection.Overwriting(store => store.Prepared("UPDATE certificate_authority SET sealed_key = NULL, key_destroyed_at = $now WHERE row = $row")
            .With("$now", now).With("$row", row).Execute());

    /// <summary>When the last certificate that one issued ends by its own words, ended before its time or not.</summary>
    /// <returns>Null where it issued none.</returns>
    public static DateTimeOffset? LastExpiry(StoreConnection connection, long row)
    {
        using Statement.Rows rows = connection.Prepared(
                "SELECT max(expires_at) FROM (SELECT max(expires_at) AS expires_at FROM api_credential WHERE issuer = $row "
                + "UNION ALL SELECT max(expires_at) FROM revoked_certificate WHERE issuer = $row)")
            .With("$row", row).Query();
        return rows.Next() ? rows.OptionalTime(0) : null;
    }

    /// <summary>How many certificates of one are in force: those that have not ended, and rotated ones in their grace period.</summary>
    public static long CountActive(StoreConnection connection, long row, DateTimeOffset now) =>
        connection.Prepared(
                "SELECT (SELECT count(*) FROM api_credential WHERE issuer = $row AND expires_at > $now AND revoked_at IS NULL) "
                + "+ (SELECT count(*) FROM revoked_certificate WHERE issuer = $row AND expires_at > $now AND revoked_at > $now)")
            .With("$row", row).With("$now", now).Scalar();
}
