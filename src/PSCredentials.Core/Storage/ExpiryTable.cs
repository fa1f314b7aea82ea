namespace PSCredentials.Storage;

/// <summary>The statements about when credentials of all families end.</summary>
internal static class ExpiryTable
{
    private static readonly CredentialFamily[] s_families = Enum.GetValues<CredentialFamily>();

    /// <summary>What a notification has not told of yet, of what ends in a span of time: nothing at this threshold or a smaller one.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="notification">The notification.</param>
    /// <param name="threshold">The threshold that what ends then has reached.</param>
    /// <param name="after">The span's beginning, which is not in it.</param>
    /// <param name="upTo">The span's end, which is in it.</param>
    /// <param name="context">The moment, and the authority's name.</param>
    public static IEnumerable<CredentialExpiry> Untold(
        StoreConnection connection, NotificationRow notification, int threshold, DateTimeOffset after, DateTimeOffset upTo, RowContext context) =>
        s_families
            .Where(family => notification.Settings.Family.Count == 0 || notification.Settings.Family.Contains(family))
            .SelectMany(family => new Filter()
                .And("expires_at > ?", after.ToUnixTimeMilliseconds())
                .And("expires_at <= ?", upTo.ToUnixTimeMilliseconds())
                .And(FormattableString.Invariant(
                    $"NOT EXISTS (SELECT 1 FROM notice n WHERE n.notification = {notification.Row} AND n.family = it.family AND n.credential = it.id AND n.expires_at = it.expires_at AND n.threshold <= {threshold})"))
                .Like("as_key(owner)", notification.Settings.Owner)
                .Like("as_key(scope)", notification.Settings.Scope)
                .Read(connection, $"SELECT id, name, scope, owner, expires_at, disabled_at, type FROM ({Source(family)}) it{{where}} ORDER BY expires_at, id", row => Read(row, family, context)))
            .Select(expiry => expiry with { Threshold = threshold });

    /// <summary>The end of one credential; null where it is gone or revoked.</summary>
    public static CredentialExpiry? Find(StoreConnection connection, CredentialFamily family, string id, RowContext context)
    {
        Statement statement = connection.Prepared($"SELECT id, name, scope, owner, expires_at, disabled_at, type FROM ({Source(family)}) WHERE id = $id").With("$id", id);
        using Statement.Rows row = statement.Query();
        return row.Next() ? Read(row, family, context) : null;
    }

    private static string Source(CredentialFamily family) => family switch
    {
        CredentialFamily.ApiCredential =>
            "SELECT 0 AS family, id, name, namespace AS scope, owner, expires_at, disabled_at, type FROM api_credential WHERE revoked_at IS NULL",
        CredentialFamily.ApiKey => "SELECT 1 AS family, id, name, workspace AS scope, user_name AS owner, expires_at, disabled_at, 0 AS type FROM api_key",
        _ => "SELECT 2 AS family, id, name, project_name AS scope, iif(full_name = '', email, full_name) AS owner, expires_at, disabled_at, 0 AS type FROM project_credential",
    };

    private static CredentialExpiry Read(Statement.Rows row, CredentialFamily family, RowContext context)
    {
        DateTimeOffset end = row.Time(4);
        return new CredentialExpiry
        {
            Authority = context.Authority,
            Family = family,
            Id = row.Text(0),
            Name = row.Text(1),
            Scope = row.Text(2),
            Type = family == CredentialFamily.ApiCredential ? ((CredentialType)row.Number(6)).ToString() : family.ToString(),
            State = end <= context.Now ? CredentialState.Expired : row.OptionalTime(5) is null ? CredentialState.Active : CredentialState.Disabled,
            Owner = row.Text(3),
            ExpiresAt = end,
            DaysLeft = CredentialExpiry.DaysTo(end, context.Now),
        };
    }
}
