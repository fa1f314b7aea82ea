using System.Reflection;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using PSCredentials.Protection;
using PSCredentials.Storage;
using PSCredentials.Tests.AccessTokens;

namespace PSCredentials.Tests.Protection;

public sealed class SecretBytesTests
{
    private const string Passphrase = "Passphrase-Qx7vY2mK9";
    private const string NextPassphrase = "NextPhrase-Rt5wZ8nL3";
    private const string BundleText = "BundlePass-Hd4kP6jS1";

    [Fact]
    public async Task No_secret_is_in_any_file_after_every_operation()
    {
        await using SampleVault vault = SampleVault.None();
        var secrets = new Dictionary<string, byte[]>();
        var files = new Dictionary<string, byte[]>();
        CancellationToken none = CancellationToken.None;
        await vault.OpenAgainAsync(vault.Options with { Protection = null, Passphrase = new SecretText(Passphrase) });
        await vault.Authority.Clusters.RegisterAsync("east", new Uri("https://k8s.example"), null, none);
        foreach (CredentialType type in Enum.GetValues<CredentialType>())
        {
            CredentialReference reference = CredentialReference.ByName($"sample-{type}");
            KubeConfigTarget? target = type.IsKubeConfig() ? new() { ClusterName = ["east"], SiteName = "paris" } : null;
            foreach (BundlePassword? password in type.IsCertificate() ? new BundlePassword?[] { BundlePassword.Generate, BundlePassword.Use(new SecretText(BundleText)) } : [null])
            {
                Collect(secrets, await vault.IssueAsync(new ApiCredentialRequest { Name = reference.Name!, Type = type, Target = target, Password = password }));
                Collect(secrets, await vault.Credentials.RotateAsync(
                    reference, new RotationRequest { GracePeriod = TimeSpan.FromDays(1), Password = password, Target = target }, none));
                await vault.Credentials.ChangeAsync(reference, new ApiCredentialChange { Description = "changed" }, none);
                await vault.Credentials.DisableAsync(reference, none);
                await vault.Credentials.EnableAsync(reference, none);
                await vault.Credentials.RevokeAsync(reference, RevocationReason.KeyCompromise, none);
                await Assert.ThrowsAsync<CredentialException>(() => vault.Credentials.RenewAsync(reference, Expiry.Default, none));
                await vault.Credentials.RemoveAsync(reference, none);
            }
        }

        CredentialReference key = CredentialReference.ByName("sample-key");
        IssuedApiKey first = await vault.IssueKeyAsync();
        IssuedApiKey second = await vault.Keys.RotateAsync(key, TimeSpan.FromDays(1), null, none);
        secrets["first key"] = Encoding.ASCII.GetBytes(first.GetKey());
        secrets["second key"] = Encoding.ASCII.GetBytes(second.GetKey());
        await vault.VerifyAsync(first, "192.0.2.1");
        await vault.Keys.RevealAsync(key, none);
        string accessToken = await vault.GrantAsync(second, "192.0.2.1");
        await vault.PresentTokenAsync(accessToken, "192.0.2.1");
        secrets["access token"] = Encoding.ASCII.GetBytes(accessToken);
        secrets["access token claims"] = Encoding.ASCII.GetBytes(accessToken.Split('.')[1]);
        secrets["access token signature"] = Encoding.ASCII.GetBytes(accessToken.Split('.')[2]);
        await vault.Authority.CertificateAuthorities.RollOverAsync(new CertificateAuthorityRollOver(), none);
        IssuedApiCredential token = await vault.IssueAsync();
        Collect(secrets, token);
        await vault.VerifyAsync(token, "192.0.2.1");
        await vault.ListAsync();
        await vault.Authority.ChangeProtectionAsync(VaultProtection.Passphrase, new SecretText(NextPassphrase), none);
        await vault.Authority.ChangeProtectionAsync(VaultProtection.KeyFile, null, none);
        secrets["passphrase"] = Encoding.UTF8.GetBytes(Passphrase);
        secrets["next passphrase"] = Encoding.UTF8.GetBytes(NextPassphrase);
        secrets["bundle password"] = Encoding.UTF8.GetBytes(BundleText);
        await CopyAsync(vault, files, "open");
        await vault.CloseAsync();
        await CopyAsync(vault, files, "closed");
        CollectVaultKeys(secrets, vault);

        Assert.Contains(files.Keys, name => name.EndsWith("vault.db-wal", StringComparison.Ordinal));
        Assert.Contains(files.Keys, name => name.Contains("master-", StringComparison.Ordinal));
        Assert.True(files.Values.Sum(content => content.Length) > 100_000);
        Assert.True(secrets.Count > 40, $"only {secrets.Count} secrets");
        foreach ((string what, byte[] secret) in secrets)
        {
            foreach ((string form, byte[] pattern) in Forms(secret))
            {
                foreach ((string file, byte[] content) in files)
                {
                    Assert.True(content.AsSpan().IndexOf(pattern) < 0, $"{what} is in {file}, as {form}");
                }
            }
        }

        // What must be found is found, so that the search is seen to work.
        Assert.Contains(files.Values, content => content.AsSpan().IndexOf(Encoding.UTF8.GetBytes("sample-token")) >= 0);
    }

