namespace PSCredentials.Module.Tests.Authorities;

/// <summary>Several authorities at once: connecting, naming, choosing and ending.</summary>
public sealed class ConnectionTests : VaultTest
{
    [Fact]
    public void The_last_connected_is_current_and_the_one_before_is_current_again()
    {
        Assert.Equal(["True"], Session.Do("Get-CredentialAuthority main").All("IsCurrent"));

        PSObject other = Session.One("Connect-CredentialAuthority $folder/other -Name other");
        Assert.Equal("True", other.Text("IsCurrent"));
        Assert.Equal(["main False", "other True"], Session.Do("Get-CredentialAuthority | ForEach-Object { \"$($_.Name) $($_.IsCurrent)\" }").Output.Select(item => item.ToString()));
        Assert.Equal("other", Session.One("New-ApiCredential in-other -Type ApiToken").Text("Authority"));

        _ = Session.Do("Disconnect-CredentialAuthority");
        Assert.Equal("main", Session.One("New-ApiCredential in-main -Type ApiToken").Text("Authority"));
    }

    [Theory]
    [InlineData("other")]
    [InlineData("OTHER")]
    [InlineData("$other")]
    [InlineData("(Get-CredentialAuthority other)")]
    [InlineData("([Management.Automation.PSSerializer]::Deserialize([Management.Automation.PSSerializer]::Serialize($other)))")]
    public void An_authority_is_named_by_name_or_object(string authority)
    {
        _ = Session.Do("$other = Connect-CredentialAuthority $folder/other -Name other; $null = Connect-CredentialAuthority $vault -Name main");

        _ = Session.Do($"$null = New-ApiCredential named-here -Type ApiToken -Authority {authority}; $null = New-ApiKey named-key Owner -Authority {authority}");

        Assert.Equal(["other"], Session.Do($"Get-ApiCredential -Authority {authority}").All("Authority"));
        Assert.Equal(["other"], Session.Do($"Get-ApiKey -Authority {authority}").All("Authority"));
        Assert.Equal(["ApiKey", "ApiCredential", "Authority"], Session.Do($"Get-CredentialEvent -Authority {authority}").All("SubjectType").Reverse());
        Assert.Empty(Session.Do("Get-ApiCredential; Get-ApiKey").Output);
    }

    [Fact]
    public void Objects_go_back_to_the_authority_they_came_from()
    {
        _ = Session.Do("$null = New-ApiCredential same-name -Type ApiToken; $null = Connect-CredentialAuthority $folder/other -Name other; $null = New-ApiCredential same-name -Type ApiToken");

        _ = Session.Do("Get-ApiCredential same-name -Authority main | Disable-ApiCredential");

        Assert.Equal("Disabled", Session.One("Get-ApiCredential same-name -Authority main").Text("State"));
        Assert.Equal("Active", Session.One("Get-ApiCredential same-name -Authority other").Text("State"));
    }

    [Fact]
    public void Two_vaults_without_names_get_different_ones()
    {
        _ = Session.Do("Disconnect-CredentialAuthority");

        string[] names = Session.Do("Connect-CredentialAuthority $folder/first; Connect-CredentialAuthority $folder/second").All("Name");

        Assert.Equal(["local", "second"], names);
        Assert.Equal("second", Session.One("New-ApiCredential in-second -Type ApiToken").Text("Authority"));
        Assert.Empty(Session.Do("Get-ApiCredential -Authority local").Output);
    }

    [Fact]
    public void A_taken_name_is_refused_before_a_vault_is_made()
    {
        SessionResult run = Session.Run("Connect-CredentialAuthority $folder/other -Name main");

        Assert.Equal("AlreadyExists,PSCredentials.Commands.ConnectCredentialAuthorityCommand", run.Error.FullyQualifiedErrorId);
        Assert.False(Directory.Exists(Path.Combine(Folder, "other")));
        Assert.Equal("main", Session.One("New-ApiCredential still-here -Type ApiToken").Text("Authority"));
    }

    [Fact]
    public void Connecting_again_replaces_the_connection()
    {
        _ = Session.Do("$null = New-ApiCredential before -Type ApiToken; $null = Connect-CredentialAuthority $vault -Name main; $null = Connect-CredentialAuthority $vault -Name main");

        Assert.Single(Session.Do("Get-CredentialAuthority").Output);
        Assert.Equal(["before"], Session.Do("Get-ApiCredential").All("Name"));
    }

