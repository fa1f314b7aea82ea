using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace PSCredentials.Storage;

/// <summary>
/// A prepared statement, right over SQLite's own interface: on the paths that issue and verify, the provider's commands and readers would cost more
/// than the database. Values stay bound until they are bound anew. Absent values are null, times are milliseconds.
/// </summary>
internal sealed class Statement : IDisposable
{
    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _statement;
    private readonly Dictionary<string, int> _places = new(StringComparer.Ordinal);

    /// <summary>Prepares a statement.</summary>
    public Statement(sqlite3 database, string sql)
    {
        _database = database;
        Check(raw.sqlite3_prepare_v3(database, sql, raw.SQLITE_PREPARE_PERSISTENT, out _statement));
    }

    /// <summary>Binds a number.</summary>
    public Statement With(string name, long value)
    {
        Check(raw.sqlite3_bind_int64(_statement, Place(name), value));
        return this;
    }

    /// <summary>Binds a number that may be absent.</summary>
    public Statement With(string name, long? value) => value is { } number ? With(name, number) : WithNull(name);

    /// <summary>Binds a text that may be absent.</summary>
    public Statement With(string name, string? value)
    {
        if (value is null)
        {
            return WithNull(name);
        }

        Check(raw.sqlite3_bind_text(_statement, Place(name), value));
        return this;
    }

    /// <summary>Binds a text that is UTF-8 already.</summary>
    public Statement WithUtf8(string name, ReadOnlySpan<byte> text)
    {
        // An empty span has no address, which SQLite takes for null.
        Check(text.IsEmpty ? raw.sqlite3_bind_text(_statement, Place(name), string.Empty) : raw.sqlite3_bind_text(_statement, Place(name), text));
        return this;
    }

    /// <summary>Binds bytes that may be absent.</summary>
    public Statement With(string name, byte[]? value)
    {
        if (value is null)
        {
            return WithNull(name);
        }

        Check(raw.sqlite3_bind_blob(_statement, Place(name), value));
        return this;
    }

    /// <summary>Binds a time that may be absent.</summary>
    public Statement With(string name, DateTimeOffset? value) => With(name, value?.ToUnixTimeMilliseconds());

    /// <summary>Binds a value of a query that is built at run time: a number, a text.</summary>
    public Statement WithAny(string name, object value) => value is long number ? With(name, number) : With(name, (string)value);

    /// <summary>Runs the statement to its end.</summary>
    /// <returns>How many rows it inserted, changed or deleted.</returns>
    public int Execute()
    {
        using Rows rows = Query();
        while (rows.Next())
        {
        }

        return raw.sqlite3_changes(_database);
    }

    /// <summary>Runs an insertion.</summary>
    /// <returns>False when a unique value, the name, is taken.</returns>
    public bool TryInsert()
    {
        int result = raw.sqlite3_step(_statement);
        int reset = raw.sqlite3_reset(_statement);
        if (result == raw.SQLITE_DONE)
        {
            return true;
        }

        if (raw.sqlite3_extended_errcode(_database) == raw.SQLITE_CONSTRAINT_UNIQUE)
        {
            return false;
        }

        Check(reset);
        return false;
    }

    /// <summary>Runs the statement row by row.</summary>
    public Rows Query() => new(this);

    /// <summary>Reads one number; the statement has to have a row.</summary>
    public long Scalar()
    {
        using Rows rows = Query();
        return rows.Next() ? rows.Number(0) : throw new InvalidOperationException("The statement has no row.");
    }

    /// <inheritdoc/>
    public void Dispose() => _statement.Dispose();

    private Statement WithNull(string name)
    {
        Check(raw.sqlite3_bind_null(_statement, Place(name)));
        return this;
    }

    private int Place(string name)
    {
        if (!_places.TryGetValue(name, out int place))
        {
            place = raw.sqlite3_bind_parameter_index(_statement, name);
            _places.Add(name, place);
        }

        return place;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Check(int result)
    {
        if (result != raw.SQLITE_OK)
        {
            SqliteException.ThrowExceptionForRC(result, _database);
        }
    }

    /// <summary>The rows of one run. Ends the run when it is disposed.</summary>
    public readonly ref struct Rows(Statement owner)
    {
        /// <summary>Goes to the next row.</summary>
        public bool Next()
        {
            int result = raw.sqlite3_step(owner._statement);
            if (result != raw.SQLITE_ROW && result != raw.SQLITE_DONE)
            {
                owner.Check(result);
            }

            return result == raw.SQLITE_ROW;
        }

        /// <summary>A number.</summary>
        public long Number(int column) => raw.sqlite3_column_int64(owner._statement, column);

        /// <summary>A number that may be absent.</summary>
        public long? OptionalNumber(int column) => IsNull(column) ? null : Number(column);

        /// <summary>A text.</summary>
        public string Text(int column) => raw.sqlite3_column_text(owner._statement, column).utf8_to_string();

        /// <summary>A text that may be absent.</summary>
        public string? OptionalText(int column) => IsNull(column) ? null : Text(column);

        /// <summary>Bytes.</summary>
        public byte[] Bytes(int column) => raw.sqlite3_column_blob(owner._statement, column).ToArray();

        /// <summary>A text as it is stored, or bytes; good until the next row, and empty where it is absent.</summary>
        public ReadOnlySpan<byte> Utf8(int column) => raw.sqlite3_column_blob(owner._statement, column);

        /// <summary>Bytes that may be absent.</summary>
        public byte[]? OptionalBytes(int column) => IsNull(column) ? null : Bytes(column);

        /// <summary>A time.</summary>
        public DateTimeOffset Time(int column) => DateTimeOffset.FromUnixTimeMilliseconds(Number(column));

        /// <summary>A time that may be absent.</summary>
        public DateTimeOffset? OptionalTime(int column) => IsNull(column) ? null : Time(column);

        /// <summary>Ends the run, so that the statement can run again.</summary>
        public void Dispose() => raw.sqlite3_reset(owner._statement);

        private bool IsNull(int column) => raw.sqlite3_column_type(owner._statement, column) == raw.SQLITE_NULL;
    }
}
