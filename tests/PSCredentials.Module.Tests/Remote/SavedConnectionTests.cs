namespace PSCredentials.Module.Tests.Remote;

/// <summary>Connections that are saved, and made again: with the token in the vault, in SecretManagement, or given anew.</summary>
public sealed class SavedConnectionTests : IAsyncDisposable
{
    // What the module SecretManagement has of commands, over a table.
    private const string FakeSecretManagement = """
        $secrets = @{}
        $null = New-Module -Name Microsoft.PowerShell.SecretManagement -ArgumentList $secrets {
            param($secrets)
            function Get-Secret { [CmdletBinding()] param([string] $Name, [string] $Vault) if (-not $secrets.ContainsKey("$Vault/$Name")) { throw "The secret $Name was not found." } $secrets["$Vault/$Name"] }
            function Set-Secret { [CmdletBinding()] param([string] $Name, [string] $Vault, [securestring] $SecureStringSecret) $secrets["$Vault/$Name"] = $SecureStringSecret }
        } | Import-Module -PassThru

        """;

    private readonly ModuleSession _session = ModuleSession.Open();
    private readonly TemporaryFolder _folder = new();
    private readonly RemoteStandIn _remote = RemoteStandIn.Start();

    public SavedConnectionTests()
    {
        _session.Set("uri", _remote.Address);
        _session.Set("token", RemoteStandIn.Token);
        _session.Set("folder", _folder.Path);
        _ = _session.Do("Connect-CredentialAuthority $folder/vault -Name main");
    }

    [Theory]
    [InlineData("Connect-CredentialAuthority -ConnectionName PROD")]
    [InlineData("Get-CredentialConnection prod | Connect-CredentialAuthority")]
    [InlineData("'prod' | Connect-CredentialAuthority")]
    [InlineData("Get-CredentialConnection prod | ForEach-Object { [Management.Automation.PSSerializer]::Deserialize([Management.Automation.PSSerializer]::Serialize($_)) } | Connect-CredentialAuthority")]
    [InlineData("Get-CredentialConnection prod | ForEach-Object { [pscustomobject]@{ Name = $_.Name; Uri = $_.Uri; HasToken = $_.HasToken } } | Connect-CredentialAuthority")]
    public void Is_made_again_by_name_or_object_with_the_token_of_the_vault(string script)
    {
        PSObject saved = _session.One("Save-CredentialConnection prod Apinizer $uri -Token $token");
        Assert.True(saved.Get<bool>("HasToken"));

        Assert.Equal("prod", _session.One(script).Text("Name"));

        Assert.Empty(_session.Do("Get-ProjectCredential -Project shop").Output);
        Assert.Equal(["SaveConnection prod", "Reveal prod"], _session.Do("Get-CredentialEvent -SubjectType Connection -Authority main | ForEach-Object { \"$($_.Action) $($_.SubjectName)\" }").Output.Select(item => item.ToString()));

        // A vault stays the place of saved connections, whatever is current.
        Assert.Equal(["prod"], _session.Do("Get-CredentialConnection").All("Name"));
        Assert.Equal("prod", Assert.Single(_session.Complete("Connect-CredentialAuthority -ConnectionName p")).CompletionText);
    }

    [Fact]
    public void Without_a_token_one_is_given_anew()
    {
        _ = _session.Do("Save-CredentialConnection prod Apinizer $uri -MaximumRetryCount 0 -OperationTimeoutSeconds 9");

        ErrorRecord none = _session.Catch("Connect-CredentialAuthority -ConnectionName prod");
        Assert.Equal("InvalidArgument", none.FullyQualifiedErrorId.Split(',')[0]);
        Assert.Contains("keeps none", none.ToString(), StringComparison.Ordinal);
        Assert.Empty(_remote.Requests);
        Assert.Equal("mine", _session.One("Connect-CredentialAuthority -ConnectionName prod -Token $token -Name mine").Text("Name"));
    }

    [Fact]
    public void WhatIf_asks_for_no_token_and_sends_nothing()
    {
        _ = _session.Do("Save-CredentialConnection prod Apinizer $uri -Token $token; Connect-CredentialAuthority -ConnectionName prod -WhatIf");

        Assert.Empty(_remote.Requests);
        Assert.Empty(_session.Do("Get-CredentialEvent -Action Reveal").Output);
    }

