using Microsoft.Data.Sqlite;

// Arguments: a database file, and statements. What they return is printed, a line a row; the connection, and with it a transaction that the
// statements began, stays open until standard input ends.
using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = args[0], Mode = SqliteOpenMode.ReadWrite, Pooling = false }.ToString());
connection.Open();
using SqliteCommand command = connection.CreateCommand();
command.CommandText = args[1];
using (SqliteDataReader reader = command.ExecuteReader())
{
    while (reader.Read())
    {
        Console.WriteLine(string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(reader.GetValue)));
    }
}

Console.WriteLine("done");
Console.In.ReadToEnd();
