using PSCredentials.Watching;

namespace PSCredentials.Storage;

/// <summary>A notification as the store keeps it.</summary>
/// <param name="Row">Its row.</param>
/// <param name="Id">Its identifier.</param>
/// <param name="Name">Its name.</param>
/// <param name="Channel">The way its notices go.</param>
/// <param name="Settings">What it was asked to be.</param>
/// <param name="SealedSecret">Its secret, sealed; null for none.</param>
/// <param name="CreatedAt">When it was registered.</param>
/// <param name="Failures">How often in a row its receiver could not be reached.</param>
/// <param name="RetryAt">When it is tried again at the earliest; null where nothing is wrong.</param>
internal sealed record NotificationRow(
    long Row, string Id, string Name, NotificationChannel Channel, NotificationSettings Settings, byte[]? SealedSecret, DateTimeOffset CreatedAt, long Failures, DateTimeOffset? RetryAt);

/// <summary>The statements about notifications.</summary>
internal static class NotificationTable
{
    private const string Columns = "row, id, name, channel, settings, sealed, created_at, failures, retry_at FROM notification ";

    /// <summary>Adds a notification.</summary>
    /// <returns>False when the name is taken.</returns>
    public static bool TryAdd(StoreConnection connection, NotificationRow notification) =>
        connection.Prepared("INSERT INTO notification (id, name, name_key, channel, settings, sealed, created_at) VALUES ($id, $name, $key, $channel, $settings, $sealed, $now)")
            .With("$id", notification.Id)
            .With("$name", notification.Name)
            .With("$key", Filter.Key(notification.Name))
            .With("$channel", (long)notification.Channel)
            .With("$settings", notification.Settings.Write())
            .With("$sealed", notification.SealedSecret)
            .With("$now", notification.CreatedAt)
            .TryInsert();

    /// <summary>All notifications in the order of their names.</summary>
    public static List<NotificationRow> All(StoreConnection connection) => Read(connection.Prepared($"SELECT {Columns}ORDER BY name_key"));

    /// <summary>Finds a notification by its name.</summary>
    public static NotificationRow? Find(StoreConnection connection, string name) =>
        Read(connection.Prepared($"SELECT {Columns}WHERE name_key = $key").With("$key", Filter.Key(name))).FirstOrDefault();

    /// <summary>Finds a notification by its row.</summary>
    public static NotificationRow? Find(StoreConnection connection, long row) =>
        Read(connection.Prepared($"SELECT {Columns}WHERE row = $row").With("$row", row)).FirstOrDefault();

    /// <summary>Forgets a notification with its notices.</summary>
    public static void Remove(StoreConnection connection, long row)
    {
        connection.Prepared("DELETE FROM notice WHERE notification = $row").With("$row", row).Execute();
        connection.Prepared("DELETE FROM notification WHERE row = $row").With("$row", row).Execute();
    }

    /// <summary>Keeps that a notice was sent.</summary>
    public static void Succeeded(StoreConnection connection, long row, DateTimeOffset now) =>
        connection.Prepared("UPDATE notification SET last_sent_at = $now, last_error = NULL, failures = 0, retry_at = NULL WHERE row = $row")
            .With("$row", row).With("$now", now).Execute();

    /// <summary>Keeps that a try failed.</summary>
    /// <param name="connection">The transaction.</param>
    /// <param name="row">The notification.</param>
    /// <param name="error">Why.</param>
    /// <param name="retryAt">When its receiver is tried again; null where others of its notices may go on.</param>
    public static void Failed(StoreConnection connection, long row, string error, DateTimeOffset? retryAt) =>
        connection.Prepared("UPDATE notification SET last_error = $error, failures = failures + ($retry IS NOT NULL), retry_at = coalesce($retry, retry_at) WHERE row = $row")
            .With("$row", row).With("$error", error).With("$retry", retryAt).Execute();

    /// <summary>Lists notifications in the order of their names, with what became of their notices.</summary>
    public static List<CredentialNotification> List(StoreConnection connection, string authority)
    {
        Statement statement = connection.Prepared(
            "SELECT id, name, channel, settings, created_at, last_sent_at, last_error, "
            + "(SELECT count(*) FROM notice WHERE notification = n.row AND state = 0), "
            + "(SELECT count(*) FROM notice WHERE notification = n.row AND state = 1), "
            + "n.retry_at, (SELECT min(due_at) FROM notice WHERE notification = n.row AND state = 0 AND attempts > 0) "
            + "FROM notification n ORDER BY name_key");
        using Statement.Rows reader = statement.Query();
        var list = new List<CredentialNotification>();
        while (reader.Next())
        {
            var settings = NotificationSettings.Parse(reader.Text(3));
            list.Add(new CredentialNotification
            {
                Id = reader.Text(0),
                Name = reader.Text(1),
                Channel = (NotificationChannel)reader.Number(2),
                Target = settings.Target,
                Argument = [.. (settings.Command ?? []).Skip(1)],
                SmtpServer = settings.SmtpServer,
                SmtpPort = settings.SmtpServer is null ? null : settings.SmtpPort,
                From = settings.From,
                UserName = settings.UserName,
                Threshold = settings.Threshold,
                Family = settings.Family,
                Owner = settings.Owner,
                Scope = settings.Scope,
                CreatedAt = reader.Time(4),
                LastSentAt = reader.OptionalTime(5),
                LastError = reader.OptionalText(6),
                PendingCount = reader.Number(7),
                SentCount = reader.Number(8),
                NextAttemptAt = reader.Number(7) == 0 ? null : Later(reader.OptionalTime(9), reader.OptionalTime(10)),
                Authority = authority,
            });
        }

        return list;
    }

    private static DateTimeOffset? Later(DateTimeOffset? one, DateTimeOffset? other) => one is null || other > one ? other : one;

    private static List<NotificationRow> Read(Statement statement)
    {
        using Statement.Rows reader = statement.Query();
        var list = new List<NotificationRow>();
        while (reader.Next())
        {
            list.Add(new NotificationRow(
                reader.Number(0),
                reader.Text(1),
                reader.Text(2),
                (NotificationChannel)reader.Number(3),
                NotificationSettings.Parse(reader.Text(4)),
                reader.OptionalBytes(5),
                reader.Time(6),
                reader.Number(7),
                reader.OptionalTime(8)));
        }

        return list;
    }
}
