using System.Globalization;

namespace PSCredentials.Storage;

/// <summary>The statements about API keys.</summary>
internal static class ApiKeyTable
{
    private const string Columns =
        "row, id, workspace, name, role, user_name, description, labels, addresses, valid_until, token_ttl, hint, created_at, modified_at, "
        + "expires_at, disabled_at, rotated_at, grace_ends_at, last_used_at, last_used_address";

    private const string Insert =
        "INSERT INTO api_key (id, workspace, workspace_key, name, name_key, role, user_name, description, labels, addresses, valid_until, token_ttl, "
        + "hint, created_at, modified_at, expires_at, secret_hash, sealed) VALUES ($id, $workspace, $workspace_key, $name, $name_key, $role, "
        + "$user_name, $description, $labels, $addresses, $valid_until, $token_ttl, $hint, $now, $now, $expires_at, $hash, $sealed)";

    private const string DateFormat = "yyyy-MM-dd";

    /// <summary>How those are read that were removed and can be restored.</summary>
    public static RemovedShape<RemovedApiKey> Removed { get; } = new(
        "removed_api_key", "workspace_key", Columns, (row, context, removal) => new RemovedApiKey(Row(row, context).Value, removal));

    /// <summary>Adds a key.</summary>
    /// <returns>False when its name is taken.</returns>
    public static bool TryAdd(StoreConnection connection, ApiKey key, SealedKey secret) =>
        connection.Prepared(Insert)
            .With("$id", key.Id)
            .With("$workspace", key.Workspace)
            .With("$workspace_key", Filter.Key(key.Workspace))
            .With("$name", key.Name)
            .With("$name_key", Filter.Key(key.Name))
            .With("$role", (long)key.Role)
            .With("$user_name", key.UserName)
            .With("$description", key.Description.Length == 0 ? null : key.Description)
            .With("$labels", StoredJson.Write(key.Label))
            .With("$addresses", StoredJson.Write(key.IPAddress))
            .With("$valid_until", key.ValidUntil.ToString(DateFormat, CultureInfo.InvariantCulture))
            .With("$token_ttl", (long)key.TokenLifetime.TotalSeconds)
            .With("$hint", secret.Hint)
            .With("$now", key.CreatedAt)
            .With("$expires_at", key.ExpiresAt)
            .With("$hash", secret.Hash)
            .With("$sealed", secret.Sealed)
            .TryInsert();

    /// <summary>Finds every key that a reference means: none, one, or several of one name.</summary>
    public static List<Stored<ApiKey>> Find(StoreConnection connection, CredentialReference reference, RowContext context) =>
        new Filter().Means(reference, "api_key", "workspace_key")
            .Read(connection, $"SELECT {Columns} FROM api_key{{where}} LIMIT 3", reader => Row(reader, context));

    /// <summary>A page of a listing in the order of id where the query gives the beginning of one, else of workspace and name, after the given place.</summary>
    public static List<Stored<ApiKey>> Page(
        StoreConnection connection, ApiKeyQuery query, ListPlace? after, long skip, long count, RowContext context)
    {
        Filter filter = Matching(query, context.Now);
        if ((after ?? query.After) is { } place)
        {
            _ = query.IdPrefix is null
                ? filter.After("workspace_key", Filter.Key(place.Scope), "name_key", Filter.Key(place.Name))
                : filter.And("id > ?", place.Id);
        }

        string order = query.IdPrefix is null ? "workspace_key, name_key" : "id";
        string paging = FormattableString.Invariant($" ORDER BY {order} LIMIT {count} OFFSET {skip}");
        return filter.Read(connection, $"SELECT {Columns} FROM api_key{{where}}{paging}", reader => Row(reader, context));
    }

    /// <summary>The place of a row in the order of lists.</summary>
    public static ListPlace? Place(Stored<ApiKey>? row) => row is null ? null : new ListPlace(row.Value.Workspace, row.Value.Name, row.Value.Id);

    /// <summary>How many keys a query means.</summary>
    public static long Count(StoreConnection connection, ApiKeyQuery query, DateTimeOffset now)
    {
        using Statement statement = Matching(query, now).Prepare(connection, "SELECT count(*) FROM api_key{where}");
        return statement.Scalar();
    }

    /// <summary>The values that a property has.</summary>
    public static IReadOnlyList<PropertyValue> Values(
        StoreConnection connection, ApiKeyProperty property, PropertyValueQuery query, CancellationToken cancellationToken) => property switch
    {
        ApiKeyProperty.Workspace => PropertyValues.OfScope(connection, "api_key", "workspace", query),
        ApiKeyProperty.UserName => Values(connection, "user_name", PropertyValues.Whole, query, cancellationToken),
        ApiKeyProperty.LabelName => Values(connection, "labels", PropertyValues.Names, query, cancellationToken),
        ApiKeyProperty.LabelValue => Values(connection, "labels", PropertyValues.Under(query.Label), query, cancellationToken),
        _ => throw CredentialException.Invalid("Property", $"{(int)property} is not a property; allowed are {string.Join(", ", Enum.GetNames<ApiKeyProperty>())}."),
    };

