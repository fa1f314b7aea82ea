namespace PSCredentials.Storage;

/// <summary>The statements about the facts of project credentials.</summary>
internal static class ProjectCredentialTable
{
    private const string Columns =
        "row, id, project_name, name, email, full_name, description, roles, addresses, labels, created_at, modified_at, expires_at, disabled_at, "
        + "password_changed_at, grace_ends_at, throttled_until, last_used_at, last_used_address";

    private const string Insert =
        "INSERT INTO project_credential (id, project, project_name, project_key, name, name_key, email, full_name, description, roles, addresses, labels, "
        + "created_at, modified_at, expires_at, expiry_known, disabled_at, password_hash, file_hash, password_changed_at) VALUES ($id, $project, "
        + "$project_name, $project_key, $name, $name_key, $email, $full_name, $description, $roles, $addresses, $labels, $now, $now, $expires_at, "
        + "$expires_at <= $now, $disabled_at, $password_hash, $file_hash, $now)";

    // The end of time, to the millisecond: what never expires is compared like everything else.
    private static readonly DateTimeOffset Never = DateTimeOffset.FromUnixTimeMilliseconds(DateTimeOffset.MaxValue.ToUnixTimeMilliseconds());

    /// <summary>How those are read that were removed and can be restored.</summary>
    public static RemovedShape<RemovedProjectCredential> Removed { get; } = new(
        "removed_project_credential", "project_key", Columns, (row, context, removal) => new RemovedProjectCredential(Row(row, context).Value, removal));

    /// <summary>Adds a credential.</summary>
    /// <returns>False when its username is taken.</returns>
    public static bool TryAdd(StoreConnection connection, long project, ProjectCredential credential, StoredPassword password) =>
        Facts(connection.Prepared(Insert), credential)
            .With("$id", credential.Id)
            .With("$project", project)
            .With("$project_name", credential.Project)
            .With("$project_key", Filter.Key(credential.Project))
            .With("$name", credential.Username)
            .With("$name_key", Filter.Key(credential.Username))
            .With("$now", credential.CreatedAt)
            .With("$password_hash", password.Hash.ToString())
            .With("$file_hash", password.SealedFileHash)
            .TryInsert();

    /// <summary>Finds the credential that a reference means; usernames are unique over all projects.</summary>
    public static Stored<ProjectCredential>? Find(StoreConnection connection, CredentialReference reference, RowContext context)
    {
        Filter filter = reference.Id is { } id ? new Filter().And("id = ?", id.ToLowerInvariant()) : new Filter().And("name_key = ?", Filter.Key(reference.Name));
        filter.VisibleIn("project_key", reference.VisibleIn);
        if (reference.Scope is { } project)
        {
            filter.And("project_key = ?", Filter.Key(project));
        }

        return filter.Read(connection, $"SELECT {Columns} FROM project_credential{{where}}", reader => Row(reader, context)).SingleOrDefault();
    }

    /// <summary>Reads the credential of a row.</summary>
    public static Stored<ProjectCredential>? Get(StoreConnection connection, long row, RowContext context)
    {
        using Statement.Rows reader = connection.Prepared($"SELECT {Columns} FROM project_credential WHERE row = $row").With("$row", row).Query();
        return reader.Next() ? Row(reader, context) : null;
    }

    /// <summary>The project of a row.</summary>
    public static long ProjectOf(StoreConnection connection, long row) =>
        connection.Prepared("SELECT project FROM project_credential WHERE row = $row").With("$row", row).Scalar();

    /// <summary>Every credential that has a role.</summary>
    public static List<Stored<ProjectCredential>> WithRole(StoreConnection connection, string role, RowContext context) =>
        new Filter().And("EXISTS (SELECT 1 FROM json_each(roles) WHERE value = ?)", role)
            .Read(connection, $"SELECT {Columns} FROM project_credential{{where}} ORDER BY row", reader => Row(reader, context));

    /// <summary>Every credential of a project.</summary>
    public static List<Stored<ProjectCredential>> OfProject(StoreConnection connection, long project, RowContext context) =>
        new Filter().And("project = ?", project)
            .Read(connection, $"SELECT {Columns} FROM project_credential{{where}} ORDER BY row", reader => Row(reader, context));

    /// <summary>A page of a listing in the order of id where the query gives the beginning of one, else of project and username, after the given place.</summary>
    public static List<Stored<ProjectCredential>> Page(
        StoreConnection connection, ProjectCredentialQuery query, ListPlace? after, long skip, long count, RowContext context)
    {
        Filter filter = Matching(query, context.Now);
        if ((after ?? query.After) is { } place)
        {
            _ = query.IdPrefix is null
                ? filter.After("project_key", Filter.Key(place.Scope), "name_key", Filter.Key(place.Name))
                : filter.And("id > ?", place.Id);
        }

        string order = query.IdPrefix is null ? "project_key, name_key" : "id";
        string paging = FormattableString.Invariant($" ORDER BY {order} LIMIT {count} OFFSET {skip}");
        return filter.Read(connection, $"SELECT {Columns} FROM project_credential{{where}}{paging}", reader => Row(reader, context));
    }

    /// <summary>The place of a row in the order of lists.</summary>
    public static ListPlace? Place(Stored<ProjectCredential>? row) => row is null ? null : new ListPlace(row.Value.Project, row.Value.Username, row.Value.Id);

    /// <summary>How many credentials a query means.</summary>
    public static long Count(StoreConnection connection, ProjectCredentialQuery query, DateTimeOffset now)
    {
        using Statement statement = Matching(query, now).Prepare(connection, "SELECT count(*) FROM project_credential{where}");
        return statement.Scalar();
    }