    [Fact]
    public void Initialize_refuses_a_vault_that_is_there()
    {
        ErrorRecord error = Session.Catch("Initialize-CredentialAuthority $vault -Name main");

        Assert.Equal("VaultExists,PSCredentials.Commands.InitializeCredentialAuthorityCommand", error.FullyQualifiedErrorId);
        Assert.Equal(Vault, error.TargetObject);
    }

    [Fact]
    public void An_object_means_its_own_vault_where_another_bears_the_same_name()
    {
        _ = Session.Do("$info = Connect-CredentialAuthority $folder/other -Name twin; Disconnect-CredentialAuthority twin; $null = Connect-CredentialAuthority $folder/another -Name twin");

        PSObject issued = Session.One("New-ApiCredential in-other -Type ApiToken -Authority $info");

        Assert.Equal("other", issued.Text("Authority"));
        Assert.Empty(Session.Do("Get-ApiCredential -Authority twin").Output);
        Assert.Equal(["in-other"], Session.Do("Get-ApiCredential -Authority other | Get-ApiCredential").All("Name"));
        _ = Session.Do("$info | Disconnect-CredentialAuthority");
        Assert.Equal(["another", "vault"], Session.Do("Get-CredentialAuthority | ForEach-Object { [IO.Path]::GetFileName($_.Location) }").Output.Select(item => item.ToString()).Order());
    }

    [Fact]
    public void A_vault_that_went_away_hides_no_other_and_can_be_disconnected()
    {
        _ = Session.Do("$null = Connect-CredentialAuthority $folder/other -Name gone");
        Directory.Delete(Path.Combine(Folder, "other"), recursive: true);
        Thread.Sleep(TimeSpan.FromMilliseconds(300));

        SessionResult run = Session.Run("Get-CredentialAuthority");

        Assert.Equal(["main"], run.All("Name"));
        Assert.Equal("StoreIoFailed,PSCredentials.Commands.GetCredentialAuthorityCommand", run.Error.FullyQualifiedErrorId);
        Assert.Equal("gone", run.Error.TargetObject);
        _ = Session.Do("Disconnect-CredentialAuthority gone");
        Assert.Equal(["main"], Session.Do("Get-CredentialAuthority").All("Name"));
    }

    [Fact]
    public void Says_what_it_is()
    {
        PSObject info = Session.One("Get-CredentialAuthority main");

        Assert.Equal("Embedded", info.Text("Provider"));
        Assert.Equal(Vault, info.Text("Location"));
        Assert.Equal(Environment.UserName, info.Text("Caller"));
        Assert.Contains("-----BEGIN CERTIFICATE-----", info.Text("CertificateAuthorityPem"), StringComparison.Ordinal);
        Assert.DoesNotContain("PRIVATE", info.Text("CertificateAuthorityPem"), StringComparison.Ordinal);
        Assert.Equal(OperatingSystem.IsWindows() ? "Dpapi" : "KeyFile", info.Text("Protection"));
    }

    [Fact]
    public void A_folder_is_taken_literally_and_relative_to_the_session()
    {
        _ = Session.Do("Disconnect-CredentialAuthority; $ExecutionContext.SessionState.Path.SetLocation($folder) | & { process { } }");

        Assert.Equal(Path.Combine(Folder, "odd [1] name"), Session.One("Connect-CredentialAuthority './odd [1] name' -Name odd").Text("Location"));
        Assert.True(File.Exists(Path.Combine(Folder, "odd [1] name", "vault.db")));
    }

    [Fact]
    public void Connections_are_disconnected_by_pipeline()
    {
        _ = Session.Do("$null = Connect-CredentialAuthority $folder/other -Name other; Get-CredentialAuthority | Disconnect-CredentialAuthority");

        Assert.Equal(["AuthorityNotConnected", "AuthorityNotConnected"], Session.Run("Get-ApiCredential -Authority main; Get-ApiCredential -Authority other").Errors.Select(error => error.FullyQualifiedErrorId.Split(',')[0]));
    }
}
