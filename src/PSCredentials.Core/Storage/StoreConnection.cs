using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace PSCredentials.Storage;

/// <summary>A connection to the vault's database with its prepared statements. One thread uses it at a time.</summary>
internal sealed class StoreConnection : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly Dictionary<string, SqliteCommand> _commands = new(StringComparer.Ordinal);

    private StoreConnection(SqliteConnection connection) => _connection = connection;

    /// <summary>Whether no transaction is open.</summary>
    public bool IsAutoCommit => raw.sqlite3_get_autocommit(_connection.Handle) != 0;

    /// <summary>Opens an existing database file.</summary>
    public static StoreConnection Open(string file, bool readOnly)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = file,
            Mode = readOnly ? SqliteOpenMode.ReadOnly : SqliteOpenMode.ReadWrite,
            Pooling = false,
            // Waiting is done by busy_timeout; the provider's own loop would sleep 150 ms a turn.
            DefaultTimeout = 1,
        }.ToString());
        try
        {
            connection.Open();
            // SQLite's own upper() knows ASCII alone.
            connection.CreateFunction<string?, string?>("as_key", static text => text is null ? null : Filter.Key(text), isDeterministic: true);
            var store = new StoreConnection(connection);
            store.Execute("PRAGMA busy_timeout = 5000; PRAGMA trusted_schema = OFF; PRAGMA synchronous = FULL; PRAGMA temp_store = MEMORY; PRAGMA wal_autocheckpoint = 4000");
            return store;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>The prepared command for a text; parameters keep their places between uses.</summary>
    public SqliteCommand Command(string sql)
    {
        if (!_commands.TryGetValue(sql, out SqliteCommand? command))
        {
            command = _connection.CreateCommand();
            command.CommandText = sql;
            _commands.Add(sql, command);
        }

        return command;
    }

    /// <summary>A command for a text that is made for one use.</summary>
    public SqliteCommand OneTimeCommand(string sql)
    {
        SqliteCommand command = _connection.CreateCommand();
        command.CommandText = sql;
        return command;
    }

    /// <summary>Runs statements without results.</summary>
    public void Execute(string sql)
    {
        using SqliteCommand command = OneTimeCommand(sql);
        command.ExecuteNonQuery();
    }

    /// <summary>Runs a prepared statement without parameters or results.</summary>
    public void ExecutePrepared(string sql) => Command(sql).ExecuteNonQuery();

    /// <summary>Reads one integer.</summary>
    public long Scalar(string sql) => Convert.ToInt64(Command(sql).ExecuteScalar(), System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Tries to begin a write transaction, waiting at most the given time for other writers.</summary>
    /// <returns>False when another writer still holds the lock.</returns>
    public bool TryBeginImmediate(int waitMilliseconds)
    {
        raw.sqlite3_busy_timeout(_connection.Handle, waitMilliseconds);
        int result = raw.sqlite3_exec(_connection.Handle, "BEGIN IMMEDIATE");
        raw.sqlite3_busy_timeout(_connection.Handle, 5000);
        if (result is raw.SQLITE_OK)
        {
            return true;
        }

        if ((result & 0xFF) is raw.SQLITE_BUSY or raw.SQLITE_LOCKED)
        {
            return false;
        }

        SqliteException.ThrowExceptionForRC(result, _connection.Handle);
        return false;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (SqliteCommand command in _commands.Values)
        {
            command.Dispose();
        }

        _connection.Dispose();
    }
}
