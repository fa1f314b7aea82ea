using System.Text.Json;

namespace PSCredentials.Storage;

/// <summary>The statements about roles.</summary>
internal static class RoleTable
{
    private const string Columns =
        "name, description, created_at, (SELECT count(*) FROM project_credential WHERE EXISTS (SELECT 1 FROM json_each(roles) WHERE value = role.name))";

    /// <summary>Adds a role.</summary>
    /// <returns>False when its name is taken.</returns>
    public static bool TryAdd(StoreConnection connection, CredentialRole role) =>
        connection.Prepared("INSERT INTO role (name_key, name, description, created_at) VALUES ($key, $name, $description, $now) ON CONFLICT DO NOTHING")
            .With("$key", Filter.Key(role.Name))
            .With("$name", role.Name)
            .With("$description", role.Description.Length == 0 ? null : role.Description)
            .With("$now", role.CreatedAt)
            .Execute() == 1;

    /// <summary>Lists roles by name.</summary>
    public static List<CredentialRole> List(StoreConnection connection, string authority) =>
        new Filter().Read(connection, $"SELECT {Columns} FROM role{{where}} ORDER BY name_key", reader => Row(reader, authority));

    /// <summary>Finds a role by its name.</summary>
    public static CredentialRole? Find(StoreConnection connection, string name, string authority)
    {
        using Statement.Rows reader = connection.Prepared($"SELECT {Columns} FROM role WHERE name_key = $key").With("$key", Filter.Key(name)).Query();
        return reader.Next() ? Row(reader, authority) : null;
    }

    /// <summary>The names of roles as they were made.</summary>
    /// <returns>A name for each key that is a role's.</returns>
    public static Dictionary<string, string> Names(StoreConnection connection, IReadOnlyCollection<string> keys)
    {
        using Statement.Rows reader = connection.Prepared("SELECT name_key, name FROM role WHERE name_key IN (SELECT value FROM json_each($keys))")
            .With("$keys", JsonSerializer.Serialize(keys)).Query();
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        while (reader.Next())
        {
            names.Add(reader.Text(0), reader.Text(1));
        }

        return names;
    }

    /// <summary>Deletes a role.</summary>
    public static void Remove(StoreConnection connection, string name) =>
        connection.Prepared("DELETE FROM role WHERE name_key = $key").With("$key", Filter.Key(name)).Execute();

    private static CredentialRole Row(Statement.Rows reader, string authority) => new()
    {
        Name = reader.Text(0),
        Description = reader.OptionalText(1) ?? string.Empty,
        CreatedAt = reader.Time(2),
        CredentialCount = reader.Number(3),
        Authority = authority,
    };
}