    /// <summary>The values that a property has.</summary>
    public static IReadOnlyList<PropertyValue> Values(
        StoreConnection connection, ProjectCredentialProperty property, PropertyValueQuery query, CancellationToken cancellationToken) => property switch
    {
        ProjectCredentialProperty.Project => Values(connection, "project_name", PropertyValues.Whole, query, cancellationToken),
        ProjectCredentialProperty.Email => Values(connection, "email", PropertyValues.Whole, query, cancellationToken),
        ProjectCredentialProperty.LabelName => Values(connection, "labels", PropertyValues.Names, query, cancellationToken),
        ProjectCredentialProperty.LabelValue => Values(connection, "labels", PropertyValues.Under(query.Label), query, cancellationToken),
        _ => throw CredentialException.Invalid("Property", $"{(int)property} is not a property; allowed are {string.Join(", ", Enum.GetNames<ProjectCredentialProperty>())}."),
    };

    /// <summary>Writes back the facts that can change. An expiry that moved is one that no environment knows of, unless it has passed already.</summary>
    public static void Update(StoreConnection connection, Stored<ProjectCredential> stored)
    {
        ProjectCredential credential = stored.Value;
        Statement update = connection.Prepared(
            "UPDATE project_credential SET email = $email, full_name = $full_name, description = $description, roles = $roles, addresses = $addresses, "
            + "labels = $labels, modified_at = $modified_at, expiry_known = CASE WHEN expires_at = $expires_at THEN expiry_known "
            + "ELSE $expires_at <= $modified_at END, expires_at = $expires_at, disabled_at = $disabled_at WHERE row = $row");
        Facts(update, credential).With("$modified_at", credential.ModifiedAt).With("$row", stored.Row).Execute();
    }

    /// <summary>Says which project a credential that was restored belongs to: the one of its name may be another one since. Its environments hear of the expiry if that lies ahead.</summary>
    public static void Settle(StoreConnection connection, long row, long project, string projectName, DateTimeOffset now) =>
        connection.Prepared("UPDATE project_credential SET project = $project, project_name = $name, project_key = $key, expiry_known = expires_at <= $now WHERE row = $row")
            .With("$project", project).With("$name", projectName).With("$key", Filter.Key(projectName)).With("$now", now).With("$row", row).Execute();

    private static Statement Facts(Statement statement, ProjectCredential credential) =>
        statement
            .With("$email", credential.Email)
            .With("$full_name", credential.FullName)
            .With("$description", credential.Description.Length == 0 ? null : credential.Description)
            .With("$roles", StoredJson.Write(credential.Role))
            .With("$addresses", StoredJson.Write(credential.IPAddress))
            .With("$labels", StoredJson.Write(credential.Label))
            .With("$expires_at", credential.ExpiresAt ?? Never)
            .With("$disabled_at", credential.DisabledAt);

    private static IReadOnlyList<PropertyValue> Values(
        StoreConnection connection, string column, PropertyValues.Reading read, PropertyValueQuery query, CancellationToken cancellationToken) =>
        PropertyValues.OfColumn(connection, "project_credential", "project_key", column, read, query, cancellationToken);

    /// <summary>The conditions of a query.</summary>
    public static Filter Matching(ProjectCredentialQuery query, DateTimeOffset now)
    {
        Filter filter = new Filter()
            .Like("name_key", query.Username)
            .In("id", [.. query.Id.Select(id => (id ?? string.Empty).ToLowerInvariant())])
            .IdBegins(query.IdPrefix)
            .Like("project_key", query.Project)
            .VisibleIn("project_key", query.VisibleIn)
            .Like("as_key(email)", query.Email)
            .Labels("labels", query.Label)
            .States(query.State, now, canBeRevoked: false)
            .Expiry(query.ExpiringBefore, query.ExpiredBefore, now);
        return query.Role.Count == 0 ? filter : filter.Items("roles", query.Role);
    }

    private static Stored<ProjectCredential> Row(Statement.Rows reader, RowContext context)
    {
        DateTimeOffset expiresAt = reader.Time(12);
        DateTimeOffset? disabledAt = reader.OptionalTime(13);
        DateTimeOffset? graceEndsAt = reader.OptionalTime(15);
        DateTimeOffset? throttledUntil = reader.OptionalTime(16);
        return new Stored<ProjectCredential>(reader.Number(0), new ProjectCredential
        {
            Id = reader.Text(1),
            Project = reader.Text(2),
            Username = reader.Text(3),
            Email = reader.Text(4),
            FullName = reader.Text(5),
            Description = reader.OptionalText(6) ?? string.Empty,
            Role = StoredJson.List(reader.OptionalText(7)),
            IPAddress = StoredJson.List(reader.OptionalText(8)),
            Label = StoredJson.Labels(reader.OptionalText(9)),
            CreatedAt = reader.Time(10),
            ModifiedAt = reader.Time(11),
            ExpiresAt = expiresAt == Never ? null : expiresAt,
            DisabledAt = disabledAt,
            PasswordChangedAt = reader.Time(14),
            GracePeriodEndsAt = graceEndsAt > context.Now ? graceEndsAt : null,
            ThrottledUntil = throttledUntil > context.Now ? throttledUntil : null,
            LastUsedAt = reader.OptionalTime(17),
            LastUsedAddress = reader.OptionalText(18),
            State = CredentialStates.At(context.Now, expiresAt, disabledAt, revokedAt: null),
            Authority = context.Authority,
        });
    }
}
