using System.Text.Json;

namespace PSCredentials.Storage;

/// <summary>The statements about API credentials.</summary>
internal static class ApiCredentialTable
{
    private const string Columns =
        "row, id, namespace, name, type, owner, description, labels, addresses, roles, groups, cluster_names, cluster_namespace, site_name, "
        + "serial, fingerprint, created_at, modified_at, expires_at, disabled_at, revoked_at, revocation_reason, rotated_at, grace_ends_at, "
        + "last_used_at, last_used_address, key_algorithm, alternative_names, issuer, maximum_uses, use_count";

    private const string Insert =
        "INSERT INTO api_credential (id, namespace, namespace_key, name, name_key, type, owner, description, labels, addresses, roles, groups, "
        + "cluster_names, cluster_namespace, site_name, serial, fingerprint, created_at, modified_at, not_before, expires_at, secret_hash, "
        + "key_algorithm, alternative_names, issuer, maximum_uses) "
        + "VALUES ($id, $namespace, $namespace_key, $name, $name_key, $type, $owner, $description, $labels, $addresses, $roles, $groups, "
        + "$cluster_names, $cluster_namespace, $site_name, $serial, $fingerprint, $now, $now, $not_before, $expires_at, $hash, "
        + "$key_algorithm, $alternative_names, $issuer, $maximum_uses)";

    /// <summary>How those are read that were removed and can be restored.</summary>
    public static RemovedShape<RemovedApiCredential> Removed { get; } = new(
        "removed_api_credential", "namespace_key", Columns, (row, context, removal) => new RemovedApiCredential(Row(row, context).Value, removal));

    /// <summary>Adds a credential with what is kept of its secret.</summary>
    /// <returns>False when its name is taken.</returns>
    public static bool TryAdd(StoreConnection connection, ApiCredential credential, SecretRecord secret) =>
        connection.Prepared(Insert)
            .With("$id", credential.Id)
            .With("$namespace", credential.Namespace)
            .With("$namespace_key", Filter.Key(credential.Namespace))
            .With("$name", credential.Name)
            .With("$name_key", Filter.Key(credential.Name))
            .With("$type", (long)credential.Type)
            .With("$owner", credential.Owner)
            .With("$description", credential.Description.Length == 0 ? null : credential.Description)
            .With("$labels", StoredJson.Write(credential.Label))
            .With("$addresses", StoredJson.Write(credential.IPAddress))
            .With("$roles", StoredJson.Write([.. credential.NamespaceRole.Select(role => role.ToString())]))
            .With("$groups", StoredJson.Write(credential.UserGroup))
            .With("$cluster_names", StoredJson.Write(credential.ClusterName))
            .With("$cluster_namespace", credential.ClusterNamespace)
            .With("$site_name", credential.SiteName)
            .With("$serial", credential.SerialNumber)
            .With("$fingerprint", credential.Fingerprint)
            .With("$now", credential.CreatedAt)
            .With("$not_before", secret.NotBefore)
            .With("$expires_at", credential.ExpiresAt)
            .With("$hash", secret.Hash)
            .With("$key_algorithm", (long?)credential.KeyAlgorithm)
            .With("$alternative_names", StoredJson.Write(credential.SubjectAlternativeName))
            .With("$issuer", secret.Issuer)
            .With("$maximum_uses", credential.MaximumUses)
            .TryInsert();

    /// <summary>Finds every credential that a reference means: none, one, or several of one name.</summary>
    public static List<Stored<ApiCredential>> Find(StoreConnection connection, CredentialReference reference, RowContext context) =>
        new Filter().Means(reference, "api_credential", "namespace_key")
            .Read(connection, $"SELECT {Columns} FROM api_credential{{where}} LIMIT 3", reader => Row(reader, context));

    /// <summary>Finds the credentials of many ids, in any order.</summary>
    public static List<Stored<ApiCredential>> FindAll(StoreConnection connection, IEnumerable<string> ids, RowContext context)
    {
        Statement statement = connection.Prepared($"SELECT {Columns} FROM api_credential WHERE id IN (SELECT value FROM json_each($ids))")
            .With("$ids", JsonSerializer.Serialize(ids));
        using Statement.Rows reader = statement.Query();
        var found = new List<Stored<ApiCredential>>();
        while (reader.Next())
        {
            found.Add(Row(reader, context));
        }

        return found;
    }

    /// <summary>The rows of the SCIM tokens that are not revoked in a namespace.</summary>
    public static List<long> FindScim(StoreConnection connection, string @namespace) =>
        new Filter().And("type = 7 AND revoked_at IS NULL").And("namespace_key = ?", Filter.Key(@namespace))
            .Read(connection, "SELECT row FROM api_credential{where}", reader => reader.Number(0));

