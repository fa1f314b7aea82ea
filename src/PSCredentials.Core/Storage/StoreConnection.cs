using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace PSCredentials.Storage;

/// <summary>A connection to the vault's database with its prepared statements. One thread uses it at a time.</summary>
internal sealed class StoreConnection : IDisposable
{
    /// <summary>The timeout of a vault that is open, where others hold the file for moments only.</summary>
    public const int BusyTimeoutMilliseconds = 5000;

    // SQLITE_FCNTL_HAS_MOVED
    private const int FileHasMoved = 20;

    private readonly SqliteConnection _connection;
    private readonly sqlite3 _database;
    private readonly Dictionary<string, Statement> _statements = new(StringComparer.Ordinal);

    private StoreConnection(SqliteConnection connection)
    {
        _connection = connection;
        _database = connection.Handle!;
        Trail = new TrailEnd(this);
    }

    /// <summary>The end of the audit trail in the write transaction under way.</summary>
    public TrailEnd Trail { get; }

    /// <summary>Whether no transaction is open.</summary>
    public bool IsAutoCommit => raw.sqlite3_get_autocommit(_database) != 0;

    /// <summary>Whether the file was removed since it was opened, or another one put in its place.</summary>
    public bool IsFileGone => FileControl(_database, null, FileHasMoved, out int moved) == raw.SQLITE_OK && moved != 0;

    /// <summary>How long SQLite itself waits, and hears nothing else meanwhile, where another process holds the file.</summary>
    public int BusyTimeout
    {
        get;
        set
        {
            field = value;
            raw.sqlite3_busy_timeout(_database, value);
        }
    }

    /// <summary>Opens an existing database file.</summary>
    public static StoreConnection Open(string file, bool readOnly, int busyTimeout = BusyTimeoutMilliseconds)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = file,
            Mode = readOnly ? SqliteOpenMode.ReadOnly : SqliteOpenMode.ReadWrite,
            Pooling = false,
        }.ToString());
        try
        {
            connection.Open();

            // SQLite's own upper() knows ASCII alone.
            connection.CreateFunction<string?, string?>("as_key", static text => text is null ? null : Filter.Key(text), isDeterministic: true);
            var store = new StoreConnection(connection) { BusyTimeout = busyTimeout };
            store.Execute(
                "PRAGMA trusted_schema = OFF; PRAGMA synchronous = FULL; PRAGMA temp_store = MEMORY; PRAGMA wal_autocheckpoint = 4000; PRAGMA cache_size = -16000");
            return store;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>The prepared statement for a text.</summary>
    public Statement Prepared(string sql)
    {
        if (!_statements.TryGetValue(sql, out Statement? statement))
        {
            statement = new Statement(_database, sql);
            _statements.Add(sql, statement);
        }

        return statement;
    }

    /// <summary>A statement for a text that is made at run time; the caller disposes it.</summary>
    public Statement OneTimeStatement(string sql) => new(_database, sql);

    /// <summary>Runs statements without results.</summary>
    public void Execute(string sql)
    {
        int result = raw.sqlite3_exec(_database, sql);
        if (result != raw.SQLITE_OK)
        {
            SqliteException.ThrowExceptionForRC(result, _database);
        }
    }

    /// <summary>Reads one number.</summary>
    public long Scalar(string sql) => Prepared(sql).Scalar();

    /// <summary>Reads one text.</summary>
    public string? Text(string sql)
    {
        using Statement statement = OneTimeStatement(sql);
        using Statement.Rows rows = statement.Query();
        return rows.Next() ? rows.OptionalText(0) : null;
    }

    /// <summary>Tries to begin a write transaction, waiting at most the given time for other writers.</summary>
    /// <returns>False when another writer still holds the lock.</returns>
    public bool TryBeginImmediate(int waitMilliseconds)
    {
        raw.sqlite3_busy_timeout(_database, waitMilliseconds);
        try
        {
            Prepared("BEGIN IMMEDIATE").Execute();
            Trail.Place = null;
            return true;
        }
        catch (SqliteException exception) when (exception.SqliteErrorCode is raw.SQLITE_BUSY or raw.SQLITE_LOCKED)
        {
            return false;
        }
        finally
        {
            raw.sqlite3_busy_timeout(_database, BusyTimeout);
        }
    }

    /// <summary>Commits a write transaction, with the audit trail's new end.</summary>
    public void Commit()
    {
        Trail.Keep();
        Prepared("COMMIT").Execute();
    }

    /// <summary>Runs writes whose old content is overwritten in the file, and not only let go.</summary>
    public void Overwriting(Action<StoreConnection> writes)
    {
        Execute("PRAGMA secure_delete = ON");
        try
        {
            writes(this);
        }
        finally
        {
            Execute("PRAGMA secure_delete = OFF");
        }
    }

    /// <summary>Runs reads that all see one moment of the database.</summary>
    public T InSnapshot<T>(Func<StoreConnection, T> reads)
    {
        Prepared("BEGIN").Execute();
        try
        {
            return reads(this);
        }
        finally
        {
            if (!IsAutoCommit)
            {
                Prepared("ROLLBACK").Execute();
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (Statement statement in _statements.Values)
        {
            statement.Dispose();
        }

        _connection.Dispose();
    }

    // SQLitePCLRaw does not carry this function. On systems where an open file cannot be removed SQLite does not know the operation.
    [DllImport("e_sqlite3", EntryPoint = "sqlite3_file_control", CallingConvention = CallingConvention.Cdecl)]
    private static extern int FileControl(sqlite3 database, byte[]? name, int operation, out int result);
}
