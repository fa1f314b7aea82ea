using System.Net;

namespace PSCredentials.Tests;

/// <summary>A vault in a folder of its own that is gone after the test, opened through the public entry.</summary>
internal sealed class SampleVault : IAsyncDisposable
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("psc-vault-");
    private readonly List<ICredentialAuthority> _opened = [];

    private SampleVault() => Provider = new EmbeddedAuthorityProvider(Clock);

    public SettableClock Clock { get; } = new();

    public EmbeddedAuthorityProvider Provider { get; }

    /// <summary>The vault's folder; it does not exist before the vault is made.</summary>
    public string Folder => Path.Combine(_root.FullName, "vault");

    public string Database => Path.Combine(Folder, "vault.db");

    /// <summary>Opens by the key file, as a caller called tester.</summary>
    public AuthorityOptions Options => new() { Path = Folder, Protection = VaultProtection.KeyFile, Caller = "tester" };

    /// <summary>The first authority that was opened.</summary>
    public ICredentialAuthority Authority => _opened[0];

    public bool IsClosed => _opened.Count == 0;

    public IApiCredentialService Credentials => Authority.ApiCredentials;

    public IApiKeyService Keys => Authority.ApiKeys;

    /// <summary>A vault that is made and open.</summary>
    public static async Task<SampleVault> OpenAsync()
    {
        var vault = new SampleVault();
        await vault.OpenAgainAsync();
        return vault;
    }

    /// <summary>A place for a vault where nothing is yet.</summary>
    public static SampleVault None() => new();

    public async Task<ICredentialAuthority> OpenAgainAsync(AuthorityOptions? options = null)
    {
        ICredentialAuthority authority = await Provider.OpenAsync(options ?? Options, CancellationToken.None);
        _opened.Add(authority);
        return authority;
    }

    /// <summary>Closes every authority, so that the files are whole and nothing holds them.</summary>
    public async Task CloseAsync()
    {
        foreach (ICredentialAuthority authority in _opened)
        {
            await authority.DisposeAsync();
        }

        _opened.Clear();
    }

    public Task<IssuedApiCredential> IssueAsync(string name = "sample-token", CredentialType type = CredentialType.ApiToken) =>
        IssueAsync(new ApiCredentialRequest { Name = name, Type = type });

    public Task<IssuedApiCredential> IssueAsync(ApiCredentialRequest request) => Credentials.CreateAsync(request, CancellationToken.None);

    public Task<IssuedApiKey> IssueKeyAsync(string name = "sample-key") =>
        Keys.CreateAsync(new ApiKeyRequest { Name = name, Role = ApiKeyRole.Owner }, CancellationToken.None);

    public Task<ApiCredential> GetAsync(string name) => Credentials.GetAsync(CredentialReference.ByName(name), CancellationToken.None);

    public ValueTask<CredentialVerdict> VerifyAsync(IssuedApiCredential issued, string? address = null) =>
        VerifyAsync(Authority, issued, address);

    public static ValueTask<CredentialVerdict> VerifyAsync(ICredentialAuthority authority, IssuedApiCredential issued, string? address = null)
    {
        IPAddress? from = address is null ? null : IPAddress.Parse(address);
        return issued.Type.IsToken()
            ? authority.Verifier.VerifyTokenAsync(issued.GetToken(), from, CancellationToken.None)
            : authority.Verifier.VerifyCertificateAsync(issued.Certificate!.RawData, from, CancellationToken.None);
    }

    public ValueTask<CredentialVerdict> VerifyAsync(IssuedApiKey issued, string? address = null) =>
        Authority.Verifier.VerifyApiKeyAsync(issued.GetKey(), address is null ? null : IPAddress.Parse(address), CancellationToken.None);

    public async Task<List<ApiCredential>> ListAsync(ApiCredentialQuery? query = null)
    {
        var list = new List<ApiCredential>();
        await foreach (ApiCredential credential in Credentials.ListAsync(query ?? new ApiCredentialQuery(), CancellationToken.None))
        {
            list.Add(credential);
        }

        return list;
    }

    public async Task<List<CredentialEvent>> EventsAsync(CredentialEventQuery? query = null)
    {
        var list = new List<CredentialEvent>();
        await foreach (CredentialEvent entry in Authority.Audit.ListAsync(query ?? new CredentialEventQuery(), CancellationToken.None))
        {
            list.Add(entry);
        }

        return list;
    }

    public async ValueTask DisposeAsync()
    {
        await CloseAsync();
        _root.Delete(recursive: true);
    }
}
