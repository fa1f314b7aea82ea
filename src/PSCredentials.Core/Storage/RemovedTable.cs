namespace PSCredentials.Storage;

/// <summary>The statements about records that were removed and can be restored, of all families alike: they move, whole, between the family's table and one that nothing else looks into.</summary>
internal static class RemovedTable
{
    /// <summary>Moves a record, with what hangs on it, to where it can be restored from.</summary>
    /// <returns>The number of its row there.</returns>
    public static long Keep(StoreConnection connection, CredentialFamily family, long row, DateTimeOffset now, string by)
    {
        long removed = 0;
        connection.Overwriting(store =>
        {
            string table = TableOf(family);
            string columns = Columns(store, table);
            store.Prepared($"INSERT INTO removed_{table} (removed_at, removed_by, {columns}) SELECT $now, $by, {columns} FROM {table} WHERE row = $row")
                .With("$now", now).With("$by", by).With("$row", row).Execute();
            removed = store.Scalar("SELECT last_insert_rowid()");
            Rehang(store, family, row, -removed);
            SecretTable.RemoveOf(store, family, StoredJson.Rows([row]));
            store.Prepared($"DELETE FROM {table} WHERE row = $row").With("$row", row).Execute();
        });
        return removed;
    }

    /// <summary>Moves a record back.</summary>
    /// <returns>The number of its row; null where its name is taken, and nothing was moved.</returns>
    public static long? TryPutBack(StoreConnection connection, CredentialFamily family, long removed)
    {
        long? row = null;
        connection.Overwriting(store =>
        {
            string table = TableOf(family);
            string columns = Columns(store, table);
            if (store.Prepared($"INSERT INTO {table} ({columns}) SELECT {columns} FROM removed_{table} WHERE row = $row").With("$row", removed).TryInsert())
            {
                row = store.Scalar("SELECT last_insert_rowid()");
                Rehang(store, family, -removed, row.Value);
                store.Prepared($"DELETE FROM removed_{table} WHERE row = $row").With("$row", removed).Execute();
            }
        });
        return row;
    }

    /// <summary>Whether there is anything that was removed at a moment or before.</summary>
    public static bool HasAny(StoreConnection connection, long until) =>
        Enum.GetValues<CredentialFamily>().Any(family =>
            connection.Prepared($"SELECT EXISTS (SELECT 1 FROM removed_{TableOf(family)} WHERE removed_at <= $until)").With("$until", until).Scalar() != 0);

    /// <summary>Deletes for good what was removed at a moment or before, the oldest first.</summary>
    /// <returns>What events call the deleted records.</returns>
    public static List<(string Id, string Name, string Scope)> Purge(StoreConnection connection, CredentialFamily family, long until, long most)
    {
        (List<long> due, var purged) = Due(connection, family, until, most);
        if (due.Count > 0)
        {
            Delete(connection, family, due);
        }

        return purged;
    }

    /// <summary>Deletes removed records for good, with what hangs on them. Certificates stay ended.</summary>
    public static void Delete(StoreConnection connection, CredentialFamily family, IReadOnlyList<long> removed) => connection.Overwriting(store =>
    {
        string hanging = StoredJson.Rows(removed.Select(row => -row));
        foreach (string table in HangingOn(family))
        {
            _ = table == "revoked_certificate"
                ? RevokedCertificateTable.EndHeld(store, hanging)
                : store.Prepared($"DELETE FROM {table} WHERE credential IN (SELECT value FROM json_each($rows)){Of(table, family)}").With("$rows", hanging).Execute();
        }

        store.Prepared($"DELETE FROM removed_{TableOf(family)} WHERE row IN (SELECT value FROM json_each($rows))").With("$rows", StoredJson.Rows(removed)).Execute();
    });

    /// <summary>The removed records that a reference means: none, one, or several that had one name.</summary>
    public static List<Stored<T>> Find<T>(StoreConnection connection, RemovedShape<T> shape, CredentialReference reference, RemovalWindow window) =>
        Read(connection, shape, new Filter().Means(reference, shape.Table, shape.ScopeColumn), window, " LIMIT 3");

