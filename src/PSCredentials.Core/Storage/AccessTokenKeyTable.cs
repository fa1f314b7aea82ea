namespace PSCredentials.Storage;

/// <summary>A key that signs access tokens, as it is kept.</summary>
/// <param name="Id">Its identifier, the thumbprint of RFC 7638.</param>
/// <param name="PublicKey">The public key, SubjectPublicKeyInfo.</param>
/// <param name="SealedKey">The private key, PKCS#8, sealed.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="VerifiesUntil">When the last token that it can have signed ends.</param>
internal sealed record AccessTokenKeyRecord(string Id, byte[] PublicKey, byte[] SealedKey, DateTimeOffset CreatedAt, DateTimeOffset VerifiesUntil);

/// <summary>The statements about the keys that sign access tokens.</summary>
internal static class AccessTokenKeyTable
{
    /// <summary>Reads them, the newest first.</summary>
    public static List<AccessTokenKeyRecord> All(StoreConnection connection)
    {
        using Statement.Rows reader = connection.Prepared(
            "SELECT id, public_key, sealed_key, created_at, verifies_until FROM access_token_key ORDER BY created_at DESC, id").Query();
        var keys = new List<AccessTokenKeyRecord>();
        while (reader.Next())
        {
            keys.Add(new AccessTokenKeyRecord(reader.Text(0), reader.Bytes(1), reader.Bytes(2), reader.Time(3), reader.Time(4)));
        }

        return keys;
    }

    /// <summary>Adds one.</summary>
    public static void Add(StoreConnection connection, AccessTokenKeyRecord key) =>
        connection.Prepared(
                "INSERT INTO access_token_key (id, public_key, sealed_key, created_at, verifies_until) VALUES ($id, $public_key, $sealed_key, $created_at, $verifies_until)")
            .With("$id", key.Id)
            .With("$public_key", key.PublicKey)
            .With("$sealed_key", key.SealedKey)
            .With("$created_at", key.CreatedAt)
            .With("$verifies_until", key.VerifiesUntil)
            .Execute();

    /// <summary>Deletes those whose last token has ended.</summary>
    public static void RemoveEnded(StoreConnection connection, DateTimeOffset now) =>
        connection.Overwriting(store => store.Prepared("DELETE FROM access_token_key WHERE verifies_until <= $now").With("$now", now).Execute());
}
