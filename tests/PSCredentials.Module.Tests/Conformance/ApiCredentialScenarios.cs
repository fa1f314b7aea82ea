namespace PSCredentials.Module.Tests.Conformance;

/// <summary>The commands for API credentials.</summary>
internal static class ApiCredentialScenarios
{
    private const string Pay = "pay-token -Namespace payments";
    private const string PayTarget = "payments/pay-token (ServiceApiToken)";

    public static Scenario[] All { get; } =
    [
        Existing("Set-ApiCredential", "-Description changed", new Call($"Set-ApiCredential {Pay} -Description changed", PayTarget)),
        Existing("Enable-ApiCredential", string.Empty, new Call("Enable-ApiCredential off-token -Namespace payments", "payments/off-token (ServiceApiToken)")) with
        {
            Sources = Forms.OfCredential("$offtoken", "Namespace"),
            Rows = [new() { ["Identity"] = "off-token", ["Namespace"] = "payments" }],
        },
        Existing("Disable-ApiCredential", string.Empty, new Call($"Disable-ApiCredential {Pay}", PayTarget)),
        Existing("Revoke-ApiCredential", string.Empty, new Call($"Revoke-ApiCredential {Pay} -Reason Superseded", PayTarget)) with
        {
            ByName = ["Identity", "Namespace", "Reason"],
            Rows = [new() { ["Identity"] = "pay-token", ["Namespace"] = "payments", ["Reason"] = "Superseded" }],
        },
        Existing("Remove-ApiCredential", string.Empty, new Call($"Remove-ApiCredential {Pay}", PayTarget)),
        Existing("Restore-ApiCredential", string.Empty, new Call("Restore-ApiCredential gone-token -Namespace payments", "payments/gone-token (ServiceApiToken)")) with
        {
            Sources = Forms.OfCredential("$gonetoken", "Namespace"),
            Rows = [new() { ["Identity"] = "gone-token", ["Namespace"] = "payments" }],
            Refusals = [new("Restore-ApiCredential pay-token -Namespace payments", "NotFound", "pay-token"), new("Restore-ApiCredential gone-token", "AmbiguousName", "gone-token")],
        },
        Existing(
            "Update-ApiCredential",
            "-ExpirationDays 3 -Force",
            new Call($"Update-ApiCredential {Pay} -ExpirationDays 3 -Force", PayTarget) { Set = "Renew" },
            new Call($"Update-ApiCredential {Pay} -Rotate -Force", PayTarget) { Set = "Rotate" },
            new Call("Update-ApiCredential pay-certificate -Rotate -Force -Password $password", "payments/pay-certificate (ApiCertificate)") { Set = "Rotate" }),
        new(
            "New-ApiCredential",
            new("New-ApiCredential new-token -Type ApiToken", "system/new-token (ApiToken)"),
            new("New-ApiCredential new-certificate -Type ApiCertificate -Password $password", "system/new-certificate (ApiCertificate)"),
            new("New-ApiCredential new-config -Type KubeConfig -ClusterName east", "system/new-config (KubeConfig)"))
        {
            Effect = Effect.Vault,
            ByName =
            [
                "Name", "Type", "Namespace", "ExpirationDays", "ExpiresAt", "Label", "Description", "Owner", "IPAddress", "NamespaceRole", "UserGroup",
                "Password", "Pkcs12Encryption", "KeyAlgorithm", "CertificateRequestPath", "SubjectAlternativeName", "ClusterName", "ClusterNamespace", "SiteName", "Server", "ServerCertificateAuthority", "MaximumUses",
            ],
            Rows =
            [
                new()
                {
                    ["Name"] = "row-token", ["Type"] = "ServiceApiToken", ["Namespace"] = "payments", ["ExpirationDays"] = "10", ["Label"] = "stage=prod;team=pay",
                    ["Description"] = "from a row", ["Owner"] = "ada", ["IPAddress"] = "10.0.0.1,10.1.0.0/16", ["NamespaceRole"] = "a:b,c:d", ["UserGroup"] = "dev,ops", ["MaximumUses"] = "3",
                },
                new() { ["Name"] = "row-config", ["Type"] = "KubeConfig", ["ExpiresAt"] = Scenarios.InTwentyDays, ["ClusterName"] = "east", ["ClusterNamespace"] = "dev" },
                new() { ["Name"] = "row-site", ["Type"] = "SiteGlobalKubeConfig", ["SiteName"] = "site-1", ["Server"] = "https://x:6443", ["ServerCertificateAuthority"] = "$ca" },
                new()
                {
                    ["Name"] = "row-certificate", ["Type"] = "ApiCertificate", ["Password"] = "$password", ["Pkcs12Encryption"] = "Legacy", ["KeyAlgorithm"] = "EcdsaP384",
                    ["SubjectAlternativeName"] = "email:ada@example.com,URI:spiffe://example.com/ci",
                },
                new() { ["Name"] = "row-own-key", ["Type"] = "ApiCertificate", ["CertificateRequestPath"] = "$request" },
            ],
            Sources = Forms.Of("[pscustomobject]@{ Name = 'row-token'; Type = 'ServiceApiToken'; Namespace = 'payments'; Label = 'a=b'; IPAddress = '10.0.0.1' }"),
            Bad = "[pscustomobject]@{ Name = 'short'; Type = 'ApiToken' }",
            Refusals =
            [
                new("New-ApiCredential pay-token -Type ApiToken -Namespace payments", "AlreadyExists", "pay-token"),
                new("New-ApiCredential no-password -Type ApiCertificate", "PasswordNotAllowed", "no-password"),
                new("New-ApiCredential no-token -Type KubeConfig -ClusterName east -MaximumUses 2", "InvalidArgument", "no-token"),
                new("New-ApiCredential no-cluster -Type KubeConfig", "ClusterRequired", "no-cluster"),
            ],
        },
        new("Get-ApiCredential", "Get-ApiCredential pay-token -Namespace payments", "Get-ApiCredential gone-token -Namespace payments -Removed")
        {
            ByValue = ["Name"],
            ByName = ["Name", "Id", "Namespace"],
            Sources = Forms.OfCredential("$token", "Namespace")[..4],
            About = ("Id", "$token.Id"),
            Rows = [new() { ["Name"] = "pay-token", ["Namespace"] = "payments", ["Id"] = "$token.Id" }],
            Refusals = [new("Get-ApiCredential nobody", "NotFound", "nobody"), new("Get-ApiCredential -Id 0", "NotFound", "0")],
        },
        new("Test-ApiCredential", "Test-ApiCredential $issuedtoken", "Test-ApiCredential $issuedtoken -Detailed", "Test-ApiCredential -Certificate $issuedcertificate -Detailed")
        {
            ByValue = ["Token", "Certificate"],
            ByName = ["Token", "Certificate", "CertificatePath"],
            Sources = ["$issuedtoken", "$issuedtoken.Token", "$issuedtoken.GetToken()", "$issuedcertificate", "[pscustomobject]@{ Token = $issuedtoken.GetToken() }"],
            Bad = "[pscustomobject]@{ Token = 'x'; Authority = 'nobody' }",
            Refusals =
            [
                new("Test-ApiCredential -CertificatePath no-such.pem", "FileNotFound", "no-such.pem"),
                new("Test-ApiCredential -Authority main", "InvalidArgument", "main"),
            ],
        },
        new(
            "Export-ApiCredential",
            new("$issuedtoken | Export-ApiCredential -Path $folder/out", "$folder/out"),
            new("$issuedcertificate | Export-ApiCredential -Path $folder/out", "$folder/out"),
            new("$issuedconfig | Export-ApiCredential -Path $folder/out", "$folder/out"),
            new("$issuedconfig | Export-ApiCredential -Path $folder/out -Merge -SetCurrentContext", "$folder/out"),
            new("$issuedconfig | Export-ApiCredential -Path $folder/out -ExecPlugin -ExecCommand some-shell", "$folder/out"))
        {
            Effect = Effect.Files,
            IsLocal = true,
            ByValue = ["InputObject"],
            Sources = ["$issuedtoken"],
            Arguments = "-Path $folder",
            Bad = "'nobody'",
            Refusals =
            [
                new("$issuedtoken | Export-ApiCredential -Path $manifest", "FileExists", "$manifest"),
                new("$issuedtoken | Export-ApiCredential -Path $folder/out -Format Pem", "InvalidState", "$folder/out"),
                new("$issuedconfig | Export-ApiCredential -Path $manifest -Merge", "InvalidKubeConfig", "$manifest"),
            ],
        },
        new(
            "New-KubernetesExecCredential",
            new Call("New-KubernetesExecCredential pay-config -Namespace payments -CachePath $folder/cache", "payments/pay-config (KubeConfig)"))
        {
            Effect = Effect.Vault,
            ByValue = ["Identity"],
            ByName = ["Identity", "Namespace"],
            Arguments = "-CachePath $folder/cache",
            Sources = Forms.OfCredential("$issuedconfig", "Namespace"),
            Rows = [new() { ["Identity"] = "pay-config", ["Namespace"] = "payments" }],
            Refusals =
            [
                new("New-KubernetesExecCredential nobody -CachePath $folder/cache", "NotFound", "nobody"),
                new("New-KubernetesExecCredential pay-token -CachePath $folder/cache", "AmbiguousName", "pay-token"),
                new("New-KubernetesExecCredential pay-certificate -CachePath $folder/cache", "InvalidArgument", "pay-certificate"),
            ],
        },
    ];

    private static Scenario Existing(string command, string arguments, params Call[] calls) => new(command, calls)
    {
        Effect = Effect.Vault,
        ByValue = ["Identity"],
        ByName = ["Identity", "Namespace"],
        Arguments = arguments,
        Sources = Forms.OfCredential("$token", "Namespace"),
        Rows = [new() { ["Identity"] = "pay-token", ["Namespace"] = "payments" }],
        Refusals = [new($"{command} nobody {arguments}", "NotFound", "nobody"), new($"{command} pay-token {arguments}", "AmbiguousName", "pay-token")],
    };
}
