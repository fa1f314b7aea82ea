namespace PSCredentials.Module.Tests.Authorities;

/// <summary>Vaults sealed by a passphrase, by the environment and by a key file. The environment is the process's: nothing runs beside these.</summary>
[Collection(EnvironmentCollection.Name)]
public sealed class ProtectionTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly ModuleSession _session = ModuleSession.Open();

    public ProtectionTests()
    {
        _session.Set("vault", Path.Combine(_folder.Path, "vault"));
        _session.Set("right", Commands.NewApiCredentialTests.Secure("right horse battery"));
        _session.Set("wrong", Commands.NewApiCredentialTests.Secure("wrong horse battery"));
    }

    [Fact]
    public void A_wrong_passphrase_says_so_and_locks_nobody_out()
    {
        _ = _session.Do("$null = Initialize-CredentialAuthority $vault -Name sealed -Passphrase $right; $null = New-ApiCredential is-sealed -Type ApiToken; Disconnect-CredentialAuthority sealed");

        SessionResult rejected = _session.Run("1..3 | ForEach-Object { try { Connect-CredentialAuthority $vault -Name sealed -Passphrase $wrong } catch { $_ } }");
        Assert.Equal(3, rejected.Output.Count);
        Assert.All(rejected.Output, item =>
        {
            var error = Assert.IsType<ErrorRecord>(item.BaseObject);
            Assert.Equal("MasterKeyRejected,PSCredentials.Commands.ConnectCredentialAuthorityCommand", error.FullyQualifiedErrorId);
            Assert.Equal(ErrorCategory.AuthenticationError, error.CategoryInfo.Category);
            Assert.Equal(Path.Combine(_folder.Path, "vault"), error.TargetObject);
        });

        ErrorRecord missing = _session.Catch("Connect-CredentialAuthority $vault -Name sealed");
        Assert.Equal("MasterKeyMissing,PSCredentials.Commands.ConnectCredentialAuthorityCommand", missing.FullyQualifiedErrorId);

        Assert.Equal(["is-sealed"], _session.Do("$null = Connect-CredentialAuthority $vault -Name sealed -Passphrase $right; Get-ApiCredential").All("Name"));
    }

    [Fact]
    public void The_protection_is_changed_and_credentials_stay_as_they_are()
    {
        _ = _session.Do("$null = Connect-CredentialAuthority $vault -Name changing; $token = New-ApiCredential is-sealed -Type ApiToken; $key = New-ApiKey akey Owner");
        Assert.Single(Directory.GetFiles(Path.Combine(_folder.Path, "vault"), "*.key"));

        PSObject info = _session.One("Set-CredentialAuthority Passphrase -Passphrase $right -PassThru");

        Assert.Equal("Passphrase", info.Text("Protection"));
        Assert.Empty(Directory.GetFiles(Path.Combine(_folder.Path, "vault"), "*.key"));
        _ = _session.Do("Disconnect-CredentialAuthority");
        Assert.Equal("MasterKeyMissing", _session.Run("Connect-CredentialAuthority $vault -Name changing").Error.FullyQualifiedErrorId.Split(',')[0]);
        _ = _session.Do("$null = Connect-CredentialAuthority $vault -Name changing -Passphrase $right");
        Assert.Equal([true, true], _session.Do("$token | Test-ApiCredential; $key | Test-ApiKey").Output.Select(item => item.BaseObject));
        Assert.Equal(_session.One("$key").CallText("GetKey"), _session.One("Get-ApiKey akey -IncludeSecret").CallText("GetKey"));
    }

    [Theory]
    [InlineData("Initialize-CredentialAuthority $vault -Protection KeyFile -Passphrase $right", "InvalidArgument")]
    [InlineData("Initialize-CredentialAuthority $vault -Protection Passphrase", "InvalidArgument")]
    [InlineData("Initialize-CredentialAuthority $vault -Protection EnvironmentVariable", "MasterKeyMissing")]
    public void What_does_not_go_together_makes_no_vault(string script, string id)
    {
        SessionResult run = _session.Run(script);

        Assert.Equal(id, run.Error.FullyQualifiedErrorId.Split(',')[0]);
        Assert.DoesNotContain(FolderSnapshot.Take(_folder.Path), line => line.Contains(".key", StringComparison.Ordinal));
        Assert.Equal("Embedded", _session.One("Connect-CredentialAuthority $vault -Name fresh").Text("Provider"));
    }

    [Fact]
    public void The_environment_holds_the_master_key()
    {
        using var variable = new EnvironmentChange("PSCREDENTIALS_MASTER_KEY", Convert.ToBase64String(new byte[32]));
        PSObject info = _session.One("Connect-CredentialAuthority $vault -Name byvariable");
        Assert.Equal("EnvironmentVariable", info.Text("Protection"));
        _ = _session.Do("Disconnect-CredentialAuthority");

        Environment.SetEnvironmentVariable("PSCREDENTIALS_MASTER_KEY", Convert.ToBase64String([.. Enumerable.Repeat((byte)1, 32)]));
        Assert.Equal("MasterKeyRejected", _session.Run("Connect-CredentialAuthority $vault -Name byvariable").Error.FullyQualifiedErrorId.Split(',')[0]);
        Environment.SetEnvironmentVariable("PSCREDENTIALS_MASTER_KEY", null);
        Assert.Equal("MasterKeyMissing", _session.Run("Connect-CredentialAuthority $vault -Name byvariable").Error.FullyQualifiedErrorId.Split(',')[0]);
    }

    public void Dispose()
    {
        _session.Dispose();
        _folder.Dispose();
    }
}
