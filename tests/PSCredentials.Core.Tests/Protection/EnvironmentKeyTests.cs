using System.Security.Cryptography;
using PSCredentials.Storage;

namespace PSCredentials.Tests.Protection;

[Collection(EnvironmentVariables.Name)]
public sealed class EnvironmentKeyTests : IDisposable
{
    private readonly VariableScope _variables = new();
    private readonly string _key = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));

    public void Dispose() => _variables.Dispose();

    private void SetKey(string? key) => _variables.Set(AuthorityOptions.MasterKeyVariable, key);

    [Fact]
    public async Task Where_the_variable_is_set_a_new_vault_is_sealed_by_it()
    {
        await using SampleVault vault = SampleVault.None();
        AuthorityOptions options = vault.Options with { Protection = null };
        SetKey(_key);
        await vault.OpenAgainAsync(options);
        IssuedApiCredential issued = await vault.IssueAsync();
        Assert.Equal(VaultProtection.EnvironmentVariable, (await vault.Authority.DescribeAsync(CancellationToken.None)).Protection);
        Assert.Empty(Directory.GetFiles(vault.Folder, "*.key"));
        await vault.CloseAsync();
        List<string> before = FolderBytes.Read(vault.Folder);

        foreach ((string? value, CredentialErrorDefinition error) in new (string?, CredentialErrorDefinition)[]
        {
            (null, CredentialErrors.MasterKeyMissing), ("", CredentialErrors.MasterKeyMissing), ("  ", CredentialErrors.MasterKeyMissing),
            ("malformed!", CredentialErrors.MasterKeyRejected), (Convert.ToBase64String(new byte[16]), CredentialErrors.MasterKeyRejected),
            (Convert.ToBase64String(new byte[32]), CredentialErrors.MasterKeyRejected),
        })
        {
            SetKey(value);
            CredentialException refusal = await Refusal.OfAsync(error, () => vault.OpenAgainAsync(options));
            Assert.True(string.IsNullOrWhiteSpace(value) || !refusal.ToString().Contains(value, StringComparison.Ordinal));
        }

        Assert.Equal(before, FolderBytes.Read(vault.Folder));
        SetKey($" {_key}\n");
        await vault.OpenAgainAsync(options);
        Assert.True((await vault.VerifyAsync(issued)).IsValid);
    }

    [Theory]
    [InlineData(null, "MasterKeyMissing")]
    [InlineData("malformed!", "MasterKeyRejected")]
    public async Task A_missing_or_malformed_key_makes_nothing(string? key, string errorId)
    {
        await using SampleVault vault = SampleVault.None();
        SetKey(key);

        CredentialException refusal = await Assert.ThrowsAsync<CredentialException>(
            () => vault.OpenAgainAsync(vault.Options with { Protection = VaultProtection.EnvironmentVariable }));

        Assert.Equal(errorId, refusal.ErrorId);
        Assert.False(Directory.Exists(vault.Folder));
    }

    [Fact]
    public async Task Without_variable_and_passphrase_a_new_vault_has_a_key_file()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There it is DPAPI.");
        await using SampleVault vault = SampleVault.None();
        SetKey(null);

        await vault.OpenAgainAsync(vault.Options with { Protection = null });

        Assert.Equal(VaultProtection.KeyFile, (await vault.Authority.DescribeAsync(CancellationToken.None)).Protection);
    }

    [Fact]
    public async Task A_passphrase_that_is_given_goes_before_the_variable()
    {
        await using SampleVault vault = SampleVault.None();
        SetKey(_key);

        await vault.OpenAgainAsync(vault.Options with { Protection = null, Passphrase = new SecretText("correct horse battery") });

        Assert.Equal(VaultProtection.Passphrase, (await vault.Authority.DescribeAsync(CancellationToken.None)).Protection);
    }

    [Fact]
    public async Task Changing_among_all_protections_leaves_credentials_and_hashes_as_they_are()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        IssuedApiCredential token = await vault.IssueAsync();
        IssuedApiCredential certificate = await vault.IssueAsync(
            new ApiCredentialRequest { Name = "sample-certificate", Type = CredentialType.ApiCertificate, Password = BundlePassword.Generate });
        IssuedApiKey key = await vault.IssueKeyAsync();
        SetKey(_key);
        SecretText? passphrase = null;
        List<string> hashes = await HashesAsync(vault);
        AuthorityOptions opening = vault.Options with { Protection = null };

        foreach ((VaultProtection next, string? phrase) in new (VaultProtection, string?)[]
        {
            (VaultProtection.Passphrase, "first passphrase"), (VaultProtection.Passphrase, "second passphrase"), (VaultProtection.EnvironmentVariable, null),
            (VaultProtection.KeyFile, null), (VaultProtection.KeyFile, null), (VaultProtection.EnvironmentVariable, null), (VaultProtection.Passphrase, "third passphrase"),
            (VaultProtection.KeyFile, null),
        })
        {
            string[] keyFiles = Directory.GetFiles(vault.Folder, "*.key");
            await vault.OpenAgainAsync(opening with { Passphrase = passphrase });
            SecretText? nextPassphrase = phrase is null ? null : new SecretText(phrase);
            CredentialAuthorityInfo info = await vault.Authority.ChangeProtectionAsync(next, nextPassphrase, CancellationToken.None);

            Assert.Equal(next, info.Protection);
            Assert.True((await vault.VerifyAsync(token)).IsValid);
            Assert.All(keyFiles, file => Assert.False(File.Exists(file)));
            Assert.Equal(next == VaultProtection.KeyFile ? 1 : 0, Directory.GetFiles(vault.Folder, "*.key").Length);
            await vault.CloseAsync();
            if (passphrase is not null)
            {
                CredentialException refusal = await Assert.ThrowsAsync<CredentialException>(() => vault.OpenAgainAsync(opening with { Passphrase = passphrase }));
                Assert.Contains(refusal.Definition, new[] { CredentialErrors.MasterKeyRejected, CredentialErrors.InvalidArgument });
            }

            passphrase = nextPassphrase;
            await vault.OpenAgainAsync(opening with { Passphrase = passphrase });
            Assert.True((await vault.VerifyAsync(token)).IsValid);
            Assert.True((await vault.VerifyAsync(certificate)).IsValid);
            Assert.True((await vault.VerifyAsync(key)).IsValid);
            Assert.Equal(hashes, await HashesAsync(vault));
        }

        Assert.Equal(8, (await EventsAsync(vault)).Count(entry => entry.Action == CredentialAction.ChangeProtection));
    }

    private static async Task<List<CredentialEvent>> EventsAsync(SampleVault vault)
    {
        await vault.OpenAgainAsync(vault.Options);
        return await vault.EventsAsync();
    }

    /// <summary>Closes the vault and reads every secret hash and sealed API key.</summary>
    private static async Task<List<string>> HashesAsync(SampleVault vault)
    {
        await vault.CloseAsync();
        using StoreConnection connection = StoreConnection.Open(vault.Database, readOnly: false);
        return new Filter().Read(
            connection,
            "SELECT hex(secret_hash) FROM api_credential UNION ALL SELECT hex(secret_hash) || hex(sealed) FROM api_key ORDER BY 1",
            row => row.Text(0));
    }
}
