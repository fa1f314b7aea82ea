using System.Reflection;

namespace PSCredentials.Storage;

/// <summary>The numbered migrations and the marks by which a file is known as a vault.</summary>
internal static class Schema
{
    /// <summary>The newest migration; a vault keeps its number in <c>user_version</c>.</summary>
    public const int Version = 14;

    /// <summary>The mark of a vault in <c>application_id</c>: "PSCr".</summary>
    public const int ApplicationId = 0x50534372;

    // Older versions can corrupt a WAL that two processes checkpoint at once (https://sqlite.org/wal.html#walresetbug).
    private const int OldestSafeSqlite = 3_051_003;

    /// <summary>Refuses an SQLite that is not safe for several processes.</summary>
    public static void RequireSafeSqlite()
    {
        SQLitePCL.Batteries_V2.Init();
        if (SQLitePCL.raw.sqlite3_libversion_number() < OldestSafeSqlite)
        {
            throw new CredentialException(
                CredentialErrors.NotSupported,
                $"SQLite {SQLitePCL.raw.sqlite3_libversion().utf8_to_string()} can damage a vault that several processes use; 3.51.3 or later is needed.");
        }
    }

    /// <summary>Whether the database is empty, so that a vault can be made in it; refuses what is not a vault or too new.</summary>
    public static bool IsEmpty(StoreConnection connection, string file)
    {
        long applicationId = connection.Scalar("PRAGMA application_id");
        long version = connection.Scalar("PRAGMA user_version");
        if (applicationId == 0 && version == 0 && connection.Scalar("SELECT count(*) FROM sqlite_schema") == 0)
        {
            return true;
        }

        if (applicationId != ApplicationId)
        {
            throw new CredentialException(CredentialErrors.StoreNotAVault, $"'{file}' is not a vault: it is a database of another program.");
        }

        if (version > Version)
        {
            throw new CredentialException(
                CredentialErrors.StoreTooNew, $"The vault '{file}' has schema {version}; this version of PSCredentials knows up to {Version}.");
        }

        return false;
    }

    /// <summary>Brings the database to the newest schema, in the caller's transaction.</summary>
    public static void Migrate(StoreConnection connection)
    {
        for (long next = connection.Scalar("PRAGMA user_version") + 1; next <= Version; next++)
        {
            connection.Execute(Script(next));
            connection.Execute(FormattableString.Invariant($"PRAGMA user_version = {next}; PRAGMA application_id = {ApplicationId}"));
        }
    }

    private static string Script(long number)
    {
        using Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(FormattableString.Invariant($"Migrations/{number:0000}.sql"))!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
