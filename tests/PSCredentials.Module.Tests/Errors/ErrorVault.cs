namespace PSCredentials.Module.Tests.Errors;

/// <summary>A vault that all requests that are refused share: none of them changes it.</summary>
public sealed class ErrorVault : VaultTest
{
    public ErrorVault()
    {
        Session.Set("weak", Commands.NewApiCredentialTests.Secure("short"));
        Session.Set("strong", Commands.NewApiCredentialTests.Secure("long enough by far"));
        _ = Session.Do("""
            $token = New-ApiCredential existing -Type ApiToken
            $null = New-ApiCredential a-certificate -Type ApiCertificate -GeneratePassword
            $null = New-ApiCredential was-revoked -Type ApiToken
            Revoke-ApiCredential was-revoked -Confirm:$false
            'payments', 'billing' | ForEach-Object { $null = New-ApiCredential in-two -Type ApiToken -Namespace $_; $null = New-ApiKey keyintwo -Role Editor -Workspace $_ }
            $null = New-ApiKey taken -Role Owner
            $null = Register-CredentialCluster east https://k8s.example.com:6443
            """);
    }

    internal SessionResult Run(string script) => Session.Run(script);
}
