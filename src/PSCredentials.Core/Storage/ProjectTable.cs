namespace PSCredentials.Storage;

/// <summary>The statements about projects.</summary>
internal static class ProjectTable
{
    private const string Columns =
        "row, id, name, description, created_at, (SELECT count(*) FROM project_credential WHERE project = project.row), "
        + "(SELECT json_group_array(name) FROM (SELECT name FROM environment WHERE project = project.row ORDER BY name_key))";

    /// <summary>Adds a project.</summary>
    /// <returns>False when its name is taken.</returns>
    public static bool TryAdd(StoreConnection connection, CredentialProject project) =>
        connection.Prepared("INSERT INTO project (id, name, name_key, description, created_at) VALUES ($id, $name, $key, $description, $now)")
            .With("$id", project.Id)
            .With("$name", project.Name)
            .With("$key", Filter.Key(project.Name))
            .With("$description", project.Description.Length == 0 ? null : project.Description)
            .With("$now", project.CreatedAt)
            .TryInsert();

    /// <summary>Lists projects by name.</summary>
    public static List<Stored<CredentialProject>> List(StoreConnection connection, string authority) =>
        new Filter().Read(connection, $"SELECT {Columns} FROM project{{where}} ORDER BY name_key", reader => Row(reader, authority));

    /// <summary>Finds a project by its name.</summary>
    public static Stored<CredentialProject>? Find(StoreConnection connection, string name, string authority)
    {
        using Statement.Rows reader = connection.Prepared($"SELECT {Columns} FROM project WHERE name_key = $key").With("$key", Filter.Key(name)).Query();
        return reader.Next() ? Row(reader, authority) : null;
    }

    /// <summary>Finds where a project is, without counting what is in it.</summary>
    public static (long Row, string Id, string Name)? Locate(StoreConnection connection, string name)
    {
        using Statement.Rows reader = connection.Prepared("SELECT row, id, name FROM project WHERE name_key = $key").With("$key", Filter.Key(name)).Query();
        return reader.Next() ? (reader.Number(0), reader.Text(1), reader.Text(2)) : null;
    }

    /// <summary>Deletes a project with all that is in it.</summary>
    public static void Remove(StoreConnection connection, long row)
    {
        foreach (string statement in (string[])
        [
            "DELETE FROM deployment WHERE environment IN (SELECT row FROM environment WHERE project = $row)",
            "DELETE FROM environment WHERE project = $row",
            "DELETE FROM credential_access WHERE credential IN (SELECT row FROM project_credential WHERE project = $row)",
            "DELETE FROM project_credential WHERE project = $row",
            "DELETE FROM project WHERE row = $row",
        ])
        {
            connection.Prepared(statement).With("$row", row).Execute();
        }
    }

    private static Stored<CredentialProject> Row(Statement.Rows reader, string authority) => new(reader.Number(0), new CredentialProject
    {
        Id = reader.Text(1),
        Name = reader.Text(2),
        Description = reader.OptionalText(3) ?? string.Empty,
        CreatedAt = reader.Time(4),
        CredentialCount = reader.Number(5),
        Environment = StoredJson.List(reader.Text(6)),
        Authority = authority,
    });
}