    [Fact]
    public void A_token_of_SecretManagement_is_written_there_and_read_whenever_it_is_needed()
    {
        Assert.Contains(
            "not installed", _session.Run("$PSModuleAutoLoadingPreference = 'None'; Save-CredentialConnection prod Apinizer $uri -Token $token -SecretName mine").Error.ToString(), StringComparison.Ordinal);
        Assert.Empty(_session.Do("Get-CredentialConnection").Output);

        PSObject saved = _session.One(FakeSecretManagement + "Save-CredentialConnection prod Apinizer $uri -Token $token -SecretName mine -SecretVault Team");
        Assert.Equal(("False", "mine", "Team"), (saved.Text("HasToken"), saved.Text("SecretName"), saved.Text("SecretVault")));
        Assert.Equal("prod", _session.One("Connect-CredentialAuthority -ConnectionName prod").Text("Name"));
        Assert.Empty(_session.Do("Get-CredentialEvent -Action Reveal -Authority main").Output);

        ErrorRecord gone = _session.Catch("$secrets.Clear(); Connect-CredentialAuthority -ConnectionName prod");
        Assert.Equal("NotFound", gone.FullyQualifiedErrorId.Split(',')[0]);
        Assert.Contains("The secret mine was not found.", gone.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Names_are_saved_once_found_by_patterns_and_forgotten_by_them()
    {
        _ = _session.Do("Save-CredentialConnection prod-eu Apinizer $uri -Token $token; Save-CredentialConnection prod-us KubeSlice $uri; Save-CredentialConnection other F5Xc https://tenant.example.com");

        Assert.Equal("AlreadyExists", _session.Run("Save-CredentialConnection PROD-EU F5Xc $uri").Error.FullyQualifiedErrorId.Split(',')[0]);
        Assert.Equal("F5Xc", _session.One("Save-CredentialConnection PROD-EU F5Xc $uri -Force").Text("Provider"));
        Assert.Equal("False", _session.One("Get-CredentialConnection prod-eu").Text("HasToken"));
        Assert.Equal(["PROD-EU", "prod-us"], _session.Do("Get-CredentialConnection prod*").All("Name"));
        Assert.Equal("NotFound", _session.Run("Get-CredentialConnection nobody").Error.FullyQualifiedErrorId.Split(',')[0]);
        _ = _session.Do("Remove-CredentialConnection prod* -WhatIf; Remove-CredentialConnection none* -Confirm:$false");
        Assert.Equal(3, _session.Do("Get-CredentialConnection").Output.Count);
        _ = _session.Do("Get-CredentialConnection prod* | Remove-CredentialConnection -Confirm:$false");
        Assert.Equal(["other"], _session.Do("Get-CredentialConnection").All("Name"));
        Assert.Equal("NotFound", _session.Run("Remove-CredentialConnection prod-us -Confirm:$false").Error.FullyQualifiedErrorId.Split(',')[0]);
    }

    [Fact]
    public void No_stream_view_object_or_file_holds_the_token()
    {
        SessionResult run = _session.Do("""
            $DebugPreference = $VerbosePreference = 'Continue'
            $saved = Save-CredentialConnection prod Apinizer $uri -Token $token
            $info = Connect-CredentialAuthority -ConnectionName prod
            Get-ProjectCredential -Project shop
            $saved, $info | ForEach-Object { $_; "$_"; [Management.Automation.PSSerializer]::Serialize($_, 6) }
            Get-CredentialEvent -Authority main | ForEach-Object { [Management.Automation.PSSerializer]::Serialize($_, 3) }
            Get-CredentialAuthority *
            """);
        SecretSearch.AssertNone([RemoteStandIn.Token], run.Everything + string.Join('\n', run.Output.Select(item => item.BaseObject as string ?? SecretSearch.Views(item))), "saved");

        _ = _session.Do("Get-CredentialAuthority * | Disconnect-CredentialAuthority");
        foreach (string file in Directory.GetFiles(Path.Combine(_folder.Path, "vault")))
        {
            SecretSearch.AssertNone([RemoteStandIn.Token], System.Text.Encoding.Latin1.GetString(File.ReadAllBytes(file)), file);
        }
    }

    [Fact]
    public void A_remote_authority_keeps_none()
    {
        _ = _session.Do("Connect-CredentialAuthority -Provider Apinizer -Uri $uri -Token $token -Name far");

        Assert.Equal("NotSupported", _session.Run("Save-CredentialConnection x F5Xc https://a.example -Authority far").Error.FullyQualifiedErrorId.Split(',')[0]);
        Assert.Equal("NotSupported", _session.Run("Get-CredentialConnection -Authority far").Error.FullyQualifiedErrorId.Split(',')[0]);
    }

    public async ValueTask DisposeAsync()
    {
        _session.Dispose();
        _folder.Dispose();
        await _remote.DisposeAsync();
    }
}
