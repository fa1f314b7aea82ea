namespace PSCredentials.Tests.Revocation;

/// <summary>A vault at the present time, so that other programs judge what it makes, with its CA certificate in a file.</summary>
internal sealed class RevocationVault : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();

    private RevocationVault(SampleVault vault) => Vault = vault;

    public SampleVault Vault { get; }

    public string Folder => _folder.Path;

    public string Root => Path.Combine(Folder, "root.pem");

    public static async Task<RevocationVault> OpenAsync()
    {
        SampleVault vault = SampleVault.None();
        vault.Clock.Set(TimeProvider.System.GetUtcNow());
        await vault.OpenAgainAsync();
        var opened = new RevocationVault(vault);
        opened._folder.Write("root.pem", (await vault.Authority.DescribeAsync(CancellationToken.None)).CertificateAuthorityPem!);
        return opened;
    }

    public Task<IssuedApiCredential> IssueAsync(string name) =>
        Vault.IssueAsync(new ApiCredentialRequest { Name = name, Type = CredentialType.ApiCertificate, Password = BundlePassword.Generate });

    public string Write(IssuedApiCredential issued) => _folder.Write($"{issued.SerialNumber}.pem", issued.GetCertificatePem());

    public Task<RevocationList> ListAsync(bool isDelta = false) =>
        Vault.Authority.Revocation.IssueListAsync(new RevocationListRequest { IsDelta = isDelta }, CancellationToken.None);

    public string Write(RevocationList list) => _folder.Write($"{list.Number}.crl", list.GetPem());

    public static CredentialReference Of(ApiCredential credential) => CredentialReference.ById(credential.Id);

    /// <summary>The serial numbers and reasons that OpenSSL reads in a list.</summary>
    public async Task<Dictionary<string, string>> ReadAsync(RevocationList list)
    {
        string text = (await ExternalProgram.RunAsync("openssl", "crl", "-in", Write(list), "-noout", "-text")).Succeeded().Output;
        var entries = new Dictionary<string, string>(StringComparer.Ordinal);
        string? serial = null;
        string[] lines = [.. text.Split('\n').Select(line => line.Trim())];
        for (int i = 0; i < lines.Length; i++)
        {
            if (lines[i].StartsWith("Serial Number: ", StringComparison.Ordinal))
            {
                serial = lines[i]["Serial Number: ".Length..];
                entries.Add(serial, "Unspecified");
            }
            else if (lines[i].StartsWith("X509v3 CRL Reason Code", StringComparison.Ordinal))
            {
                entries[serial!] = lines[i + 1];
            }
        }

        return entries;
    }

    public async ValueTask DisposeAsync()
    {
        await Vault.DisposeAsync();
        _folder.Dispose();
    }
}
