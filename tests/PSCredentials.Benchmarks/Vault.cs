using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace PSCredentials.Benchmarks;

/// <summary>A vault in a folder of its own that is gone afterwards.</summary>
internal sealed class Vault : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("psc-bench-");
    private int _next;

    public Vault() => Authority = new EmbeddedAuthorityProvider()
        .OpenAsync(new AuthorityOptions { Path = _folder.FullName, Caller = "benchmark" }, CancellationToken.None).GetAwaiter().GetResult();

    public ICredentialAuthority Authority { get; }

    public string Folder => _folder.FullName;

    /// <summary>Issues a token under a name of its own.</summary>
    public Task<IssuedApiCredential> IssueTokenAsync() => Authority.ApiCredentials.CreateAsync(
        new ApiCredentialRequest { Name = NextName(), Type = CredentialType.ApiToken }, CancellationToken.None);

    /// <summary>Issues a kubeconfig: a key, a certificate and its file.</summary>
    public Task<IssuedApiCredential> IssueKubeConfigAsync() => Authority.ApiCredentials.CreateAsync(
        new ApiCredentialRequest
        {
            Name = NextName(),
            Type = CredentialType.ServiceKubeConfig,
            Target = new KubeConfigTarget { Server = new Uri("https://k8s.example.com:6443") },
        },
        CancellationToken.None);

    /// <summary>Fills the vault with kubeconfigs: one that is issued, and copies of its row with other ids, names, secrets and serial numbers.</summary>
    /// <returns>The ids of the copies.</returns>
    public string[] FillKubeConfigs(int count)
    {
        string[] ids = [.. Enumerable.Range(0, count).Select(_ => Guid.CreateVersion7().ToString("D"))];
        string pattern = IssueKubeConfigAsync().GetAwaiter().GetResult().Id;
        using var connection = new SqliteConnection($"Data Source={Path.Combine(Folder, "vault.db")};Pooling=False");
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText =
            "CREATE TEMP TABLE pattern AS SELECT * FROM api_credential WHERE id = $pattern; "
            + "CREATE TEMP TABLE copy AS SELECT p.*, e.key AS number, e.value AS copied FROM pattern p, json_each($ids) e; "
            + "UPDATE copy SET row = NULL, id = copied, name = name || '-' || number, name_key = name_key || '-' || number, serial = '4A' || hex(randomblob(15)), "
            + "fingerprint = hex(randomblob(32)), secret_hash = randomblob(32); "
            + "ALTER TABLE copy DROP COLUMN number; ALTER TABLE copy DROP COLUMN copied; "
            + "INSERT INTO api_credential SELECT * FROM copy; DROP TABLE copy; PRAGMA wal_checkpoint(TRUNCATE)";
        command.Parameters.AddWithValue("$pattern", pattern);
        command.Parameters.AddWithValue("$ids", JsonSerializer.Serialize(ids));
        command.ExecuteNonQuery();
        return ids;
    }

    /// <summary>Fills the vault with tokens, 64 callers at once.</summary>
    public async Task<string[]> FillAsync(int count)
    {
        var tokens = new string[count];
        await Parallel.ForAsync(0, count, new ParallelOptions { MaxDegreeOfParallelism = 64 }, async (i, _) =>
        {
            tokens[i] = (await IssueTokenAsync()).GetToken();
        });
        return tokens;
    }

    public void Dispose()
    {
        Authority.DisposeAsync().AsTask().GetAwaiter().GetResult();
        _folder.Delete(recursive: true);
    }

    private string NextName() => $"credential-{Interlocked.Increment(ref _next):00000000}";
}