    /// <summary>A page of a listing in the order of id where the query gives the beginning of one, else of namespace and name, after the given place.</summary>
    public static List<Stored<ApiCredential>> Page(
        StoreConnection connection, ApiCredentialQuery query, ListPlace? after, long skip, long count, RowContext context)
    {
        Filter filter = Matching(query, context.Now);
        if ((after ?? query.After) is { } place)
        {
            _ = query.IdPrefix is null
                ? filter.After("namespace_key", Filter.Key(place.Scope), "name_key", Filter.Key(place.Name))
                : filter.And("id > ?", place.Id);
        }

        string order = query.IdPrefix is null ? "namespace_key, name_key" : "id";
        string paging = FormattableString.Invariant($" ORDER BY {order} LIMIT {count} OFFSET {skip}");
        return filter.Read(connection, $"SELECT {Columns} FROM api_credential{{where}}{paging}", reader => Row(reader, context));
    }

    /// <summary>The place of a row in the order of lists.</summary>
    public static ListPlace? Place(Stored<ApiCredential>? row) => row is null ? null : new ListPlace(row.Value.Namespace, row.Value.Name, row.Value.Id);

    /// <summary>How many credentials a query means.</summary>
    public static long Count(StoreConnection connection, ApiCredentialQuery query, DateTimeOffset now)
    {
        using Statement statement = Matching(query, now).Prepare(connection, "SELECT count(*) FROM api_credential{where}");
        return statement.Scalar();
    }

    /// <summary>The values that a property has.</summary>
    public static IReadOnlyList<PropertyValue> Values(
        StoreConnection connection, ApiCredentialProperty property, PropertyValueQuery query, CancellationToken cancellationToken) => property switch
    {
        ApiCredentialProperty.Namespace => PropertyValues.OfScope(connection, "api_credential", "namespace", query),
        ApiCredentialProperty.Owner => Values(connection, "owner", PropertyValues.Whole, query, cancellationToken),
        ApiCredentialProperty.LabelName => Values(connection, "labels", PropertyValues.Names, query, cancellationToken),
        ApiCredentialProperty.LabelValue => Values(connection, "labels", PropertyValues.Under(query.Label), query, cancellationToken),
        ApiCredentialProperty.UserGroup => Values(connection, "groups", PropertyValues.Items, query, cancellationToken),
        ApiCredentialProperty.NamespaceRole => Values(connection, "roles", PropertyValues.Items, query, cancellationToken),
        ApiCredentialProperty.ClusterNamespace => Values(connection, "cluster_namespace", PropertyValues.Whole, query, cancellationToken),
        ApiCredentialProperty.SiteName => Values(connection, "site_name", PropertyValues.Whole, query, cancellationToken),
        _ => throw CredentialException.Invalid("Property", $"{(int)property} is not a property; allowed are {string.Join(", ", Enum.GetNames<ApiCredentialProperty>())}."),
    };

    /// <summary>Writes back the facts that can change.</summary>
    public static void Update(StoreConnection connection, Stored<ApiCredential> stored)
    {
        ApiCredential credential = stored.Value;
        connection.Prepared(
                "UPDATE api_credential SET description = $description, labels = $labels, addresses = $addresses, roles = $roles, groups = $groups, "
                + "modified_at = $modified_at, expires_at = $expires_at, disabled_at = $disabled_at, revoked_at = $revoked_at, "
                + "revocation_reason = $reason, cluster_names = $cluster_names, cluster_namespace = $cluster_namespace WHERE row = $row")
            .With("$description", credential.Description.Length == 0 ? null : credential.Description)
            .With("$labels", StoredJson.Write(credential.Label))
            .With("$addresses", StoredJson.Write(credential.IPAddress))
            .With("$roles", StoredJson.Write([.. credential.NamespaceRole.Select(role => role.ToString())]))
            .With("$groups", StoredJson.Write(credential.UserGroup))
            .With("$modified_at", credential.ModifiedAt)
            .With("$expires_at", credential.ExpiresAt)
            .With("$disabled_at", credential.DisabledAt)
            .With("$revoked_at", credential.RevokedAt)
            .With("$reason", credential.RevocationReason is { } reason ? (long)reason : null)
            .With("$cluster_names", StoredJson.Write(credential.ClusterName))
            .With("$cluster_namespace", credential.ClusterNamespace)
            .With("$row", stored.Row)
            .Execute();
    }

    /// <summary>Writes that credentials are revoked.</summary>
    public static void Revoke(StoreConnection connection, string rows, DateTimeOffset moment, RevocationReason reason) =>
        connection.Prepared(
                "UPDATE api_credential SET modified_at = max($moment, modified_at + 1), revoked_at = $moment, revocation_reason = $reason "
                + "WHERE row IN (SELECT value FROM json_each($rows))")
            .With("$moment", moment).With("$reason", (long)reason).With("$rows", rows).Execute();

