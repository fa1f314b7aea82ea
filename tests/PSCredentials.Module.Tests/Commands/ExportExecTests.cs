namespace PSCredentials.Module.Tests.Commands;

/// <summary>Export-ApiCredential -ExecPlugin writes a command in the place of certificate and key.</summary>
public sealed class ExportExecTests : VaultTest
{
    public ExportExecTests() =>
        _ = Session.Do("$config = New-ApiCredential a-config -Type KubeConfig -Server https://k8s.example.com:6443");

    private string Config => File.ReadAllText(Path.Combine(Folder, "config"));

    [Fact]
    public void It_names_the_vault_the_credential_and_PowerShell_and_holds_no_secret()
    {
        _ = Session.Do("$null = $config | Export-ApiCredential $folder/config -ExecPlugin");

        Assert.Contains("command: \"pwsh\"", Config, StringComparison.Ordinal);
        Assert.Contains($"value: \"{Session.One("$config").Text("Id")}\"", Config, StringComparison.Ordinal);
        Assert.Contains($"value: \"{Vault.Replace("\\", "\\\\", StringComparison.Ordinal)}\"", Config, StringComparison.Ordinal);
        SecretSearch.AssertNone(SecretSearch.SecretsOf(Session.One("$config")), Config, "the kubeconfig");
        Assert.DoesNotContain("client-key-data", Config, StringComparison.Ordinal);
        Assert.Empty(Session.Do("Get-CredentialEvent -Action Rotate").Output);
    }

    [Fact]
    public void A_program_of_one_s_own_gets_its_arguments_as_they_are_and_the_text_behind_them()
    {
        _ = Session.Do("$null = $config | Export-ApiCredential $folder/config -ExecPlugin -ExecCommand '/opt/my tool', 'a,b;c', ''");

        Assert.Contains("command: \"/opt/my tool\"\n      args:\n      - \"a,b;c\"\n      - \"\"\n      - \"$ErrorActionPreference = 'Stop'; ", Config, StringComparison.Ordinal);
    }

    [Fact]
    public void A_vault_that_has_to_be_opened_by_hand_is_told_of()
    {
        Session.Set("passphrase", NewApiCredentialTests.Secure("a long passphrase"));

        SessionResult run = Session.Run("""
            $null = Initialize-CredentialAuthority -Path $folder/sealed -Name sealed -Passphrase $passphrase
            $null = New-ApiCredential b-config -Type KubeConfig -Server https://k8s.example.com:6443 -Authority sealed | Export-ApiCredential $folder/config -ExecPlugin
            """).Clean;

        Assert.Contains(run.Streams, said => said.Contains("sealed with a passphrase", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("$config | Export-ApiCredential $folder/config -ExecPlugin -Format Pem", "InvalidArgument")]
    [InlineData("$config | Export-ApiCredential $folder/config -ExecCommand pwsh", "InvalidArgument")]
    [InlineData("New-ApiCredential a-token -Type ApiToken | Export-ApiCredential $folder/config -ExecPlugin", "InvalidArgument")]
    [InlineData("Disconnect-CredentialAuthority; $config | Export-ApiCredential $folder/config -ExecPlugin", "AuthorityNotConnected")]
    public void What_does_not_go_together_is_said(string script, string id)
    {
        SessionResult run = Session.Run(script);

        Assert.Equal(id, run.Error.FullyQualifiedErrorId.Split(',')[0]);
        Assert.False(File.Exists(Path.Combine(Folder, "config")));
    }
}
