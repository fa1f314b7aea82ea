using PSCredentials.Tests.Interop;
using PSCredentials.Tests.Revocation;

[assembly: AssemblyFixture(typeof(SampleFiles))]

namespace PSCredentials.Tests.Interop;

/// <summary>Every kind of key in every form of file, issued once for all the programs that read them.</summary>
public sealed class SampleFiles : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private readonly SemaphoreSlim _once = new(1);
    private RevocationVault? _vault;
    private List<SampleFile>? _files;

    internal RevocationVault Vault => _vault!;

    internal string Folder => _folder.Path;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    /// <summary>The files, made when they are first asked for.</summary>
    internal async Task<IReadOnlyList<SampleFile>> AllAsync()
    {
        await _once.WaitAsync();
        try
        {
            return _files ??= await MakeAsync();
        }
        finally
        {
            _once.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_vault is not null)
        {
            await _vault.DisposeAsync();
        }

        _once.Dispose();
        _folder.Dispose();
    }

    private async Task<List<SampleFile>> MakeAsync()
    {
        _vault = await RevocationVault.OpenAsync();

        // Few enough that opening hundreds of files stays quick; what the number does is tested elsewhere.
        await _vault.Vault.Authority.Policy.ChangeAsync(new CredentialPolicyChange { Pkcs12Iteration = 2048 }, CancellationToken.None);
        var files = new List<SampleFile>();
        foreach (KeyAlgorithm key in Enum.GetValues<KeyAlgorithm>())
        {
            IssuedApiCredential first = await AddAsync(files, key, Pkcs12Encryption.Aes256);
            if (key != KeyAlgorithm.Rsa4096)
            {
                // Making such a key takes seconds.
                await AddAsync(files, key, Pkcs12Encryption.Legacy);
                await AddAsync(files, key, Pkcs12Encryption.Pbmac1);
            }

            string plain = first.GetPrivateKeyPem();
            string certificates = first.GetCertificatePem() + first.GetChainPem();
            string encrypted = _vault.Vault.Provider.EncryptPrivateKey(new SecretText(plain), new SecretText(SampleFile.Password));
            string keyPath = _folder.Write($"{key}.key", plain);
            Add(files, first, FileForm.Pem, _folder.Write($"{key}.pem", plain + certificates), keyPath);
            Add(files, first, FileForm.EncryptedPem, _folder.Write($"{key}.encrypted.pem", encrypted + certificates), keyPath);
            Add(files, first, FileForm.Certificate, _folder.Write($"{key}.crt", certificates), keyPath);
            Add(files, first, FileForm.Der, _folder.Write($"{key}.cer", first.GetCertificate()), keyPath);
        }

        return files;
    }

    private async Task<IssuedApiCredential> AddAsync(List<SampleFile> files, KeyAlgorithm key, Pkcs12Encryption encryption)
    {
        IssuedApiCredential issued = await _vault!.Vault.IssueAsync(new ApiCredentialRequest
        {
            Name = $"{key}-{encryption}",
            Type = CredentialType.ApiCertificate,
            KeyAlgorithm = key,
            Pkcs12Encryption = encryption,
            Password = BundlePassword.Use(new SecretText(SampleFile.Password)),
        });
        Add(files, issued, Enum.Parse<FileForm>(encryption.ToString()), _folder.Write($"{key}.{encryption}.p12", issued.GetPkcs12()), string.Empty);
        return issued;
    }

    private static void Add(List<SampleFile> files, IssuedApiCredential issued, FileForm form, string path, string keyPath) =>
        files.Add(new SampleFile(issued.KeyAlgorithm!.Value, form, path, issued, keyPath));
}
