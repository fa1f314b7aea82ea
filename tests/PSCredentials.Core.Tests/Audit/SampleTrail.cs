using PSCredentials.Storage;
using PSCredentials.Tests.Storage;

namespace PSCredentials.Tests.Audit;

/// <summary>A vault with twelve events, of which the eighth and the ninth say the very same, and whose database other hands get at.</summary>
internal sealed class SampleTrail : IAsyncDisposable
{
    /// <summary>How many events it has.</summary>
    public const int Length = 12;

    // Made once; each test gets a copy of its files.
    private static readonly Lazy<Task<Dictionary<string, byte[]>>> s_files = new(FillAsync);

    private SampleTrail(SampleVault vault) => Vault = vault;

    public SampleVault Vault { get; }

    public IAuditIntegrityService Integrity => Vault.Authority.AuditIntegrity;

    public static async Task<SampleTrail> MakeAsync()
    {
        var trail = new SampleTrail(SampleVault.None());
        Directory.CreateDirectory(trail.Vault.Folder);
        foreach ((string name, byte[] content) in await s_files.Value)
        {
            string path = Path.Combine(trail.Vault.Folder, name);
            await File.WriteAllBytesAsync(path, content);
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        trail.Vault.Clock.Advance(TimeSpan.FromSeconds(1));
        await trail.Vault.OpenAgainAsync();
        return trail;
    }

    /// <summary>One more event.</summary>
    public async Task AddAsync(string name)
    {
        Vault.Clock.Advance(TimeSpan.FromMilliseconds(1));
        await Vault.IssueAsync(name);
    }

    /// <summary>Runs SQL on the closed vault, and opens it again.</summary>
    public async Task TamperAsync(string sql)
    {
        await Vault.CloseAsync();
        using (StoreConnection connection = StoreConnection.Open(Vault.Database, readOnly: false))
        {
            connection.Execute($"BEGIN; {sql}; COMMIT");
        }

        await Vault.OpenAgainAsync();
    }

    public Task<CredentialAuditVerdict> VerifyAsync(params CredentialAuditAnchor[] anchors) => Integrity.VerifyAsync(anchors, CancellationToken.None);

    public Task<CredentialAuditAnchor> AnchorAsync() => Integrity.GetAnchorAsync(CancellationToken.None);

    public ValueTask DisposeAsync() => Vault.DisposeAsync();

    private static async Task<Dictionary<string, byte[]>> FillAsync()
    {
        await using var trail = new SampleTrail(await SampleVault.OpenAsync());
        for (int i = 2; i <= 6; i++)
        {
            await trail.AddAsync($"token-{i}");
        }

        await trail.RevokeAsync();
        await Assert.ThrowsAsync<CredentialException>(trail.RevokeAsync);
        await Assert.ThrowsAsync<CredentialException>(trail.RevokeAsync);
        for (int i = 10; i <= Length; i++)
        {
            await trail.AddAsync($"token-{i}");
        }

        await trail.Vault.CloseAsync();
        return Directory.EnumerateFiles(trail.Vault.Folder).ToDictionary(path => Path.GetFileName(path), File.ReadAllBytes);
    }

    private Task RevokeAsync() => Vault.Credentials.RevokeAsync(CredentialReference.ByName("token-6"), RevocationReason.KeyCompromise, CancellationToken.None);
}
