using Microsoft.Data.Sqlite;

namespace PSCredentials.Storage;

/// <summary>The statements about clusters.</summary>
internal static class ClusterTable
{
    /// <summary>Adds a cluster.</summary>
    /// <returns>False when the name is taken.</returns>
    public static bool TryAdd(StoreConnection connection, CredentialCluster cluster) =>
        connection.Command(
                "INSERT INTO cluster (name_key, name, server, certificate_authority, created_at) VALUES ($key, $name, $server, $ca, $now) "
                + "ON CONFLICT DO NOTHING")
            .With("$key", Filter.Key(cluster.Name))
            .With("$name", cluster.Name)
            .With("$server", cluster.Server!.AbsoluteUri)
            .With("$ca", cluster.CertificateAuthority)
            .With("$now", cluster.CreatedAt)
            .ExecuteNonQuery() == 1;

    /// <summary>Lists clusters by name.</summary>
    public static List<CredentialCluster> List(StoreConnection connection, IReadOnlyList<string> name, string authority) =>
        new Filter().Like("name_key", name)
            .Command(connection, "SELECT name, server, certificate_authority, created_at FROM cluster{where} ORDER BY name_key")
            .ReadAll(reader => Row(reader, authority));

    /// <summary>Finds a cluster by its name.</summary>
    public static CredentialCluster? Find(StoreConnection connection, string name, string authority)
    {
        SqliteCommand command = connection.Command(
            "SELECT name, server, certificate_authority, created_at FROM cluster WHERE name_key = $key").With("$key", Filter.Key(name));
        using SqliteDataReader reader = command.ExecuteReader();
        return reader.Read() ? Row(reader, authority) : null;
    }

    /// <summary>Deletes a cluster.</summary>
    public static void Remove(StoreConnection connection, string name) =>
        connection.Command("DELETE FROM cluster WHERE name_key = $key").With("$key", Filter.Key(name)).ExecuteNonQuery();

    private static CredentialCluster Row(SqliteDataReader reader, string authority) => new()
    {
        Name = reader.GetString(0),
        Server = new Uri(reader.GetString(1)),
        CertificateAuthority = reader.Text(2),
        CreatedAt = reader.Time(3),
        Authority = authority,
    };
}
