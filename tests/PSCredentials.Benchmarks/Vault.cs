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