    [Fact]
    public async Task No_text_form_of_what_is_asked_for_or_issued_holds_a_secret()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        var request = new ApiCredentialRequest
        {
            Name = "sample-certificate", Type = CredentialType.ApiCertificate, Password = BundlePassword.Use(new SecretText(BundleText)),
        };
        IssuedApiCredential certificate = await vault.IssueAsync(request);
        IssuedApiCredential generated = await vault.IssueAsync(request with { Name = "second-certificate", Password = BundlePassword.Generate });
        IssuedApiCredential token = await vault.IssueAsync();
        IssuedApiKey key = await vault.IssueKeyAsync();
        CredentialVerdict verdict = await vault.VerifyAsync(token);
        object[] objects =
        [
            request, request.Password, certificate, generated, token, key, verdict, verdict.Credential!, new RotationRequest { Password = request.Password },
            vault.Options with { Passphrase = new SecretText(Passphrase) }, new SecretText(BundleText),
            new IssuedSecret { Token = new SecretText(token.GetToken()), KubeConfig = new SecretText(BundleText), PrivateKeyPem = new SecretText(certificate.GetPrivateKeyPem()) },
        ];
        string[] secrets = [BundleText, Passphrase, generated.GetPassword(), token.GetToken(), key.GetKey(), certificate.GetPrivateKeyPem(), .. certificate.GetPrivateKeyPem().Split('\n')[1..2]];

        foreach (object value in objects)
        {
            List<string> texts = [value.ToString()!, string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{value}")];
            foreach (PropertyInfo property in value.GetType().GetProperties().Where(property => property.GetIndexParameters().Length == 0))
            {
                object? part = property.GetValue(value);
                texts.Add(part?.ToString() ?? string.Empty);
                if (part is string or IEnumerable<object>)
                {
                    texts.Add(System.Text.Json.JsonSerializer.Serialize(part));
                }
            }

            Assert.All(texts, text => Assert.All(secrets, secret => Assert.DoesNotContain(secret, text, StringComparison.Ordinal)));
        }
    }

    private static void Collect(Dictionary<string, byte[]> secrets, IssuedApiCredential issued)
    {
        string name = $"{issued.Type} {secrets.Count}";
        if (issued.Type.IsToken())
        {
            secrets[name + " token"] = Encoding.ASCII.GetBytes(issued.GetToken());
            return;
        }

        using X509Certificate2 pair = X509Certificate2.CreateFromPem(issued.GetCertificatePem(), issued.GetPrivateKeyPem());
        secrets[name + " scalar"] = pair.GetECDsaPrivateKey()!.ExportParameters(includePrivateParameters: true).D!;
        secrets[name + " PEM line"] = Encoding.ASCII.GetBytes(issued.GetPrivateKeyPem().Split('\n')[2]);
        if (issued.Password is not null)
        {
            secrets[name + " made password"] = Encoding.ASCII.GetBytes(issued.GetPassword());
        }
    }

    /// <summary>The keys of the vault itself, which are in it sealed alone.</summary>
    private static void CollectVaultKeys(Dictionary<string, byte[]> secrets, SampleVault vault)
    {
        using StoreConnection connection = StoreConnection.Open(vault.Database, readOnly: false);
        VaultRecord record = VaultTable.Read(connection);
        byte[] master = MasterKey.Find(record.Protection, record.Parameters, vault.Folder, null);
        VaultKeys keys = VaultKeys.Open(master, record.Id, VaultTable.Keys(connection), record.Protection);
        using var authority = ECDsa.Create();
        secrets["hash key"] = keys.HashKey;
        secrets["sealing key"] = keys.SealingKey;
        foreach (CertificateAuthorityRecord kept in CertificateAuthorityTable.All(connection))
        {
            authority.ImportPkcs8PrivateKey(keys.OpenCertificateAuthorityKey(record.Id, kept.Certificate, kept.SealedKey), out _);
            secrets[$"CA scalar {kept.Row}"] = authority.ExportParameters(includePrivateParameters: true).D!;
        }

        Assert.Contains("CA scalar 2", secrets.Keys);
        AccessTokenKeyRecord signing = Assert.Single(AccessTokenKeyTable.All(connection));
        using var signer = ECDsa.Create();
        signer.ImportPkcs8PrivateKey(keys.OpenAccessTokenKey(record.Id, signing.Id, signing.SealedKey), out _);
        secrets["access token key scalar"] = signer.ExportParameters(includePrivateParameters: true).D!;
    }

    /// <summary>As it is, as UTF-16, as hexadecimal, and as base64 at each of the three offsets a larger text could put it at.</summary>
    private static IEnumerable<(string Form, byte[] Pattern)> Forms(byte[] secret)
    {
        yield return ("bytes", secret);
        yield return ("UTF-16", [.. secret.SelectMany(octet => new byte[] { octet, 0 })]);
        yield return ("hexadecimal", Encoding.ASCII.GetBytes(Convert.ToHexString(secret)));
        yield return ("lower-case hexadecimal", Encoding.ASCII.GetBytes(Convert.ToHexStringLower(secret)));
        for (int offset = 0; offset < 3; offset++)
        {
            string encoded = Convert.ToBase64String([.. new byte[offset], .. secret]);

            // Without the first and last digits, which neighbours would change.
            yield return ($"base64 at {offset}", Encoding.ASCII.GetBytes(encoded[4..^4]));
        }
    }

    /// <summary>Copies by a process of its own while the vault is open, since closing a file that SQLite has open drops its locks.</summary>
    private static async Task CopyAsync(SampleVault vault, Dictionary<string, byte[]> files, string when)
    {
        string copy = Path.Combine(Path.GetDirectoryName(vault.Folder)!, when);
        Directory.CreateDirectory(copy);
        foreach (string file in Directory.GetFiles(vault.Folder))
        {
            if (vault.IsClosed)
            {
                files[$"{when}/{Path.GetFileName(file)}"] = await File.ReadAllBytesAsync(file);
            }
            else
            {
                string target = Path.Combine(copy, Path.GetFileName(file));
                (await ExternalProgram.RunAsync("cp", file, target)).Succeeded();
                files[$"{when}/{Path.GetFileName(file)}"] = await File.ReadAllBytesAsync(target);
            }
        }
    }
}