    /// <summary>A page of a listing in the order of id where the query gives the beginning of one, else of scope, name and id, after the given place.</summary>
    public static List<Stored<T>> Page<T>(
        StoreConnection connection, RemovedShape<T> shape, Filter matching, bool isById, ListPlace? after, long skip, long count, RemovalWindow window)
    {
        if (after is { } place)
        {
            _ = isById ? matching.And("id > ?", place.Id) : matching.After(shape.ScopeColumn, Filter.Key(place.Scope), "name_key", Filter.Key(place.Name), "id", place.Id);
        }

        string order = isById ? "id" : $"{shape.ScopeColumn}, name_key, id";
        return Read(connection, shape, matching, window, FormattableString.Invariant($" ORDER BY {order} LIMIT {count} OFFSET {skip}"));
    }

    /// <summary>How many removed records a query means.</summary>
    public static long Count<T>(StoreConnection connection, RemovedShape<T> shape, Filter matching, RemovalWindow window)
    {
        using Statement statement = matching.And("removed_at > ?", window.EndedBefore).Prepare(connection, $"SELECT count(*) FROM {shape.Table}{{where}}");
        return statement.Scalar();
    }

    private static List<Stored<T>> Read<T>(StoreConnection connection, RemovedShape<T> shape, Filter matching, RemovalWindow window, string rest)
    {
        int width = shape.Columns.Count(character => character == ',') + 1;
        return matching.And("removed_at > ?", window.EndedBefore).Read(
            connection,
            $"SELECT {shape.Columns}, removed_at, removed_by FROM {shape.Table}{{where}}{rest}",
            row => new Stored<T>(row.Number(0), shape.Read(row, window.Rows, new RemovalFacts(row.Time(width), row.Text(width + 1), row.Time(width) + window.Retention))));
    }

    private static (List<long> Rows, List<(string Id, string Name, string Scope)> Facts) Due(StoreConnection connection, CredentialFamily family, long until, long most)
    {
        var rows = new List<long>();
        var facts = new List<(string, string, string)>();
        string scope = family switch
        {
            CredentialFamily.ApiCredential => "namespace",
            CredentialFamily.ApiKey => "workspace",
            _ => "project_name",
        };
        using Statement.Rows due = connection.Prepared(
                $"SELECT row, id, name, {scope} FROM removed_{TableOf(family)} WHERE removed_at <= $until ORDER BY removed_at, row LIMIT $most")
            .With("$until", until).With("$most", most).Query();
        while (due.Next())
        {
            rows.Add(due.Number(0));
            facts.Add((due.Text(1), due.Text(2), due.Text(3)));
        }

        return (rows, facts);
    }

    private static void Rehang(StoreConnection connection, CredentialFamily family, long from, long to)
    {
        foreach (string table in HangingOn(family))
        {
            connection.Prepared($"UPDATE {table} SET credential = $to WHERE credential = $from{Of(table, family)}").With("$to", to).With("$from", from).Execute();
        }
    }

    private static string TableOf(CredentialFamily family) => family switch
    {
        CredentialFamily.ApiCredential => "api_credential",
        CredentialFamily.ApiKey => "api_key",
        _ => "project_credential",
    };

    // The tables whose rows name a record by the number of its row.
    private static string[] HangingOn(CredentialFamily family) => family switch
    {
        CredentialFamily.ApiCredential => ["retired_secret", "secret_reuse", "revoked_certificate"],
        CredentialFamily.ApiKey => ["retired_secret", "secret_reuse"],
        _ => ["credential_access"],
    };

    private static string Of(string table, CredentialFamily family) => table is "retired_secret" or "secret_reuse" ? FormattableString.Invariant($" AND family = {(long)family}") : string.Empty;

    // Whatever a later schema adds to a family's table moves too, once the other table has it.
    private static string Columns(StoreConnection connection, string table) =>
        connection.Text($"SELECT group_concat(name, ', ') FROM pragma_table_info('{table}') WHERE name <> 'row'")!;
}