    /// <summary>Puts a new secret in the place of the old one.</summary>
    public static void ReplaceSecret(StoreConnection connection, Stored<ApiCredential> stored, SecretRecord secret) =>
        connection.Prepared(
                "UPDATE api_credential SET secret_hash = $hash, not_before = $not_before, serial = $serial, fingerprint = $fingerprint, "
                + "issuer = $issuer, key_algorithm = $key_algorithm, rotated_at = $rotated_at, grace_ends_at = $grace_ends_at WHERE row = $row")
            .With("$hash", secret.Hash)
            .With("$not_before", secret.NotBefore)
            .With("$issuer", secret.Issuer)
            .With("$serial", stored.Value.SerialNumber)
            .With("$fingerprint", stored.Value.Fingerprint)
            .With("$key_algorithm", (long?)stored.Value.KeyAlgorithm)
            .With("$rotated_at", stored.Value.RotatedAt)
            .With("$grace_ends_at", stored.Value.GracePeriodEndsAt)
            .With("$row", stored.Row)
            .Execute();

    /// <summary>Finds the credential of a secret that is in force, with the not-before time of that secret.</summary>
    public static (Stored<ApiCredential> Credential, DateTimeOffset? NotBefore)? FindBySecret(StoreConnection connection, byte[] hash, RowContext context)
    {
        Statement statement = connection.Prepared($"SELECT {Columns}, not_before FROM api_credential WHERE secret_hash = $hash").With("$hash", hash);
        using Statement.Rows reader = statement.Query();
        return reader.Next() ? (Row(reader, context), reader.OptionalTime(31)) : null;
    }

    /// <summary>Reads the credential of a row.</summary>
    public static Stored<ApiCredential>? Get(StoreConnection connection, long row, RowContext context)
    {
        Statement statement = connection.Prepared($"SELECT {Columns} FROM api_credential WHERE row = $row").With("$row", row);
        using Statement.Rows reader = statement.Query();
        return reader.Next() ? Row(reader, context) : null;
    }

    private static IReadOnlyList<PropertyValue> Values(
        StoreConnection connection, string column, PropertyValues.Reading read, PropertyValueQuery query, CancellationToken cancellationToken) =>
        PropertyValues.OfColumn(connection, "api_credential", "namespace_key", column, read, query, cancellationToken);

    /// <summary>The conditions of a query.</summary>
    public static Filter Matching(ApiCredentialQuery query, DateTimeOffset now) =>
        new Filter()
            .Like("name_key", query.Name)
            .In("id", [.. query.Id.Select(id => (id ?? string.Empty).ToLowerInvariant())])
            .IdBegins(query.IdPrefix)
            .Like("namespace_key", query.Namespace)
            .VisibleIn("namespace_key", query.VisibleIn)
            .In("type", query.Type)
            .Like("as_key(owner)", query.Owner)
            .Labels("labels", query.Label)
            .States(query.State, now, canBeRevoked: true)
            .Expiry(query.ExpiringBefore, query.ExpiredBefore, now);

    private static Stored<ApiCredential> Row(Statement.Rows reader, RowContext context)
    {
        DateTimeOffset expiresAt = reader.Time(18);
        DateTimeOffset? disabledAt = reader.OptionalTime(19);
        DateTimeOffset? revokedAt = reader.OptionalTime(20);
        DateTimeOffset? graceEndsAt = reader.OptionalTime(23);
        return new Stored<ApiCredential>(reader.Number(0), new ApiCredential
        {
            Id = reader.Text(1),
            Namespace = reader.Text(2),
            Name = reader.Text(3),
            Type = (CredentialType)reader.Number(4),
            Owner = reader.Text(5),
            Description = reader.OptionalText(6) ?? string.Empty,
            Label = StoredJson.Labels(reader.OptionalText(7)),
            IPAddress = StoredJson.List(reader.OptionalText(8)),
            NamespaceRole = StoredJson.Roles(reader.OptionalText(9)),
            UserGroup = StoredJson.List(reader.OptionalText(10)),
            ClusterName = StoredJson.List(reader.OptionalText(11)),
            ClusterNamespace = reader.OptionalText(12),
            SiteName = reader.OptionalText(13),
            SerialNumber = reader.OptionalText(14),
            Fingerprint = reader.OptionalText(15),
            CreatedAt = reader.Time(16),
            ModifiedAt = reader.Time(17),
            ExpiresAt = expiresAt,
            DisabledAt = disabledAt,
            RevokedAt = revokedAt,
            RevocationReason = (RevocationReason?)reader.OptionalNumber(21),
            RotatedAt = reader.OptionalTime(22),
            GracePeriodEndsAt = graceEndsAt > context.Now ? graceEndsAt : null,
            LastUsedAt = reader.OptionalTime(24),
            LastUsedAddress = reader.OptionalText(25),
            KeyAlgorithm = (KeyAlgorithm?)reader.OptionalNumber(26),
            SubjectAlternativeName = StoredJson.List(reader.OptionalText(27)),
            Issuer = reader.OptionalNumber(28) is { } issuer ? context.IssuerName(issuer) : null,
            MaximumUses = reader.OptionalNumber(29),
            UseCount = reader.Number(30),
            State = CredentialStates.At(context.Now, expiresAt, disabledAt, revokedAt),
            Authority = context.Authority,
        });
    }
}
