using Microsoft.Data.Sqlite;

namespace PSCredentials.Benchmarks;

/// <summary>SQLite by itself: one row a commit, or a look-up by hash, with the vault's own settings and one prepared statement.</summary>
internal sealed class RawDatabase : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("psc-raw-");
    private readonly SqliteConnection _connection;
    private readonly SqliteCommand _insert;
    private readonly SqliteParameter _hash;

    public RawDatabase()
    {
        _connection = new SqliteConnection($"Data Source={Path.Combine(_folder.FullName, "raw.db")};Pooling=False");
        _connection.Open();
        using SqliteCommand command = _connection.CreateCommand();
        command.CommandText = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE t (id INTEGER PRIMARY KEY, hash BLOB UNIQUE, text TEXT)";
        command.ExecuteNonQuery();
        _insert = _connection.CreateCommand();
        _insert.CommandText = "INSERT INTO t (hash, text) VALUES ($hash, 'the facts of a credential, about as long as they are in the vault; expires 2027-02-21')";
        _hash = _insert.Parameters.AddWithValue("$hash", new byte[32]);
    }

    public void Insert(int count)
    {
        for (int i = 0; i < count; i++)
        {
            _hash.Value = System.Security.Cryptography.RandomNumberGenerator.GetBytes(32);
            _insert.ExecuteNonQuery();
        }
    }

    public void Dispose()
    {
        _insert.Dispose();
        _connection.Dispose();
        _folder.Delete(recursive: true);
    }
}
