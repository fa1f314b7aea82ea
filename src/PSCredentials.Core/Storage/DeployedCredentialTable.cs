namespace PSCredentials.Storage;

/// <summary>A line of a password file.</summary>
/// <param name="Id">The credential.</param>
/// <param name="Username">Its username.</param>
/// <param name="SealedHash">The bcrypt hash of its password, sealed.</param>
internal sealed record PasswordFileRow(string Id, string Username, byte[] SealedHash);

/// <summary>How many credentials that could be used are not in a password file, and why.</summary>
/// <param name="Restricted">They may be used from some addresses alone.</param>
/// <param name="WithoutHash">Their password is from before the project had a password file.</param>
internal sealed record LeftOut(long Restricted, long WithoutHash);

/// <summary>The statements about project credentials that deployment alone needs.</summary>
internal static class DeployedCredentialTable
{
    private const string InForce = "project = $project AND disabled_at IS NULL AND expires_at > $now";

    /// <summary>What a password file holds: those that can be used and that it can say everything about, by username.</summary>
    public static List<PasswordFileRow> PasswordFile(StoreConnection connection, long project, DateTimeOffset now)
    {
        using Statement.Rows rows = connection.Prepared(
                $"SELECT id, name, file_hash FROM project_credential WHERE {InForce} AND addresses IS NULL AND file_hash IS NOT NULL ORDER BY name")
            .With("$project", project).With("$now", now).Query();
        var list = new List<PasswordFileRow>();
        while (rows.Next())
        {
            list.Add(new PasswordFileRow(rows.Text(0), rows.Text(1), rows.Bytes(2)));
        }

        return list;
    }

    /// <summary>What a password file leaves out: of a whole project, or of one credential.</summary>
    public static LeftOut LeftOut(StoreConnection connection, long project, string? id, DateTimeOffset now)
    {
        using Statement.Rows rows = connection.Prepared(
                "SELECT count(*) FILTER (WHERE addresses IS NOT NULL), count(*) FILTER (WHERE addresses IS NULL AND file_hash IS NULL) "
                + $"FROM project_credential WHERE {InForce} AND ($id IS NULL OR id = $id)")
            .With("$project", project).With("$now", now).With("$id", id).Query();
        rows.Next();
        return new LeftOut(rows.Number(0), rows.Number(1));
    }

    /// <summary>Credentials that have expired and whose environments do not know it yet.</summary>
    public static List<string> Expired(StoreConnection connection, DateTimeOffset now, int count)
    {
        using Statement.Rows rows = connection.Prepared(
                "SELECT id FROM project_credential WHERE expiry_known = 0 AND expires_at <= $now ORDER BY expires_at LIMIT $count")
            .With("$now", now).With("$count", count).Query();
        var list = new List<string>();
        while (rows.Next())
        {
            list.Add(rows.Text(0));
        }

        return list;
    }

    /// <summary>Says that the environments were told of an expiry.</summary>
    public static void NoteExpiry(StoreConnection connection, long row) =>
        connection.Prepared("UPDATE project_credential SET expiry_known = 1 WHERE row = $row").With("$row", row).Execute();

    /// <summary>When the next credential expires whose environments do not know it yet.</summary>
    public static DateTimeOffset? NextExpiry(StoreConnection connection)
    {
        using Statement.Rows rows = connection.Prepared("SELECT min(expires_at) FROM project_credential WHERE expiry_known = 0").Query();
        return rows.Next() ? rows.OptionalTime(0) : null;
    }

    /// <summary>The row of a credential; null where it is gone.</summary>
    public static long? RowOf(StoreConnection connection, string id)
    {
        using Statement.Rows rows = connection.Prepared("SELECT row FROM project_credential WHERE id = $id").With("$id", id).Query();
        return rows.Next() ? rows.Number(0) : null;
    }
}
