using System.Runtime.Versioning;
using PSCredentials.Storage;

namespace PSCredentials.Tests.Protection;

public sealed class ProtectionTests
{
    private static readonly SecretText Passphrase = new("correct horse bättery");

    private static AuthorityOptions Sealed(SampleVault vault, SecretText? passphrase) =>
        new() { Path = vault.Folder, Passphrase = passphrase, Caller = "tester" };

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public async Task A_key_file_is_for_its_owner_alone_as_are_vault_and_folder()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Modes are for Unix.");
        await using SampleVault vault = await SampleVault.OpenAsync();
        await vault.IssueAsync();
        const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

        string[] files = [.. Directory.EnumerateFiles(vault.Folder)];

        Assert.Equal(OwnerOnly | UnixFileMode.UserExecute, File.GetUnixFileMode(vault.Folder));
        Assert.Contains(files, file => Path.GetFileName(file).StartsWith("master-", StringComparison.Ordinal));
        Assert.Contains(vault.Database + "-wal", files);
        Assert.All(files, file => Assert.Equal(OwnerOnly, File.GetUnixFileMode(file)));
        Assert.Equal(VaultProtection.KeyFile, (await vault.Authority.DescribeAsync(CancellationToken.None)).Protection);
    }

    [Fact]
    public async Task Without_its_key_file_a_vault_does_not_open()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        await vault.CloseAsync();
        string keyFile = Directory.GetFiles(vault.Folder, "master-*.key").Single();
        string content = await File.ReadAllTextAsync(keyFile, TestContext.Current.CancellationToken);
        File.Delete(keyFile);
        List<string> before = FolderBytes.Read(vault.Folder);

        CredentialException missing = await Refusal.OfAsync(CredentialErrors.MasterKeyMissing, () => vault.OpenAgainAsync());
        Assert.Contains(keyFile, missing.Message, StringComparison.Ordinal);
        Assert.Equal(before, FolderBytes.Read(vault.Folder));

        foreach (string wrong in new[] { "", "not base64!", Convert.ToBase64String(new byte[31]), Convert.ToBase64String(new byte[33]), Convert.ToBase64String(new byte[32]) })
        {
            await File.WriteAllTextAsync(keyFile, wrong, TestContext.Current.CancellationToken);
            CredentialException rejected = await Refusal.OfAsync(CredentialErrors.MasterKeyRejected, () => vault.OpenAgainAsync());
            Assert.True(wrong.Length == 0 || !rejected.ToString().Contains(wrong, StringComparison.Ordinal));
        }

        await File.WriteAllTextAsync(keyFile, content.Trim() + "\r\n", TestContext.Current.CancellationToken);
        await vault.OpenAgainAsync();
    }

    [Fact]
    public async Task A_passphrase_opens_and_a_wrong_one_says_so_and_locks_nobody_out()
    {
        await using SampleVault vault = SampleVault.None();
        await vault.OpenAgainAsync(Sealed(vault, Passphrase));
        IssuedApiCredential issued = await vault.IssueAsync();
        await vault.CloseAsync();
        Assert.Empty(Directory.GetFiles(vault.Folder, "*.key"));

        for (int i = 0; i < 3; i++)
        {
            CredentialException refusal = await Refusal.OfAsync(
                CredentialErrors.MasterKeyRejected, () => vault.OpenAgainAsync(Sealed(vault, new SecretText("wrong horse battery"))));
            Assert.DoesNotContain("wrong horse", refusal.ToString(), StringComparison.Ordinal);
        }

        await Refusal.OfAsync(CredentialErrors.MasterKeyMissing, () => vault.OpenAgainAsync(Sealed(vault, null)));

        // Composed or not, it is the same passphrase.
        await vault.OpenAgainAsync(Sealed(vault, new SecretText("correct horse ba\u0308ttery")));
        Assert.True((await vault.VerifyAsync(issued)).IsValid);
    }

    [Fact]
    public async Task A_vault_that_another_session_has_open_still_wants_its_passphrase()
    {
        await using SampleVault vault = SampleVault.None();
        await vault.OpenAgainAsync(Sealed(vault, Passphrase));

        await Refusal.OfAsync(CredentialErrors.MasterKeyMissing, () => vault.OpenAgainAsync(Sealed(vault, null)));
        await Refusal.OfAsync(CredentialErrors.MasterKeyRejected, () => vault.OpenAgainAsync(Sealed(vault, new SecretText("wrong horse battery"))));

        IssuedApiCredential issued = await vault.IssueAsync();
        ICredentialAuthority second = await vault.OpenAgainAsync(Sealed(vault, Passphrase));
        Assert.True((await SampleVault.VerifyAsync(second, issued)).IsValid);
    }

    [Theory]
    [InlineData(VaultProtection.Passphrase, null)]
    [InlineData(VaultProtection.Passphrase, "short")]
    [InlineData(VaultProtection.KeyFile, "a passphrase too many")]
    [InlineData((VaultProtection)9, null)]
    [InlineData(VaultProtection.Dpapi, null)]
    public async Task A_protection_that_cannot_be_had_makes_nothing(VaultProtection protection, string? passphrase)
    {
        Assert.SkipWhen(protection == VaultProtection.Dpapi && OperatingSystem.IsWindows(), "Windows has it.");
        await using SampleVault vault = SampleVault.None();
        AuthorityOptions options = vault.Options with { Protection = protection, Passphrase = passphrase is null ? null : new SecretText(passphrase) };

        CredentialException refusal = await Refusal.OfAsync(
            protection == VaultProtection.Dpapi ? CredentialErrors.NotSupported : CredentialErrors.InvalidArgument, () => vault.OpenAgainAsync(options));
        await Assert.ThrowsAsync<CredentialException>(() => vault.Provider.InitializeAsync(options, CancellationToken.None));

        Assert.True(passphrase is null || !refusal.ToString().Contains(passphrase, StringComparison.Ordinal));
        Assert.False(Directory.Exists(vault.Folder));
        Assert.False(vault.Provider.Exists(options));
    }

    [Fact]
    public async Task A_passphrase_that_is_no_text_is_refused_without_telling_of_it()
    {
        await using SampleVault vault = SampleVault.None();

        CredentialException refusal = await Refusal.OfAsync(
            CredentialErrors.InvalidArgument, () => vault.OpenAgainAsync(Sealed(vault, new SecretText("lone\uD800surrogate"))));

        Assert.DoesNotContain("surrogate", refusal.ToString(), StringComparison.Ordinal);
        Assert.False(Directory.Exists(vault.Folder));
    }

    [Fact]
    public async Task A_passphrase_for_a_vault_that_has_none_is_refused()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();

        await Refusal.OfAsync(CredentialErrors.InvalidArgument, () => vault.OpenAgainAsync(Sealed(vault, Passphrase)));
    }

    [Theory]
    [InlineData("UPDATE vault_key SET sealed = zeroblob(length(sealed))", "MasterKeyRejected")]
    [InlineData("UPDATE vault_key SET sealed = x'00'", "MasterKeyRejected")]
    [InlineData("UPDATE vault_key SET sealed = substr(sealed, 1, length(sealed) - 1) WHERE purpose = 'secret-hash'", "MasterKeyRejected")]
    [InlineData("UPDATE vault_key SET sealed = (SELECT sealed FROM vault_key WHERE purpose = 'api-key-sealing') WHERE purpose = 'secret-hash'", "MasterKeyRejected")]
    [InlineData("UPDATE vault SET id = 'another'", "MasterKeyRejected")]
    [InlineData("UPDATE certificate_authority SET sealed_key = NULL", "StoreDamaged")]
    [InlineData("DELETE FROM vault", "StoreDamaged")]
    [InlineData("UPDATE vault SET parameters = '{}'", "StoreDamaged")]
    [InlineData("UPDATE vault SET parameters = 'null'", "StoreDamaged")]
    [InlineData("UPDATE vault SET parameters = 'x'", "StoreDamaged")]
    [InlineData("UPDATE vault SET protection = 1, parameters = '{\"salt\":\"!\",\"memoryKiB\":\"8\",\"passes\":\"1\",\"lanes\":\"1\"}'", "StoreDamaged")]
    [InlineData("UPDATE vault SET protection = 1, parameters = '{\"salt\":\"AAAAAAAAAAA=\",\"memoryKiB\":\"99999999\",\"passes\":\"1\",\"lanes\":\"1\"}'", "StoreDamaged")]
    [InlineData("UPDATE vault SET protection = 1, parameters = '{\"salt\":\"AAAAAAAAAAA=\",\"memoryKiB\":\"8\",\"passes\":\"0\",\"lanes\":\"0\"}'", "StoreDamaged")]
    [InlineData("UPDATE certificate_authority SET certificate = x'3000'", "StoreDamaged")]
    public async Task Tampering_with_what_is_sealed_opens_nothing(string sql, string errorId)
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        await vault.CloseAsync();
        using (StoreConnection connection = StoreConnection.Open(vault.Database, readOnly: false))
        {
            connection.Execute(sql);
        }

        AuthorityOptions options = sql.Contains("protection = 1", StringComparison.Ordinal) ? Sealed(vault, Passphrase) : vault.Options;
        CredentialException refusal = await Assert.ThrowsAsync<CredentialException>(() => vault.OpenAgainAsync(options));

        Assert.True(refusal.ErrorId == errorId, refusal.ToString());
    }

    [Fact]
    public async Task The_name_of_a_key_file_does_not_lead_out_of_the_folder()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        await vault.CloseAsync();
        string keyFile = Directory.GetFiles(vault.Folder, "master-*.key").Single();
        string outside = Path.Combine(vault.Folder, "..", "outside.key");
        File.Move(keyFile, outside);
        using (StoreConnection connection = StoreConnection.Open(vault.Database, readOnly: false))
        {
            connection.Execute("UPDATE vault SET parameters = '{\"file\":\"../outside.key\"}'");
        }

        await Refusal.OfAsync(CredentialErrors.MasterKeyMissing, () => vault.OpenAgainAsync());
        Assert.True(File.Exists(outside));
    }
}
