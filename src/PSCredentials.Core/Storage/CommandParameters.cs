using Microsoft.Data.Sqlite;

namespace PSCredentials.Storage;

/// <summary>Binds and reads values in the forms the schema uses: null for absent, milliseconds for times.</summary>
internal static class CommandParameters
{
    /// <summary>Sets a parameter, adding it at first use.</summary>
    public static SqliteCommand With(this SqliteCommand command, string name, object? value)
    {
        int at = command.Parameters.IndexOf(name);
        if (at < 0)
        {
            command.Parameters.AddWithValue(name, value ?? DBNull.Value);
        }
        else
        {
            SqliteParameter parameter = command.Parameters[at];
            parameter.ResetSqliteType();
            parameter.Value = value ?? DBNull.Value;
        }

        return command;
    }

    /// <summary>Sets a time.</summary>
    public static SqliteCommand With(this SqliteCommand command, string name, DateTimeOffset? time) =>
        command.With(name, time is { } value ? (object)value.ToUnixTimeMilliseconds() : null);

    /// <summary>Runs an insertion.</summary>
    /// <returns>False when a unique value, the name, is taken.</returns>
    public static bool ExecuteInsert(this SqliteCommand command)
    {
        try
        {
            return command.ExecuteNonQuery() == 1;
        }
        catch (SqliteException exception) when (exception.SqliteExtendedErrorCode == SQLitePCL.raw.SQLITE_CONSTRAINT_UNIQUE)
        {
            return false;
        }
    }

    /// <summary>Runs a command that was made for one use, and maps its rows.</summary>
    public static List<T> ReadAll<T>(this SqliteCommand command, Func<SqliteDataReader, T> map)
    {
        using (command)
        {
            using SqliteDataReader reader = command.ExecuteReader();
            var rows = new List<T>();
            while (reader.Read())
            {
                rows.Add(map(reader));
            }

            return rows;
        }
    }

    /// <summary>Reads a text that may be absent.</summary>
    public static string? Text(this SqliteDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);

    /// <summary>Reads a time.</summary>
    public static DateTimeOffset Time(this SqliteDataReader reader, int column) =>
        DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(column));

    /// <summary>Reads a time that may be absent.</summary>
    public static DateTimeOffset? OptionalTime(this SqliteDataReader reader, int column) =>
        reader.IsDBNull(column) ? null : reader.Time(column);
}
