namespace PSCredentials.Storage;

/// <summary>The numbers of revocation lists, as the vault keeps them.</summary>
/// <param name="Last">The number of the last list of either kind; 0 before the first.</param>
/// <param name="LastFull">The number of the last full list; 0 before the first.</param>
/// <param name="LastFullAt">When it was issued.</param>
internal sealed record RevocationNumbers(long Last, long LastFull, DateTimeOffset LastFullAt)
{
    private const string LastName = "revocation_list_number";
    private const string LastFullName = "revocation_list_full_number";
    private const string LastFullAtName = "revocation_list_full_at";

    /// <summary>Reads the numbers.</summary>
    public static RevocationNumbers Read(StoreConnection connection) => new(
        Setting(connection, LastName), Setting(connection, LastFullName), DateTimeOffset.FromUnixTimeMilliseconds(Setting(connection, LastFullAtName)));

    /// <summary>Writes the numbers.</summary>
    public void Write(StoreConnection connection)
    {
        Set(connection, LastName, Last);
        Set(connection, LastFullName, LastFull);
        Set(connection, LastFullAtName, LastFullAt.ToUnixTimeMilliseconds());
    }

    private static long Setting(StoreConnection connection, string name)
    {
        using Statement.Rows rows = connection.Prepared("SELECT value FROM setting WHERE name = $name").With("$name", name).Query();
        return rows.Next() ? rows.Number(0) : 0;
    }

    private static void Set(StoreConnection connection, string name, long value) =>
        connection.Prepared("INSERT INTO setting (name, value) VALUES ($name, $value) ON CONFLICT (name) DO UPDATE SET value = excluded.value")
            .With("$name", name).With("$value", value).Execute();
}
