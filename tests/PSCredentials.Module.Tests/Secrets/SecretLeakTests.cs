using System.Management.Automation.Runspaces;
using System.Text;
using static PSCredentials.Module.Tests.Support.SecretSearch;

namespace PSCredentials.Module.Tests.Secrets;

/// <summary>
/// The secrets of every operation that makes or takes one are looked for in every stream, error, view and serialized form, and in the bytes of the vault.
/// </summary>
public sealed class SecretLeakTests : VaultTest
{
    private const string All = "-Verbose -Debug -InformationAction Continue -WarningAction Continue";

    private static readonly Dictionary<string, string> s_makers = new()
    {
        ["token"] = "New-ApiCredential a-token -Type ApiToken",
        ["service"] = "New-ApiCredential a-service -Type ServiceApiToken -NamespaceRole a:b",
        ["scim"] = "New-ApiCredential -Type ScimApiToken",
        ["certificate"] = "New-ApiCredential a-certificate -Type ApiCertificate -GeneratePassword",
        ["chosen"] = "New-ApiCredential b-certificate -Type ApiCertificate -Password $password",
        ["config"] = "New-ApiCredential a-config -Type KubeConfig -Server https://x:6443",
        ["key"] = "New-ApiKey a-key Owner",
        ["rotatedtoken"] = "Update-ApiCredential a-token -Rotate -Force -GracePeriod 1h",
        ["rotatedcertificate"] = "Update-ApiCredential a-certificate -Rotate -Force -GeneratePassword",
        ["rotatedconfig"] = "Update-ApiCredential a-config -Rotate -Force -Server https://x:6443",
        ["rotatedkey"] = "Update-ApiKey a-key -Rotate -Force",
        ["revealed"] = "Get-ApiKey a-key -IncludeSecret",
    };

    [Fact]
    public void No_stream_view_error_or_serialized_form_holds_a_secret()
    {
        // Properties that are scripts, and the serializer, ask the thread for its session.
        Runspace.DefaultRunspace = Session.Runspace;
        const string Password = "chosen by the tester 93#";
        Session.Set("password", Commands.NewApiCredentialTests.Secure(Password));
        var secrets = new List<string> { Password };
        foreach ((string variable, string script) in s_makers)
        {
            SessionResult made = Session.Do($"$DebugPreference = 'Continue'; ${variable} = {script} {All}; ${variable}");
            secrets.AddRange(SecretsOf(made.Single));
            AssertNone(secrets, made.Everything, script);
            AssertNone(secrets, Views(made.Single), script);
        }

        Assert.True(secrets.Count > 20);
        string variables = string.Join(", ", s_makers.Keys.Select(name => "$" + name));
        foreach (string use in new[]
        {
            $"{variables} | ForEach-Object {{ [Management.Automation.PSSerializer]::Serialize($_) }}",
            $"{variables} | ForEach-Object {{ [Management.Automation.PSSerializer]::Serialize($_, 6) }}",
            $"[Management.Automation.PSSerializer]::Serialize(@({variables}), 6)",
            $"{variables} | ForEach-Object {{ [Management.Automation.PSSerializer]::Serialize([pscustomobject]@{{ Inner = $_; List = @($_); Table = @{{ Key = $_ }} }}, 6) }}",
            $"{variables} | ForEach-Object {{ \"$_\"; $_.ToString(); $_.GetHashCode() }}",
            $"{variables} | ForEach-Object {{ $_ -as [string]; '{{0}}' -f $_ }}",
            $"$token, $certificate | Test-ApiCredential -Detailed {All}; $key | Test-ApiKey -Detailed {All}",
            $"$token | Export-ApiCredential $folder/t {All}; $certificate | Export-ApiCredential $folder/c {All}; $config | Export-ApiCredential $folder/k {All}",
            $"$token | Export-ApiCredential $folder/t {All}",
            $"$token | Export-ApiCredential $folder/p -Format Pkcs12 {All}",
            $"$token | Update-ApiCredential -ExpirationDays 9999 {All}",
            $"$certificate | Update-ApiCredential {All}",
            $"$token | Disable-ApiCredential -Authority nowhere {All}",
            $"$key | Remove-ApiKey -Authority nowhere -Confirm:$false {All}",
            $"$token | New-ApiCredential {All}",
            $"$chosen | New-ApiCredential -Password $password {All}",
            $"Connect-CredentialAuthority $vault -Name main -Passphrase $password {All}",
            $"$token.GetPassword(); $certificate.GetToken()",
            $"Get-ApiCredential {All}; Get-ApiKey {All}; Get-CredentialEvent {All}; Get-CredentialAuthority {All}; Get-CredentialPolicy {All}",
        })
        {
            SessionResult run = Session.Run($"$DebugPreference = 'Continue'; {use}");
            AssertNone(secrets, run.Everything, use);
            AssertNone(secrets, string.Join('\n', run.Output.Select(Views)), use);
            AssertNone(secrets, string.Join('\n', run.Errors.Select(error => PSSerializer.Serialize(error, 4))), use);
        }

        _ = Session.Do("Disconnect-CredentialAuthority");
        foreach (string file in Directory.GetFiles(Vault))
        {
            AssertNone(secrets, Encoding.Latin1.GetString(File.ReadAllBytes(file)), file);
        }
    }

    [Fact]
    public void A_shell_that_shows_everything_shows_no_secret()
    {
        string vault = Path.Combine(Folder, "shown");
        ShellText run = ShellText.Of($$"""
            $VerbosePreference = $DebugPreference = $InformationPreference = 'Continue'
            $null = Connect-CredentialAuthority '{{vault}}' -Name shown
            $made = @(
                New-ApiCredential a-token -Type ApiToken
                New-ApiCredential a-certificate -Type ApiCertificate -GeneratePassword
                New-ApiCredential a-config -Type KubeConfig -Server https://x:6443
                New-ApiKey a-key Owner
            )
            $made
            foreach ($one in $made) { [pscustomobject]@{ Made = $one } }
            $made | ForEach-Object { throw $_ }
            """);
        using ModuleSession session = ModuleSession.Open();
        session.Set("vault", vault);

        // The key is the one secret that the vault can give back.
        string key = session.One("$null = Connect-CredentialAuthority $vault -Name shown; Get-ApiKey a-key -IncludeSecret").CallText("GetKey");

        Assert.Contains("a-certificate", run.Output, StringComparison.Ordinal);
        AssertNone([key], run.Output + run.Error, "shell");
        Assert.DoesNotContain("psc_api_", run.Output + run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("PRIVATE KEY", run.Output + run.Error, StringComparison.Ordinal);
    }
}
