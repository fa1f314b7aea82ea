namespace PSCredentials.Storage;

/// <summary>The statements about how often credentials were used that may be used so many times alone.</summary>
internal static class UseTable
{
    /// <summary>Counts a use, if one is left. Of several at once no more are counted than are left, in whatever processes.</summary>
    /// <returns>How many uses there were with this one, and how many there can be; null where none was left, or the credential is gone.</returns>
    public static (long Count, long Most)? TryUse(StoreConnection connection, string id)
    {
        using Statement.Rows rows = connection.Prepared(
                "UPDATE api_credential SET use_count = use_count + 1 WHERE id = $id AND use_count < maximum_uses RETURNING use_count, maximum_uses")
            .With("$id", id).Query();
        return rows.Next() ? (rows.Number(0), rows.Number(1)) : null;
    }
}
