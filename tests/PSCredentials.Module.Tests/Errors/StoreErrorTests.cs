namespace PSCredentials.Module.Tests.Errors;

/// <summary>A store that cannot be used ends the command, with an id of its own, and nothing is written.</summary>
public sealed class StoreErrorTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly ModuleSession _session = ModuleSession.Open();

    public StoreErrorTests() => _session.Set("vault", Vault);

    public static TheoryData<string, string, ErrorCategory> Faults => new()
    {
        { "text", "StoreNotAVault", ErrorCategory.InvalidData },
        { "short", "StoreNotAVault", ErrorCategory.InvalidData },
        { "other program", "StoreNotAVault", ErrorCategory.InvalidData },
        { "newer", "StoreTooNew", ErrorCategory.NotImplemented },
        { "page size", "StoreDamaged", ErrorCategory.InvalidData },
        { "no key", "MasterKeyMissing", ErrorCategory.AuthenticationError },
        { "other key", "MasterKeyRejected", ErrorCategory.AuthenticationError },
        { "bad key", "MasterKeyRejected", ErrorCategory.AuthenticationError },
    };

    private string Vault => Path.Combine(_folder.Path, "vault");

    private string Database => Path.Combine(Vault, "vault.db");

    [Theory]
    [MemberData(nameof(Faults))]
    public void Ends_the_command_and_changes_nothing(string fault, string id, ErrorCategory category)
    {
        _ = _session.Do("$null = Connect-CredentialAuthority $vault -Name main; $null = New-ApiCredential was-there -Type ApiToken; Disconnect-CredentialAuthority main");
        Break(fault);
        string[] before = FolderSnapshot.Take(Vault);

        ErrorRecord error = _session.Catch("1..2 | ForEach-Object { Connect-CredentialAuthority $vault -Name main }");

        Assert.Equal($"{id},PSCredentials.Commands.ConnectCredentialAuthorityCommand", error.FullyQualifiedErrorId);
        Assert.Equal(category, error.CategoryInfo.Category);
        Assert.Equal(Vault, error.TargetObject);
        Assert.False(string.IsNullOrWhiteSpace(error.ErrorDetails.RecommendedAction));
        Assert.Equal(before, FolderSnapshot.Take(Vault));
    }

    [Fact]
    public void A_folder_that_cannot_be_made_is_an_error_of_the_store()
    {
        File.WriteAllText(Path.Combine(_folder.Path, "file"), string.Empty);
        _session.Set("blocked", Path.Combine(_folder.Path, "file", "vault"));

        ErrorRecord error = _session.Catch("Connect-CredentialAuthority $blocked -Name main");

        Assert.Contains(error.FullyQualifiedErrorId.Split(',')[0], new[] { "StoreIoFailed", "StoreAccessDenied" });
    }

    [Fact]
    public void A_vault_that_goes_away_while_it_is_open_ends_the_pipeline()
    {
        _ = _session.Do("$null = Connect-CredentialAuthority $vault -Name main; $null = New-ApiCredential was-there -Type ApiToken");
        Directory.Delete(Vault, recursive: true);

        ErrorRecord error = _session.Catch("'one-token', 'two-token' | ForEach-Object { [pscustomobject]@{ Name = $_; Type = 'ApiToken' } } | New-ApiCredential");

        Assert.Equal("StoreIoFailed,PSCredentials.Commands.NewApiCredentialCommand", error.FullyQualifiedErrorId);
        Assert.False(Directory.Exists(Vault));
    }

    public void Dispose()
    {
        _session.Dispose();
        _folder.Dispose();
    }

    private void Break(string fault)
    {
        string key = Directory.GetFiles(Vault, "*.key").SingleOrDefault() ?? Database;
        switch (fault)
        {
            case "text":
                File.WriteAllText(Database, string.Concat(Enumerable.Repeat("not a database at all. ", 50)));
                break;
            case "short":
                File.WriteAllText(Database, "x");
                break;
            case "other program":
                File.Delete(Database);
                File.WriteAllBytes(Database, []);
                _ = SqlSession.Run(Vault, "CREATE TABLE theirs (id)");
                break;
            case "newer":
                _ = SqlSession.Run(Vault, "PRAGMA user_version = 99");
                break;
            case "page size":
                using (FileStream file = File.OpenWrite(Database))
                {
                    file.Position = 16;
                    file.Write([7, 7]);
                }

                break;
            case "no key":
                File.Delete(key);
                break;
            case "other key":
                File.WriteAllText(key, Convert.ToBase64String(new byte[32]));
                break;
            default:
                File.WriteAllText(key, "no key");
                break;
        }
    }
}
