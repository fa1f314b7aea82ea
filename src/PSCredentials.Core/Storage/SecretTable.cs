namespace PSCredentials.Storage;

/// <summary>The statements about secrets that the vault keeps.</summary>
internal static class SecretTable
{
    private const string Columns = "row, name, type, metadata, family, credential, created_at, modified_at";

    /// <summary>Adds a secret.</summary>
    /// <returns>False when its name is taken.</returns>
    public static bool TryAdd(StoreConnection connection, SecretRow secret, byte[] box) =>
        connection.Prepared(
                "INSERT INTO secret (name, name_key, type, metadata, family, credential, created_at, modified_at, sealed) "
                + "VALUES ($name, $key, $type, $metadata, $family, $credential, $now, $now, $sealed)")
            .With("$name", secret.Name)
            .With("$key", Filter.Key(secret.Name))
            .With("$type", (long)secret.Type)
            .With("$metadata", secret.Metadata)
            .With("$family", (long?)secret.Family)
            .With("$credential", secret.Credential)
            .With("$now", secret.CreatedAt)
            .With("$sealed", box)
            .TryInsert();

    /// <summary>Puts another secret, or other metadata, in the place of what is there.</summary>
    public static void Replace(StoreConnection connection, long row, SecretRow secret, byte[] box) =>
        connection.Overwriting(store => store.Prepared(
                "UPDATE secret SET name = $name, type = $type, metadata = $metadata, modified_at = $now, sealed = $sealed WHERE row = $row")
            .With("$name", secret.Name)
            .With("$type", (long)secret.Type)
            .With("$metadata", secret.Metadata)
            .With("$now", secret.ModifiedAt)
            .With("$sealed", box)
            .With("$row", row)
            .Execute());

    /// <summary>Lists secrets by name.</summary>
    public static List<Stored<SecretRow>> List(StoreConnection connection, IReadOnlyList<string> name) =>
        new Filter().Like("name_key", name).Read(connection, $"SELECT {Columns} FROM secret{{where}} ORDER BY name_key", reader => Row(reader));

    /// <summary>Finds a secret by its name.</summary>
    public static Stored<SecretRow>? Find(StoreConnection connection, string name) =>
        One(connection.Prepared($"SELECT {Columns} FROM secret WHERE name_key = $key").With("$key", Filter.Key(name)));

    /// <summary>Finds the secret of an issued credential.</summary>
    public static Stored<SecretRow>? FindOf(StoreConnection connection, CredentialFamily family, long credential) =>
        One(connection.Prepared($"SELECT {Columns} FROM secret WHERE family = $family AND credential = $credential")
            .With("$family", (long)family).With("$credential", credential));

    /// <summary>What is sealed.</summary>
    public static byte[] Sealed(StoreConnection connection, long row)
    {
        using Statement.Rows reader = connection.Prepared("SELECT sealed FROM secret WHERE row = $row").With("$row", row).Query();
        return reader.Next() ? reader.Bytes(0) : [];
    }

    /// <summary>Deletes a secret.</summary>
    public static void Remove(StoreConnection connection, long row) =>
        connection.Overwriting(store => store.Prepared("DELETE FROM secret WHERE row = $row").With("$row", row).Execute());

    /// <summary>Deletes the secrets of issued credentials.</summary>
    /// <param name="connection">The transaction.</param>
    /// <param name="family">The credentials' family.</param>
    /// <param name="rows">Their rows, as <see cref="StoredJson.Rows"/> writes them.</param>
    public static void RemoveOf(StoreConnection connection, CredentialFamily family, string rows)
    {
        const string OfThem = "FROM secret WHERE family = $family AND credential IN (SELECT value FROM json_each($rows))";
        if (connection.Prepared($"SELECT EXISTS (SELECT 1 {OfThem})").With("$family", (long)family).With("$rows", rows).Scalar() != 0)
        {
            connection.Overwriting(store => store.Prepared($"DELETE {OfThem}").With("$family", (long)family).With("$rows", rows).Execute());
        }
    }

    private static Stored<SecretRow>? One(Statement statement)
    {
        using Statement.Rows reader = statement.Query();
        return reader.Next() ? Row(reader) : null;
    }

    private static Stored<SecretRow> Row(Statement.Rows reader) => new(
        reader.Number(0),
        new SecretRow(reader.Text(1), (SecretValueType)reader.Number(2))
        {
            Metadata = reader.OptionalText(3),
            Family = (CredentialFamily?)reader.OptionalNumber(4),
            Credential = reader.OptionalNumber(5),
            CreatedAt = reader.Time(6),
            ModifiedAt = reader.Time(7),
        });
}

/// <summary>A secret as its row has it, without what is sealed.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">What it is.</param>
internal sealed record SecretRow(string Name, SecretValueType Type)
{
    /// <summary>What is noted beside it, as JSON; null for nothing.</summary>
    public string? Metadata { get; init; }

    /// <summary>The family of the issued credential that it is of; null where it is of none.</summary>
    public CredentialFamily? Family { get; init; }

    /// <summary>The row of that credential.</summary>
    public long? Credential { get; init; }

    /// <summary>When it was kept first.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it last changed.</summary>
    public DateTimeOffset ModifiedAt { get; init; }
}
