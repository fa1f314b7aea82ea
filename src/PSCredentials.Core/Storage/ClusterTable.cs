namespace PSCredentials.Storage;

/// <summary>The statements about clusters.</summary>
internal static class ClusterTable
{
    /// <summary>Adds a cluster.</summary>
    /// <returns>False when the name is taken.</returns>
    public static bool TryAdd(StoreConnection connection, CredentialCluster cluster) =>
        connection.Prepared(
                "INSERT INTO cluster (name_key, name, server, certificate_authority, created_at) VALUES ($key, $name, $server, $ca, $now) "
                + "ON CONFLICT DO NOTHING")
            .With("$key", Filter.Key(cluster.Name))
            .With("$name", cluster.Name)
            .With("$server", cluster.Server!.AbsoluteUri)
            .With("$ca", cluster.CertificateAuthority)
            .With("$now", cluster.CreatedAt)
            .Execute() == 1;

    /// <summary>Lists clusters by name.</summary>
    public static List<CredentialCluster> List(StoreConnection connection, IReadOnlyList<string> name, string authority) =>
        new Filter().Like("name_key", name)
            .Read(connection, "SELECT name, server, certificate_authority, created_at FROM cluster{where} ORDER BY name_key", reader => Row(reader, authority));

    /// <summary>Finds a cluster by its name.</summary>
    public static CredentialCluster? Find(StoreConnection connection, string name, string authority)
    {
        Statement statement = connection.Prepared(
            "SELECT name, server, certificate_authority, created_at FROM cluster WHERE name_key = $key").With("$key", Filter.Key(name));
        using Statement.Rows reader = statement.Query();
        return reader.Next() ? Row(reader, authority) : null;
    }

    /// <summary>Deletes a cluster.</summary>
    public static void Remove(StoreConnection connection, string name) =>
        connection.Prepared("DELETE FROM cluster WHERE name_key = $key").With("$key", Filter.Key(name)).Execute();

    private static CredentialCluster Row(Statement.Rows reader, string authority) => new()
    {
        Name = reader.Text(0),
        Server = new Uri(reader.Text(1)),
        CertificateAuthority = reader.OptionalText(2),
        CreatedAt = reader.Time(3),
        Authority = authority,
    };
}