    /// <summary>Writes back the facts that can change.</summary>
    public static void Update(StoreConnection connection, Stored<ApiKey> stored)
    {
        ApiKey key = stored.Value;
        connection.Prepared(
                "UPDATE api_key SET modified_at = $modified_at, valid_until = $valid_until, expires_at = $expires_at, disabled_at = $disabled_at "
                + "WHERE row = $row")
            .With("$modified_at", key.ModifiedAt)
            .With("$valid_until", key.ValidUntil.ToString(DateFormat, CultureInfo.InvariantCulture))
            .With("$expires_at", key.ExpiresAt)
            .With("$disabled_at", key.DisabledAt)
            .With("$row", stored.Row)
            .Execute();
    }

    /// <summary>Puts a new key in the place of the old one.</summary>
    public static void ReplaceSecret(StoreConnection connection, Stored<ApiKey> stored, SealedKey secret) =>
        connection.Prepared(
                "UPDATE api_key SET id = $id, secret_hash = $hash, sealed = $sealed, hint = $hint, rotated_at = $rotated_at, "
                + "grace_ends_at = $grace_ends_at WHERE row = $row")
            .With("$id", stored.Value.Id)
            .With("$hash", secret.Hash)
            .With("$sealed", secret.Sealed)
            .With("$hint", secret.Hint)
            .With("$rotated_at", stored.Value.RotatedAt)
            .With("$grace_ends_at", stored.Value.GracePeriodEndsAt)
            .With("$row", stored.Row)
            .Execute();

    /// <summary>The sealed copy of a key.</summary>
    public static byte[] Sealed(StoreConnection connection, long row)
    {
        using Statement.Rows reader = connection.Prepared("SELECT sealed FROM api_key WHERE row = $row").With("$row", row).Query();
        return reader.Next() ? reader.Bytes(0) : [];
    }

    /// <summary>Finds the record of a key that is in force.</summary>
    public static Stored<ApiKey>? FindBySecret(StoreConnection connection, byte[] hash, RowContext context) =>
        One(connection.Prepared($"SELECT {Columns} FROM api_key WHERE secret_hash = $hash").With("$hash", hash), context);

    /// <summary>Reads the key of a row.</summary>
    public static Stored<ApiKey>? Get(StoreConnection connection, long row, RowContext context) =>
        One(connection.Prepared($"SELECT {Columns} FROM api_key WHERE row = $row").With("$row", row), context);

    private static IReadOnlyList<PropertyValue> Values(
        StoreConnection connection, string column, PropertyValues.Reading read, PropertyValueQuery query, CancellationToken cancellationToken) =>
        PropertyValues.OfColumn(connection, "api_key", "workspace_key", column, read, query, cancellationToken);

    /// <summary>The conditions of a query.</summary>
    public static Filter Matching(ApiKeyQuery query, DateTimeOffset now) =>
        new Filter()
            .Like("name_key", query.Name)
            .In("id", [.. query.Id.Select(id => (id ?? string.Empty).ToLowerInvariant())])
            .IdBegins(query.IdPrefix)
            .Like("workspace_key", query.Workspace)
            .VisibleIn("workspace_key", query.VisibleIn)
            .In("role", query.Role)
            .Like("as_key(user_name)", query.UserName)
            .Labels("labels", query.Label)
            .States(query.State, now, canBeRevoked: false)
            .Expiry(query.ExpiringBefore, query.ExpiredBefore, now);

    private static Stored<ApiKey>? One(Statement statement, RowContext context)
    {
        using Statement.Rows reader = statement.Query();
        return reader.Next() ? Row(reader, context) : null;
    }

    private static Stored<ApiKey> Row(Statement.Rows reader, RowContext context)
    {
        DateTimeOffset expiresAt = reader.Time(14);
        DateTimeOffset? disabledAt = reader.OptionalTime(15);
        DateTimeOffset? graceEndsAt = reader.OptionalTime(17);
        string workspace = reader.Text(2);
        var role = (ApiKeyRole)reader.Number(4);
        return new Stored<ApiKey>(reader.Number(0), new ApiKey
        {
            Id = reader.Text(1),
            Workspace = workspace,
            Name = reader.Text(3),
            Role = role,
            UserName = reader.Text(5),
            Description = reader.OptionalText(6) ?? string.Empty,
            Label = StoredJson.Labels(reader.OptionalText(7)),
            IPAddress = StoredJson.List(reader.OptionalText(8)),
            ValidUntil = DateOnly.ParseExact(reader.Text(9), DateFormat, CultureInfo.InvariantCulture),
            TokenLifetime = TimeSpan.FromSeconds(reader.Number(10)),
            MaskedKey = ApiKeyFormat.Mask(reader.Text(11)),
            ServiceAccountName = ApiKeyFormat.ServiceAccountName(role, workspace),
            CreatedAt = reader.Time(12),
            ModifiedAt = reader.Time(13),
            ExpiresAt = expiresAt,
            DisabledAt = disabledAt,
            RotatedAt = reader.OptionalTime(16),
            GracePeriodEndsAt = graceEndsAt > context.Now ? graceEndsAt : null,
            LastUsedAt = reader.OptionalTime(18),
            LastUsedAddress = reader.OptionalText(19),
            State = CredentialStates.At(context.Now, expiresAt, disabledAt, revokedAt: null),
            Authority = context.Authority,
        });
    }
}
