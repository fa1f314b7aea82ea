using PSCredentials.Storage;

namespace PSCredentials.Tests.Storage;

public sealed class StoreErrorTests
{
    private static async Task<CredentialException> RefusedUntouchedAsync(SampleVault vault, CredentialErrorDefinition expected)
    {
        List<string> before = FolderBytes.Read(vault.Folder);
        CredentialException refusal = await Refusal.OfAsync(expected, () => vault.OpenAgainAsync());
        await Refusal.OfAsync(expected, () => vault.Provider.InitializeAsync(vault.Options, CancellationToken.None));
        Assert.Equal(before, FolderBytes.Read(vault.Folder));
        Assert.Contains(vault.Database, refusal.Message, StringComparison.Ordinal);
        return refusal;
    }

    private static async Task<SampleVault> WithFileAsync(byte[] content)
    {
        SampleVault vault = SampleVault.None();
        Directory.CreateDirectory(vault.Folder);
        await File.WriteAllBytesAsync(vault.Database, content);
        return vault;
    }

    [Theory]
    [InlineData("x")]
    [InlineData("a text file, longer than a header of a hundred bytes, which SQLite would have to read as a page of its own and cannot, of course")]
    [InlineData("SQLite format 2\0 and so on")]
    [InlineData("\0\0\0\0\0\0\0\0")]
    public async Task A_file_that_is_no_database_is_left_alone(string text)
    {
        await using SampleVault vault = await WithFileAsync(System.Text.Encoding.ASCII.GetBytes(text));

        await RefusedUntouchedAsync(vault, CredentialErrors.StoreNotAVault);
    }

    [Fact]
    public async Task A_large_file_that_is_no_database_is_left_alone()
    {
        var content = new byte[300_000];
        Random.Shared.NextBytes(content);
        content[0] = 0;
        await using SampleVault vault = await WithFileAsync(content);

        await RefusedUntouchedAsync(vault, CredentialErrors.StoreNotAVault);
    }

    [Theory]
    [InlineData("CREATE TABLE other (it)")]
    [InlineData("PRAGMA journal_mode = WAL; CREATE TABLE other (it)")]
    [InlineData("PRAGMA application_id = 77")]
    [InlineData("PRAGMA user_version = 1; CREATE TABLE vault (it)")]
    public async Task A_database_of_another_program_is_left_alone(string sql)
    {
        await using SampleVault vault = await WithFileAsync([]);
        using (StoreConnection connection = StoreConnection.Open(vault.Database, readOnly: false))
        {
            connection.Execute(sql);
        }

        await RefusedUntouchedAsync(vault, CredentialErrors.StoreNotAVault);
    }

    [Fact]
    public async Task A_newer_schema_is_left_alone()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        await vault.CloseAsync();
        using (StoreConnection connection = StoreConnection.Open(vault.Database, readOnly: false))
        {
            connection.Execute($"PRAGMA user_version = {Schema.Version + 1}");
        }

        CredentialException refusal = await RefusedUntouchedAsync(vault, CredentialErrors.StoreTooNew);

        Assert.Contains((Schema.Version + 1).ToString(System.Globalization.CultureInfo.InvariantCulture), refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_empty_file_becomes_a_vault()
    {
        await using SampleVault vault = await WithFileAsync([]);
        Assert.False(vault.Provider.Exists(vault.Options));

        await vault.OpenAgainAsync();

        Assert.True(vault.Provider.Exists(vault.Options));
        Assert.True((await vault.VerifyAsync(await vault.IssueAsync())).IsValid);
    }

    [Fact]
    public async Task A_folder_in_the_place_of_the_file_and_a_file_in_the_place_of_the_folder_are_refused()
    {
        await using SampleVault vault = SampleVault.None();
        await File.WriteAllTextAsync(vault.Folder, "not a folder", TestContext.Current.CancellationToken);
        CredentialException refusal = await Assert.ThrowsAsync<CredentialException>(() => vault.OpenAgainAsync());
        Assert.Contains(refusal.Definition, new[] { CredentialErrors.StoreIoFailed, CredentialErrors.StoreAccessDenied });
        File.Delete(vault.Folder);

        Directory.CreateDirectory(vault.Database);
        await Refusal.OfAsync(CredentialErrors.StoreAccessDenied, () => vault.OpenAgainAsync());
        Assert.False(vault.Provider.Exists(vault.Options));
    }

    [Fact]
    public async Task A_vault_is_not_made_twice()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        await Refusal.OfAsync(CredentialErrors.VaultExists, () => vault.Provider.InitializeAsync(vault.Options, CancellationToken.None));
        await vault.CloseAsync();

        await Refusal.OfAsync(CredentialErrors.VaultExists, () => vault.Provider.InitializeAsync(vault.Options, CancellationToken.None));

        await vault.OpenAgainAsync();
        Assert.Single(await vault.EventsAsync());
    }
}
