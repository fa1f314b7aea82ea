using System.Text.Json;

namespace PSCredentials.Storage;

/// <summary>The statements about the rights of users and groups.</summary>
internal static class RightTable
{
    private const string Columns = "principal, is_group, scope_type, scope, role, granted_at, granted_by";
    private const string Key = "principal_key = $principal AND is_group = $group AND scope_type = $type AND scope_key = $scope AND role = $role";

    // The order of the primary key, so that nothing is sorted.
    private const string Order = "ORDER BY principal_key, is_group, scope_type, scope_key, role";

    /// <summary>Adds a right.</summary>
    /// <returns>False when it is there.</returns>
    public static bool TryAdd(StoreConnection connection, CredentialRight right) =>
        WithKey(
                connection.Prepared(
                    $"INSERT INTO access_right (principal_key, scope_key, {Columns}) "
                    + "VALUES ($principal, $scope, $name, $group, $type, $place, $role, $now, $by) ON CONFLICT DO NOTHING"),
                right)
            .With("$name", right.Principal)
            .With("$place", right.Scope)
            .With("$now", right.GrantedAt)
            .With("$by", right.GrantedBy)
            .Execute() == 1;

    /// <summary>Finds a right by what it says; who granted it and when does not count.</summary>
    public static CredentialRight? Find(StoreConnection connection, CredentialRight right, string authority)
    {
        using Statement.Rows reader = WithKey(connection.Prepared($"SELECT {Columns} FROM access_right WHERE {Key}"), right).Query();
        return reader.Next() ? Row(reader, authority) : null;
    }

    /// <summary>Deletes a right.</summary>
    public static void Remove(StoreConnection connection, CredentialRight right) =>
        WithKey(connection.Prepared($"DELETE FROM access_right WHERE {Key}"), right).Execute();

    /// <summary>Lists all rights.</summary>
    public static List<CredentialRight> List(StoreConnection connection, string authority) =>
        Read(connection.Prepared($"SELECT {Columns} FROM access_right {Order}"), authority);

    /// <summary>Lists the rights of users, or of groups.</summary>
    public static List<CredentialRight> Of(StoreConnection connection, IEnumerable<string> principals, bool areGroups, string authority) =>
        Read(
            connection.Prepared($"SELECT {Columns} FROM access_right WHERE principal_key IN (SELECT value FROM json_each($principals)) AND is_group = $group {Order}")
                .With("$principals", JsonSerializer.Serialize(principals.Select(Filter.Key)))
                .With("$group", areGroups ? 1 : 0),
            authority);

    private static Statement WithKey(Statement statement, CredentialRight right) => statement
        .With("$principal", Filter.Key(right.Principal))
        .With("$group", right.IsGroup ? 1 : 0)
        .With("$type", (long)right.ScopeType)
        .With("$scope", Filter.Key(right.Scope))
        .With("$role", (long)right.Role);

    private static List<CredentialRight> Read(Statement statement, string authority)
    {
        using Statement.Rows reader = statement.Query();
        var list = new List<CredentialRight>();
        while (reader.Next())
        {
            list.Add(Row(reader, authority));
        }

        return list;
    }

    private static CredentialRight Row(Statement.Rows reader, string authority) => new()
    {
        Principal = reader.Text(0),
        IsGroup = reader.Number(1) != 0,
        ScopeType = (CredentialScopeType)reader.Number(2),
        Scope = reader.Text(3),
        Role = (CredentialRightRole)reader.Number(4),
        GrantedAt = reader.Time(5),
        GrantedBy = reader.Text(6),
        Authority = authority,
    };
}
