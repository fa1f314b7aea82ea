namespace PSCredentials.Storage;

/// <summary>The statements about what project credentials may use.</summary>
internal static class AccessTable
{
    /// <summary>Lists the grants of a credential by type and name.</summary>
    public static List<ProjectCredentialAccess> List(StoreConnection connection, Stored<ProjectCredential> credential)
    {
        using Statement.Rows reader = connection.Prepared(
            "SELECT type, name, granted_at FROM credential_access WHERE credential = $row ORDER BY type, name_key").With("$row", credential.Row).Query();
        var list = new List<ProjectCredentialAccess>();
        while (reader.Next())
        {
            list.Add(new ProjectCredentialAccess
            {
                Type = (AccessTargetType)reader.Number(0),
                Name = reader.Text(1),
                GrantedAt = reader.Time(2),
                Username = credential.Value.Username,
                Project = credential.Value.Project,
                Authority = credential.Value.Authority,
            });
        }

        return list;
    }

    /// <summary>Adds a grant.</summary>
    /// <returns>False when it is there.</returns>
    public static bool TryAdd(StoreConnection connection, long row, AccessTarget target, DateTimeOffset now) =>
        connection.Prepared(
                "INSERT INTO credential_access (credential, type, name_key, name, granted_at) VALUES ($row, $type, $key, $name, $now) ON CONFLICT DO NOTHING")
            .With("$row", row)
            .With("$type", (long)target.Type)
            .With("$key", Filter.Key(target.Name))
            .With("$name", target.Name)
            .With("$now", now)
            .Execute() == 1;

    /// <summary>Deletes a grant.</summary>
    /// <returns>False when it was not there.</returns>
    public static bool Remove(StoreConnection connection, long row, AccessTarget target) =>
        connection.Prepared("DELETE FROM credential_access WHERE credential = $row AND type = $type AND name_key = $key")
            .With("$row", row).With("$type", (long)target.Type).With("$key", Filter.Key(target.Name)).Execute() == 1;

    /// <summary>Deletes all grants of a credential.</summary>
    /// <returns>How many there were.</returns>
    public static int RemoveAll(StoreConnection connection, long row) =>
        connection.Prepared("DELETE FROM credential_access WHERE credential = $row").With("$row", row).Execute();
}
