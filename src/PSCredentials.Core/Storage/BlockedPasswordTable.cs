namespace PSCredentials.Storage;

/// <summary>The statements about passwords that nobody may choose.</summary>
internal static class BlockedPasswordTable
{
    /// <summary>Whether a password is on the list.</summary>
    public static bool Contains(StoreConnection connection, byte[] hash) =>
        connection.Prepared("SELECT count(*) FROM blocked_password WHERE hash = $hash").With("$hash", hash).Scalar() == 1;

    /// <summary>Puts another list in the place of the one before.</summary>
    public static void Replace(StoreConnection connection, IEnumerable<byte[]> hashes)
    {
        connection.Execute("DELETE FROM blocked_password");
        Statement insert = connection.Prepared("INSERT INTO blocked_password (hash) VALUES ($hash)");
        foreach (byte[] hash in hashes)
        {
            insert.With("$hash", hash).Execute();
        }
    }
}
