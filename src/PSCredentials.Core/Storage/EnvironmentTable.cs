namespace PSCredentials.Storage;

/// <summary>An environment as the store keeps it.</summary>
/// <param name="Row">Its row.</param>
/// <param name="Id">Its identifier.</param>
/// <param name="Name">Its name.</param>
/// <param name="Project">The row of its project.</param>
/// <param name="ProjectName">The name of its project.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Target">The password file, or the webhook's address.</param>
/// <param name="ReloadCommand">The program that is run after the password file was written.</param>
/// <param name="SealedKey">The webhook's key, sealed.</param>
/// <param name="LastDeployedAt">When a deployment last succeeded.</param>
internal sealed record EnvironmentRow(
    long Row,
    string Id,
    string Name,
    long Project,
    string ProjectName,
    CredentialEnvironmentKind Kind,
    string Target,
    IReadOnlyList<string> ReloadCommand,
    byte[]? SealedKey,
    DateTimeOffset? LastDeployedAt);

/// <summary>The statements about environments.</summary>
internal static class EnvironmentTable
{
    private const string Columns =
        "e.row, e.id, e.name, e.project, p.name, e.kind, e.target, e.reload_command, e.sealed, e.last_deployed_at FROM environment e JOIN project p ON p.row = e.project ";

    /// <summary>Adds an environment.</summary>
    /// <returns>False when the project has one of that name.</returns>
    public static bool TryAdd(StoreConnection connection, EnvironmentRow environment, DateTimeOffset now) =>
        connection.Prepared(
                "INSERT INTO environment (id, project, name, name_key, kind, target, reload_command, sealed, created_at) "
                + "VALUES ($id, $project, $name, $key, $kind, $target, $reload, $sealed, $now)")
            .With("$id", environment.Id)
            .With("$project", environment.Project)
            .With("$name", environment.Name)
            .With("$key", Filter.Key(environment.Name))
            .With("$kind", (long)environment.Kind)
            .With("$target", environment.Target)
            .With("$reload", StoredJson.Write(environment.ReloadCommand))
            .With("$sealed", environment.SealedKey)
            .With("$now", now)
            .TryInsert();

    /// <summary>The environments of a project in the order of their names.</summary>
    public static List<EnvironmentRow> OfProject(StoreConnection connection, long project) =>
        Read(connection.Prepared($"SELECT {Columns}WHERE e.project = $project ORDER BY e.name_key").With("$project", project));

    /// <summary>Finds an environment by its row.</summary>
    public static EnvironmentRow? Find(StoreConnection connection, long row) =>
        Read(connection.Prepared($"SELECT {Columns}WHERE e.row = $row").With("$row", row)).FirstOrDefault();

    /// <summary>Finds an environment by its name.</summary>
    public static EnvironmentRow? Find(StoreConnection connection, long project, string name) =>
        Read(connection.Prepared($"SELECT {Columns}WHERE e.project = $project AND e.name_key = $key").With("$project", project).With("$key", Filter.Key(name)))
            .FirstOrDefault();

    /// <summary>The environment, of any project, that writes a password file.</summary>
    public static EnvironmentRow? FindByTarget(StoreConnection connection, string target) =>
        Read(connection.Prepared($"SELECT {Columns}WHERE e.kind = $kind AND e.target = $target")
            .With("$kind", (long)CredentialEnvironmentKind.Htpasswd).With("$target", target)).FirstOrDefault();

    /// <summary>Whether a project has an environment of a kind.</summary>
    public static bool Has(StoreConnection connection, long project, CredentialEnvironmentKind kind) =>
        connection.Prepared("SELECT EXISTS (SELECT 1 FROM environment WHERE project = $project AND kind = $kind)")
            .With("$project", project).With("$kind", (long)kind).Scalar() != 0;

    /// <summary>Deletes an environment with what is still to be delivered to it.</summary>
    public static void Remove(StoreConnection connection, long row)
    {
        connection.Prepared("DELETE FROM deployment WHERE environment = $row").With("$row", row).Execute();
        connection.Prepared("DELETE FROM environment WHERE row = $row").With("$row", row).Execute();
    }

    /// <summary>Lists environments in the order of project and name; or one alone.</summary>
    public static List<CredentialEnvironment> List(StoreConnection connection, string authority, long? row = null)
    {
        Statement statement = connection.Prepared(
                "SELECT e.id, e.name, p.name, e.kind, e.target, e.reload_command, e.last_deployed_at, e.last_error, e.created_at, "
                + "(SELECT count(*) FROM deployment d WHERE d.environment = e.row) "
                + "FROM environment e JOIN project p ON p.row = e.project WHERE $row IS NULL OR e.row = $row ORDER BY p.name_key, e.name_key")
            .With("$row", row);
        using Statement.Rows reader = statement.Query();
        var list = new List<CredentialEnvironment>();
        while (reader.Next())
        {
            list.Add(new CredentialEnvironment
            {
                Id = reader.Text(0),
                Name = reader.Text(1),
                Project = reader.Text(2),
                Kind = (CredentialEnvironmentKind)reader.Number(3),
                Target = reader.Text(4),
                ReloadCommand = StoredJson.List(reader.OptionalText(5)),
                LastDeployedAt = reader.OptionalTime(6),
                LastError = reader.OptionalText(7),
                CreatedAt = reader.Time(8),
                PendingCount = reader.Number(9),
                Authority = authority,
            });
        }

        return list;
    }

    /// <summary>Keeps what became of the last try.</summary>
    /// <param name="connection">The transaction.</param>
    /// <param name="environment">The environment.</param>
    /// <param name="deployedAt">When it succeeded; null where it failed.</param>
    /// <param name="error">Why it failed.</param>
    public static void Note(StoreConnection connection, long environment, DateTimeOffset? deployedAt, string? error) =>
        connection.Prepared("UPDATE environment SET last_deployed_at = coalesce($at, last_deployed_at), last_error = $error WHERE row = $row")
            .With("$row", environment).With("$at", deployedAt).With("$error", error).Execute();

    private static List<EnvironmentRow> Read(Statement statement)
    {
        using Statement.Rows reader = statement.Query();
        var list = new List<EnvironmentRow>();
        while (reader.Next())
        {
            list.Add(new EnvironmentRow(
                reader.Number(0),
                reader.Text(1),
                reader.Text(2),
                reader.Number(3),
                reader.Text(4),
                (CredentialEnvironmentKind)reader.Number(5),
                reader.Text(6),
                StoredJson.List(reader.OptionalText(7)),
                reader.OptionalBytes(8),
                reader.OptionalTime(9)));
        }

        return list;
    }
}
