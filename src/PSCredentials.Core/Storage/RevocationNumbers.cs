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
        SettingTable.Number(connection, LastName),
        SettingTable.Number(connection, LastFullName),
        DateTimeOffset.FromUnixTimeMilliseconds(SettingTable.Number(connection, LastFullAtName)));

    /// <summary>Writes the numbers.</summary>
    public void Write(StoreConnection connection)
    {
        SettingTable.Set(connection, LastName, Last);
        SettingTable.Set(connection, LastFullName, LastFull);
        SettingTable.Set(connection, LastFullAtName, LastFullAt.ToUnixTimeMilliseconds());
    }
}
