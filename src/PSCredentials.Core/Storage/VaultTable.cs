using System.Text.Json;

namespace PSCredentials.Storage;

/// <summary>The vault's own row.</summary>
/// <param name="Id">The authority's identifier.</param>
/// <param name="Name">The authority's name.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="Protection">Where the master key comes from.</param>
/// <param name="Parameters">What finding the master key needs; nothing secret.</param>
internal sealed record VaultRecord(
    string Id,
    string Name,
    DateTimeOffset CreatedAt,
    VaultProtection Protection,
    Dictionary<string, string> Parameters);

/// <summary>The statements about the vault's own row and its sealed keys.</summary>
internal static class VaultTable
{
    /// <summary>Writes the row of a new vault.</summary>
    public static void Add(StoreConnection connection, VaultRecord vault) =>
        connection.Prepared(
                "INSERT INTO vault (one, id, name, created_at, protection, parameters) VALUES (1, $id, $name, $now, $protection, $parameters)")
            .With("$id", vault.Id)
            .With("$name", vault.Name)
            .With("$now", vault.CreatedAt)
            .With("$protection", (long)vault.Protection)
            .With("$parameters", JsonSerializer.Serialize(vault.Parameters))
            .Execute();

    /// <summary>Reads the row.</summary>
    public static VaultRecord Read(StoreConnection connection)
    {
        using Statement.Rows reader = connection.Prepared("SELECT id, name, created_at, protection, parameters FROM vault").Query();
        if (!reader.Next())
        {
            throw new CredentialException(CredentialErrors.StoreDamaged, "The vault is damaged: its own record is missing.");
        }

        return new VaultRecord(
            reader.Text(0),
            reader.Text(1),
            reader.Time(2),
            (VaultProtection)reader.Number(3),
            JsonSerializer.Deserialize<Dictionary<string, string>>(reader.Text(4))!);
    }

    /// <summary>Says that another master key seals the keys.</summary>
    public static void ChangeProtection(StoreConnection connection, VaultProtection protection, Dictionary<string, string> parameters) =>
        connection.Prepared("UPDATE vault SET protection = $protection, parameters = $parameters")
            .With("$protection", (long)protection).With("$parameters", JsonSerializer.Serialize(parameters)).Execute();

    /// <summary>Reads where revocation lists and status answers are served.</summary>
    /// <returns>Null where nowhere.</returns>
    public static Uri? RevocationAddress(StoreConnection connection)
    {
        using Statement.Rows reader = connection.Prepared("SELECT revocation_address FROM vault").Query();
        return reader.Next() && reader.OptionalText(0) is { } address ? new Uri(address) : null;
    }

    /// <summary>Writes where revocation lists and status answers are served.</summary>
    public static void SetRevocationAddress(StoreConnection connection, Uri? address) =>
        connection.Prepared("UPDATE vault SET revocation_address = $address").With("$address", address?.AbsoluteUri).Execute();

    /// <summary>Reads the sealed keys by purpose.</summary>
    public static Dictionary<string, byte[]> Keys(StoreConnection connection)
    {
        using Statement.Rows reader = connection.Prepared("SELECT purpose, sealed FROM vault_key").Query();
        var keys = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        while (reader.Next())
        {
            keys.Add(reader.Text(0), reader.Bytes(1));
        }

        return keys;
    }

    /// <summary>Writes a sealed key.</summary>
    public static void SetKey(StoreConnection connection, string purpose, byte[] sealedKey) =>
        connection.Prepared("INSERT INTO vault_key (purpose, sealed) VALUES ($purpose, $sealed) ON CONFLICT (purpose) DO UPDATE SET sealed = excluded.sealed")
            .With("$purpose", purpose).With("$sealed", sealedKey).Execute();

    /// <summary>Forgets a sealed key.</summary>
    /// <returns>False where there is none.</returns>
    public static bool RemoveKey(StoreConnection connection, string purpose)
    {
        int removed = 0;
        connection.Overwriting(store => removed = store.Prepared("DELETE FROM vault_key WHERE purpose = $purpose").With("$purpose", purpose).Execute());
        return removed > 0;
    }
}
