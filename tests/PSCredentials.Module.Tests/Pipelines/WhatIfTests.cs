namespace PSCredentials.Module.Tests.Pipelines;

/// <summary>With -WhatIf, or its preference, no command changes a byte of a vault, or makes one.</summary>
public sealed class WhatIfTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly ModuleSession _session = ModuleSession.Open();

    public WhatIfTests()
    {
        _session.Set("vault", Vault);
        _session.Set("folder", _folder.Path);
    }

    public static TheoryData<string> Changes => new()
    {
        "New-ApiCredential new-token -Type ApiToken",
        "New-ApiCredential new-certificate -Type ApiCertificate -GeneratePassword",
        "New-ApiKey newkey Owner",
        "Update-ApiCredential a-token -ExpirationDays 3 -Force",
        "Update-ApiCredential a-token -Rotate -Force",
        "Update-ApiKey a-key -Force",
        "Update-ApiKey a-key -Rotate -Force",
        "Set-ApiCredential a-token -Description changed",
        "Disable-ApiCredential a-token",
        "Enable-ApiCredential disabled",
        "Disable-ApiKey a-key",
        "Enable-ApiKey a-key",
        "Revoke-ApiCredential a-token",
        "Remove-ApiCredential a-*",
        "Remove-ApiKey a-key",
        "Get-ApiCredential | Remove-ApiCredential",
        "Register-CredentialCluster north https://x:6443",
        "Unregister-CredentialCluster east",
        "Set-CredentialPolicy -MaximumLifetime 3",
        "Set-CredentialAuthority Passphrase -Passphrase $passphrase",
        "$token | Export-ApiCredential -Path $folder/token",
        "Disconnect-CredentialAuthority main",
        "Connect-CredentialAuthority -Path $vault -Name again",
        "Initialize-CredentialAuthority -Path $folder/another -Name another",
        "Connect-CredentialAuthority -Path $folder/another -Name another",
    };

    private string Vault => Path.Combine(_folder.Path, "vault");

    [Theory]
    [MemberData(nameof(Changes))]
    public void Leaves_every_byte_as_it_was(string command)
    {
        Session("""
            Connect-CredentialAuthority -Path $vault -Name main > $null
            $token = New-ApiCredential a-token -Type ServiceApiToken
            $null = New-ApiCredential disabled -Type ApiToken
            Disable-ApiCredential disabled
            $null = New-ApiKey a-key Owner
            $null = Register-CredentialCluster east https://k8s.example.com:6443
            Disconnect-CredentialAuthority main
            """);
        _session.Set("passphrase", Commands.NewApiCredentialTests.Secure("a long passphrase"));
        string[] before = FolderSnapshot.Take(_folder.Path);

        Session($"Connect-CredentialAuthority -Path $vault -Name main > $null; $shown = {command} -WhatIf; Disconnect-CredentialAuthority main");
        Assert.Equal(before, FolderSnapshot.Take(_folder.Path));
        Assert.Equal(true, _session.One("$null -eq $shown").BaseObject);

        Session($"Connect-CredentialAuthority -Path $vault -Name main > $null; $WhatIfPreference = $true; {command}; $WhatIfPreference = $false; Disconnect-CredentialAuthority main");
        Assert.Equal(before, FolderSnapshot.Take(_folder.Path));

        // The very same command does change something where it is meant.
        Session($"Connect-CredentialAuthority -Path $vault -Name main > $null; $null = {command} -Confirm:$false");
        bool onlySession = command.StartsWith("Disconnect", StringComparison.Ordinal) || command.Contains("again", StringComparison.Ordinal) || command.StartsWith("Enable-ApiKey", StringComparison.Ordinal);
        Session("Remove-Module PSCredentials");
        Assert.Equal(onlySession, before.SequenceEqual(FolderSnapshot.Take(_folder.Path)));
    }

    public void Dispose()
    {
        _session.Dispose();
        _folder.Dispose();
    }

    private void Session(string script) => _ = _session.Do(script);
}
