namespace PSCredentials.Module.Tests.Authorities;

/// <summary>The authority that needs no connecting, in the folder that PSCREDENTIALS_HOME names.</summary>
[Collection(EnvironmentCollection.Name)]
public sealed class DefaultAuthorityTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly ModuleSession _session = ModuleSession.Open();
    private readonly EnvironmentChange _home;

    public DefaultAuthorityTests()
    {
        _home = new EnvironmentChange("PSCREDENTIALS_HOME", Path.Combine(_folder.Path, "home"));
        _session.Set("folder", _folder.Path);
    }

    [Fact]
    public void Is_made_on_first_use_for_its_owner_alone()
    {
        Assert.Equal("local", _session.One("New-ApiCredential first-use -Type ApiToken").Text("Authority"));

        Assert.Equal(Path.Combine(_folder.Path, "home"), _session.One("Get-CredentialAuthority").Text("Location"));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(Path.Combine(_folder.Path, "home")));
            foreach (string file in Directory.GetFiles(Path.Combine(_folder.Path, "home")))
            {
                Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
            }
        }
    }

    [Theory]
    [InlineData("New-ApiCredential first-use -Type ApiToken -WhatIf")]
    [InlineData("New-ApiKey first-use Owner -WhatIf")]
    [InlineData("Register-CredentialCluster east https://x -WhatIf")]
    [InlineData("Set-CredentialPolicy -MaximumLifetime 3 -WhatIf")]
    [InlineData("Set-CredentialAuthority KeyFile -WhatIf")]
    [InlineData("Remove-ApiCredential * -WhatIf")]
    [InlineData("Update-ApiCredential x -WhatIf")]
    [InlineData("Revoke-ApiCredential x -WhatIf")]
    [InlineData("Unregister-CredentialCluster x -WhatIf")]
    [InlineData("Initialize-CredentialAuthority -WhatIf")]
    [InlineData("Connect-CredentialAuthority -WhatIf")]
    [InlineData("Disconnect-CredentialAuthority -WhatIf")]
    [InlineData("$WhatIfPreference = $true; Remove-ApiKey *")]
    [InlineData("Get-Command -Module PSCredentials")]
    [InlineData("Get-CredentialAuthority nobody")]
    [InlineData("Get-CredentialAuthority no*")]
    [InlineData("Get-ApiCredential -Authority nobody")]
    [InlineData("Get-CredentialConnection")]
    [InlineData("Get-CredentialConnection nobody")]
    [InlineData("Remove-CredentialConnection nobody -Confirm:$false")]
    [InlineData("Save-CredentialConnection far F5Xc https://far.example.com -WhatIf")]
    [InlineData("Connect-CredentialAuthority -ConnectionName nobody")]
    [InlineData("Connect-CredentialAuthority -Provider Apinizer -Uri http://127.0.0.1:9 -Token made-up -MaximumRetryCount 0")]
    public void Is_not_made_where_nothing_is_changed(string script)
    {
        _ = _session.Run(script);

        Assert.False(Directory.Exists(Path.Combine(_folder.Path, "home")));
    }

    [Fact]
    public void Objects_of_a_former_home_go_back_there()
    {
        _ = _session.Do("$first = New-ApiCredential same-name -Type ApiToken");
        Environment.SetEnvironmentVariable("PSCREDENTIALS_HOME", Path.Combine(_folder.Path, "moved"));
        _ = _session.Do("$second = New-ApiCredential same-name -Type ApiToken");

        _ = _session.Do("$second | Disable-ApiCredential; Get-ApiCredential same-name | Set-ApiCredential -Description here");

        Assert.Equal("Disabled here", _session.One("Get-ApiCredential same-name | ForEach-Object { \"$($_.State) $($_.Description)\" }").ToString());
    }

    [Fact]
    public void A_home_that_was_removed_is_made_anew()
    {
        _ = _session.Do("$null = New-ApiCredential before -Type ApiToken");
        Directory.Delete(Path.Combine(_folder.Path, "home"), recursive: true);

        Assert.Equal(["after-it"], _session.Do("$null = New-ApiCredential after-it -Type ApiToken; Get-ApiCredential").All("Name"));
    }

    [Fact]
    public void A_connection_takes_its_place_and_gives_it_back()
    {
        _ = _session.Do("$null = New-ApiCredential in-default -Type ApiToken; $null = Connect-CredentialAuthority $folder/other -Name other; $null = New-ApiCredential in-other -Type ApiToken");

        Assert.Equal(["in-other"], _session.Do("Get-ApiCredential").All("Name"));
        Assert.Equal(["in-default"], _session.Do("Get-ApiCredential -Authority local").All("Name"));
        Assert.Equal(["in-default"], _session.Do("Disconnect-CredentialAuthority; Get-ApiCredential").All("Name"));
    }

    public void Dispose()
    {
        _session.Dispose();
        _home.Dispose();
        _folder.Dispose();
    }
}
