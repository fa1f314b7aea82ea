namespace PSCredentials.Storage;

/// <summary>The change that an environment has to hear of next.</summary>
/// <param name="Sequence">Its place in the order.</param>
/// <param name="Id">The key by which a receiver knows it again.</param>
/// <param name="Payload">What is sent.</param>
/// <param name="Attempts">How often it was tried in vain.</param>
/// <param name="NextAt">When it is tried again at the earliest.</param>
internal sealed record PendingDeployment(long Sequence, string Id, string Payload, long Attempts, DateTimeOffset NextAt);

/// <summary>The statements about what still has to reach environments.</summary>
internal static class DeploymentTable
{
    /// <summary>Adds a change; it takes its place in the order here.</summary>
    public static void Add(StoreConnection connection, long environment, string username, DeploymentAction action, string payload, DateTimeOffset now) =>
        connection.Prepared(
                "INSERT INTO deployment (id, environment, username, action, payload, next_at, created_at) "
                + "VALUES ($id, $environment, $username, $action, $payload, $now, $now)")
            .With("$id", Guid.CreateVersion7(now).ToString("D"))
            .With("$environment", environment)
            .With("$username", username)
            .With("$action", (long)action)
            .With("$payload", payload)
            .With("$now", now)
            .Execute();

    /// <summary>The number of the newest change; 0 where none is pending.</summary>
    public static long Newest(StoreConnection connection, long environment) =>
        connection.Prepared("SELECT coalesce(max(sequence), 0) FROM deployment WHERE environment = $environment").With("$environment", environment).Scalar();

    /// <summary>Whether a change up to a number is pending.</summary>
    public static bool IsPending(StoreConnection connection, long environment, long upTo) =>
        connection.Prepared("SELECT EXISTS (SELECT 1 FROM deployment WHERE environment = $environment AND sequence <= $upto)")
            .With("$environment", environment).With("$upto", upTo).Scalar() != 0;

    /// <summary>How many changes are pending.</summary>
    public static long Count(StoreConnection connection, long environment, long before = long.MaxValue) =>
        connection.Prepared("SELECT count(*) FROM deployment WHERE environment = $environment AND sequence < $before")
            .With("$environment", environment).With("$before", before).Scalar();

    /// <summary>The change that comes next.</summary>
    public static PendingDeployment? Head(StoreConnection connection, long environment)
    {
        Statement statement = connection.Prepared(
            "SELECT sequence, id, payload, attempts, next_at FROM deployment WHERE environment = $environment ORDER BY sequence LIMIT 1").With("$environment", environment);
        using Statement.Rows rows = statement.Query();
        return rows.Next() ? new PendingDeployment(rows.Number(0), rows.Text(1), rows.Text(2), rows.Number(3), rows.Time(4)) : null;
    }

    /// <summary>Forgets what was delivered: all changes up to a number.</summary>
    public static void Delivered(StoreConnection connection, long environment, long upTo) =>
        connection.Prepared("DELETE FROM deployment WHERE environment = $environment AND sequence <= $upto")
            .With("$environment", environment).With("$upto", upTo).Execute();

    /// <summary>Forgets changes that a new publication tells anew.</summary>
    public static void Supersede(StoreConnection connection, long environment) =>
        connection.Prepared("DELETE FROM deployment WHERE environment = $environment AND action = $publish")
            .With("$environment", environment).With("$publish", (long)DeploymentAction.Publish).Execute();

    /// <summary>Counts a try that failed.</summary>
    public static void Failed(StoreConnection connection, long sequence, string error, DateTimeOffset nextAt) =>
        connection.Prepared("UPDATE deployment SET attempts = attempts + 1, last_error = $error, next_at = $next WHERE sequence = $sequence")
            .With("$sequence", sequence).With("$error", error).With("$next", nextAt).Execute();

    /// <summary>The environments that have something pending, with when it is due.</summary>
    public static List<(long Environment, DateTimeOffset DueAt)> Due(StoreConnection connection)
    {
        using Statement.Rows rows = connection.Prepared(
            "SELECT e.row, d.next_at FROM environment e JOIN deployment d ON d.sequence = (SELECT min(sequence) FROM deployment WHERE environment = e.row)").Query();
        var due = new List<(long, DateTimeOffset)>();
        while (rows.Next())
        {
            due.Add((rows.Number(0), rows.Time(1)));
        }

        return due;
    }

    /// <summary>Lists all that is pending, in its order.</summary>
    public static List<CredentialDeployment> List(StoreConnection connection, string authority)
    {
        using Statement.Rows rows = connection.Prepared(
            "SELECT d.sequence, d.id, p.name, e.name, d.username, d.action, d.attempts, d.last_error, d.next_at, d.created_at "
            + "FROM deployment d JOIN environment e ON e.row = d.environment JOIN project p ON p.row = e.project ORDER BY d.sequence").Query();
        var list = new List<CredentialDeployment>();
        while (rows.Next())
        {
            list.Add(new CredentialDeployment
            {
                Sequence = rows.Number(0),
                IdempotencyKey = rows.Text(1),
                Project = rows.Text(2),
                Environment = rows.Text(3),
                Username = rows.Text(4),
                Action = (DeploymentAction)rows.Number(5),
                AttemptCount = (int)rows.Number(6),
                LastError = rows.OptionalText(7),
                NextAttemptAt = rows.Time(8),
                CreatedAt = rows.Time(9),
                Authority = authority,
            });
        }

        return list;
    }
}
