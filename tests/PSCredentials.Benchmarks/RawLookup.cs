using Microsoft.Data.Sqlite;

namespace PSCredentials.Benchmarks;

/// <summary>SQLite by itself: finds rows of the vault by their hash with one prepared statement.</summary>
internal sealed class RawLookup : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly SqliteCommand _select;
    private readonly SqliteParameter _hash;
    private readonly List<byte[]> _hashes = [];
    private int _place;

    public RawLookup(string folder, int count)
    {
        _connection = new SqliteConnection($"Data Source={Path.Combine(folder, "vault.db")};Mode=ReadOnly;Pooling=False");
        _connection.Open();
        using SqliteCommand all = _connection.CreateCommand();
        all.CommandText = $"SELECT secret_hash FROM api_credential ORDER BY row LIMIT {count}";
        using (SqliteDataReader reader = all.ExecuteReader())
        {
            while (reader.Read())
            {
                _hashes.Add(reader.GetFieldValue<byte[]>(0));
            }
        }

        _select = _connection.CreateCommand();
        _select.CommandText = "SELECT row, type, expires_at, disabled_at, revoked_at FROM api_credential WHERE secret_hash = $hash";
        _hash = _select.Parameters.AddWithValue("$hash", new byte[32]);
    }

    public void Find(int count)
    {
        for (int i = 0; i < count; i++)
        {
            _hash.Value = _hashes[_place++ % _hashes.Count];
            using SqliteDataReader reader = _select.ExecuteReader();
            if (!reader.Read() || reader.GetInt64(2) == 0)
            {
                throw new InvalidOperationException("A stored hash was not found.");
            }
        }
    }

    public void Dispose()
    {
        _select.Dispose();
        _connection.Dispose();
    }
}
