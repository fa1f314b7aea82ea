namespace PSCredentials.Storage;

/// <summary>The statements about single numbers that the vault keeps by name.</summary>
internal static class SettingTable
{
    /// <summary>Reads a number.</summary>
    /// <returns>The number; 0 where the vault is from before it, or was never given it.</returns>
    public static long Number(StoreConnection connection, string name)
    {
        using Statement.Rows rows = connection.Prepared("SELECT value FROM setting WHERE name = $name").With("$name", name).Query();
        return rows.Next() ? rows.Number(0) : 0;
    }

    /// <summary>Writes a number.</summary>
    public static void Set(StoreConnection connection, string name, long value) =>
        connection.Prepared("INSERT INTO setting (name, value) VALUES ($name, $value) ON CONFLICT (name) DO UPDATE SET value = excluded.value")
            .With("$name", name).With("$value", value).Execute();
}
