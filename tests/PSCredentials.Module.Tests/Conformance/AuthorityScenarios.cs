namespace PSCredentials.Module.Tests.Conformance;

/// <summary>The commands for authorities, their policy, clusters and audit trail.</summary>
internal static class AuthorityScenarios
{
    public static Scenario[] All { get; } =
    [
        new("Connect-CredentialAuthority", new Call("Connect-CredentialAuthority -Path $folder/another -Name another", "$folder/another"))
        {
            Effect = Effect.Files,
            IsLocal = true,
            ByValue = ["ConnectionName"],
            ByName = ["Path", "Name"],
            Sources = Forms.Of("(Get-CredentialAuthority main)"),
            Bad = "[pscustomobject]@{ Path = \"$folder/other\"; Name = 'main' }",
            Rows = [new() { ["Name"] = "another", ["Path"] = "$folder + '/another'" }],
            Waits = "Connect-CredentialAuthority $held -Name held",
            Refusals =
            [
                new("Connect-CredentialAuthority $folder/another -Name main", "AlreadyExists", "$folder/another"),
                new("Connect-CredentialAuthority -ConnectionName nobody", "NotFound", "nobody"),
                new("Connect-CredentialAuthority -ConnectionName spare -Name main", "AlreadyExists", "https://spare.example.com/", Ends: true),
                new("Connect-CredentialAuthority -Provider F5Xc -Uri https://far.example.com", "InvalidArgument", "https://far.example.com", Ends: true),
                new("Connect-CredentialAuthority -Provider F5Xc -Uri http://far.example.com -Token $password", "InvalidArgument", "http://far.example.com", Ends: true),
                new("Connect-CredentialAuthority -Provider Apinizer -Uri http://127.0.0.1:9 -Token $issuedtoken -MaximumRetryCount 0", "AuthorityUnreachable", "http://127.0.0.1:9", Ends: true),
            ],
        },
        new("Initialize-CredentialAuthority", new Call("Initialize-CredentialAuthority -Path $folder/another -Name another", "$folder/another"))
        {
            Effect = Effect.Files,
            IsLocal = true,
            ByName = ["Path", "Name"],
            Sources = Forms.Of("[pscustomobject]@{ Path = \"$folder/another\"; Name = 'another' }"),
            Bad = "[pscustomobject]@{ Path = \"$folder/other\"; Name = 'main' }",
            Rows = [new() { ["Name"] = "another", ["Path"] = "$folder + '/another'" }],
            Refusals =
            [
                new("Initialize-CredentialAuthority $vault", "VaultExists", "$vault", Ends: true),
                new("Initialize-CredentialAuthority $folder/new -KeyAlgorithm Ed25519", "InvalidArgument", "$folder/new", Ends: true),
                new("Initialize-CredentialAuthority $folder/new -Pkcs11Uri pkcs11:object=a", "InvalidArgument", "$folder/new", Ends: true),
                new(
                    "Initialize-CredentialAuthority $folder/new -Pkcs11Uri 'pkcs11:object=a?module-path=/none.so' -Pkcs11Pin $passphrase",
                    "SigningKeyUnavailable", "$folder/new", Ends: true),
            ],
        },
        new("Disconnect-CredentialAuthority", new Call("Disconnect-CredentialAuthority main", "main ($vault)"))
        {
            Effect = Effect.Session,
            IsLocal = true,
            ByValue = ["Authority"],
            Sources = [.. Forms.Of("(Get-CredentialAuthority main)"), "'main'"],
            Refusals = [new("Disconnect-CredentialAuthority nobody", "AuthorityNotConnected", "nobody")],
        },
        new("Get-CredentialAuthority", "Get-CredentialAuthority main")
        {
            IsLocal = true,
            ByValue = ["Name"],
            ByName = ["Name"],
            Sources = Forms.Of("(Get-CredentialAuthority main)"),
            Rows = [new() { ["Name"] = "main" }],
            Refusals = [new("Get-CredentialAuthority nobody", "AuthorityNotConnected", "nobody")],
        },
        new("Set-CredentialAuthority", new Call("Set-CredentialAuthority KeyFile", "main"))
        {
            Effect = Effect.Vault,
            ByValue = ["Authority"],
            Arguments = "KeyFile",
            Sources = [.. Forms.Of("(Get-CredentialAuthority main)"), "'main'"],
            Refusals =
            [
                new("Set-CredentialAuthority Passphrase -Authority main", "InvalidArgument", "main"),
                new("Set-CredentialAuthority KeyFile -Passphrase $passphrase -Authority main", "InvalidArgument", "main"),
                new("Set-CredentialAuthority -RevocationAddress ftp://a.example -Authority main", "InvalidArgument", "main"),
                new("Set-CredentialAuthority -NoRevocationAddress:$false -Authority main", "InvalidArgument", "main"),
            ],
        },
        new("Export-CredentialAuthorityCertificate", new Call("Export-CredentialAuthorityCertificate $folder/ca.pem", "$folder/ca.pem"))
        {
            Effect = Effect.Files,
            Arguments = "-Path $folder",
            Sources = ["$token"],
            Bad = "[pscustomobject]@{ Authority = 'nobody' }",
            Refusals =
            [
                new("Export-CredentialAuthorityCertificate $manifest", "FileExists", "$manifest"),
                new("Export-CredentialAuthorityCertificate $folder/ca.cer -Format Der -IncludeFormer", "InvalidArgument", "$folder/ca.cer"),
            ],
        },
        new(
            "Export-CredentialReport",
            new Call("Export-CredentialReport $folder/report.html", "$folder/report.html"), new Call("Export-CredentialReport $folder/report.csv -Project payments", "$folder/report.csv"),
            new Call("Export-CredentialReport $folder/report.json -Authority main -Title Everything", "$folder/report.json"))
        {
            Effect = Effect.Files,
            ByValue = ["Authority"],
            Arguments = "-Path $folder",
            Sources = [.. Forms.Of("(Get-CredentialAuthority main)"), "'main'", "$token"],
            Refusals =
            [
                new("Export-CredentialReport $manifest -Format Html", "FileExists", "$manifest"),
                new("Export-CredentialReport $folder/report.txt", "InvalidArgument", "$folder/report.txt"),
                new("Export-CredentialReport $folder/report.html -Authority nobody", "AuthorityNotConnected", "nobody"),
            ],
        },
        new("Export-CredentialRevocationList", new Call("Export-CredentialRevocationList $folder/list.crl", "$folder/list.crl"))
        {
            Effect = Effect.Vault,
            Arguments = "-Path $folder",
            Sources = ["$token"],
            Bad = "[pscustomobject]@{ Authority = 'nobody' }",
            Refusals =
            [
                new("Export-CredentialRevocationList $manifest", "FileExists", "$manifest"),
                new("Export-CredentialRevocationList $folder/list.crl -Delta", "InvalidState", "$folder/list.crl"),
                new("Export-CredentialRevocationList $folder/list.crl -Issuer 1234", "NotFound", "$folder/list.crl"),
            ],
        },
        new("Get-CredentialAuthorityCertificate", "Get-CredentialAuthorityCertificate")
        {
            Sources = ["$token"],
            Bad = "[pscustomobject]@{ Authority = 'nobody' }",
            Refusals =
            [
                new("Get-CredentialAuthorityCertificate CN=nobody", "NotFound", "CN=nobody"),
                new("Get-CredentialAuthorityCertificate -Authority nobody", "AuthorityNotConnected", "nobody"),
            ],
        },
        new("Update-CredentialAuthorityCertificate", new Call("Update-CredentialAuthorityCertificate -WarningAction Ignore", "main"))
        {
            Effect = Effect.Vault,
            Arguments = "-WarningAction Ignore",
            Sources = ["$token"],
            Bad = "[pscustomobject]@{ Authority = 'nobody' }",
            Refusals =
            [
                new("Update-CredentialAuthorityCertificate -KeyAlgorithm Ed25519 -Authority main", "InvalidArgument", "main"),
                new("Update-CredentialAuthorityCertificate -CertificateAuthorityPath $manifest -Authority main", "InvalidArgument", "main"),
                new("Update-CredentialAuthorityCertificate -Pkcs11Pin $passphrase -Authority main", "InvalidArgument", "main"),
                new(
                    "Update-CredentialAuthorityCertificate -Pkcs11Uri 'pkcs11:object=a?module-path=/none.so' -Pkcs11Pin $passphrase -Authority main",
                    "SigningKeyUnavailable", "main"),
            ],
        },
        new("Get-CredentialPolicy", "Get-CredentialPolicy", "Get-CredentialPolicy ApiToken")
        {
            Sources = ["$token"],
            Bad = "[pscustomobject]@{ Authority = 'nobody' }",
            Refusals = [new("Get-CredentialPolicy NoType", "InvalidArgument", "NoType")],
        },
        new("Set-CredentialPolicy", new Call("Set-CredentialPolicy ApiToken -MaximumLifetime 100", "ApiToken"), new Call("Set-CredentialPolicy -MinimumPasswordLength 20", "all types"))
        {
            Effect = Effect.Vault,
            ByName = ["Type", "DefaultLifetime", "MaximumLifetime", "MinimumPasswordLength", "MinimumBundlePasswordLength", "Pkcs12Iteration", "FailureLimit", "ThrottleTime", "HtpasswdCost", "BlockedPasswordPath", "RemovalRetention", "RotatedSecretReuse", "VerificationsPerMinute"],
            Arguments = "-PassThru",
            Sources = Forms.Of("[pscustomobject]@{ Type = 'ApiToken'; DefaultLifetime = '10'; MaximumLifetime = '100' }"),
            Bad = "[pscustomobject]@{ Type = 'NoType'; MaximumLifetime = '3' }",
            Rows =
            [
                new()
                {
                    ["Type"] = "ApiToken", ["DefaultLifetime"] = "10", ["MaximumLifetime"] = "100", ["MinimumPasswordLength"] = "20", ["MinimumBundlePasswordLength"] = "10", ["Pkcs12Iteration"] = "2000",
                    ["FailureLimit"] = "7", ["ThrottleTime"] = "90", ["HtpasswdCost"] = "6", ["BlockedPasswordPath"] = "$manifest", ["RemovalRetention"] = "0", ["RotatedSecretReuse"] = "RevokeFamily", ["VerificationsPerMinute"] = "100",
                },
            ],
            Refusals =
            [
                new("Set-CredentialPolicy NoType -MaximumLifetime 3", "InvalidArgument", "NoType"),
                new("Set-CredentialPolicy ApiToken -BlockedPasswordPath $folder/nothing.txt", "FileNotFound", "ApiToken"),
            ],
        },
        new("Save-CredentialConnection", new Call("Save-CredentialConnection new F5Xc https://new.example.com -Token $issuedtoken", "new (https://new.example.com/)"))
        {
            Effect = Effect.Vault,
            ByName =
            [
                "Name", "Provider", "Uri", "SecretName", "SecretVault", "CertificatePath", "Proxy", "CertificateAuthorityPath", "SkipCertificateCheck", "OperationTimeoutSeconds", "MaximumRetryCount",
            ],
            Arguments = "-Force",
            Sources = Forms.Of("$connection"),
            Bad = "[pscustomobject]@{ Name = 'bad'; Provider = 'F5Xc'; Uri = 'ftp://x' }",
            Rows =
            [
                new()
                {
                    ["Name"] = "row", ["Provider"] = "KubeSlice", ["Uri"] = "https://row.example.com/", ["SecretName"] = "row", ["SecretVault"] = "Team", ["CertificatePath"] = "",
                    ["Proxy"] = "http://proxy.example.com:8080/", ["CertificateAuthorityPath"] = "$ca", ["SkipCertificateCheck"] = "True", ["OperationTimeoutSeconds"] = "7", ["MaximumRetryCount"] = "0",
                },
                new()
                {
                    ["Name"] = "row", ["Provider"] = "F5Xc", ["Uri"] = "https://row.example.com/", ["SecretName"] = "", ["SecretVault"] = "", ["CertificatePath"] = "$folder + '/client.p12'",
                    ["Proxy"] = "", ["CertificateAuthorityPath"] = "", ["SkipCertificateCheck"] = "False", ["OperationTimeoutSeconds"] = "", ["MaximumRetryCount"] = "",
                },
            ],
            Refusals =
            [
                new("Save-CredentialConnection prod F5Xc https://new.example.com", "AlreadyExists", "prod"),
                new("Save-CredentialConnection new F5Xc http://new.example.com", "InvalidArgument", "new"),
                new("Save-CredentialConnection new F5Xc https://new.example.com -Token $issuedtoken -CertificatePath $manifest", "InvalidArgument", "new"),
                new("Save-CredentialConnection new F5Xc https://new.example.com -Token $password", "InvalidArgument", "new"),
                new("Save-CredentialConnection new F5Xc https://new.example.com -CertificateAuthorityPath $folder/none.pem", "FileNotFound", "new"),
            ],
        },
        new("Get-CredentialConnection", "Get-CredentialConnection prod")
        {
            ByValue = ["Name"],
            ByName = ["Name"],
            Sources = [.. Forms.Of("$connection"), "'prod'"],
            About = ("Name", "'prod'"),
            Rows = [new() { ["Name"] = "prod" }],
            Refusals = [new("Get-CredentialConnection nobody", "NotFound", "nobody")],
        },
        new("Remove-CredentialConnection", new Call("Remove-CredentialConnection prod", "prod (https://tenant.example.com/)"))
        {
            Effect = Effect.Vault,
            ByValue = ["Name"],
            ByName = ["Name"],
            Sources = [.. Forms.Of("$connection"), "'prod'"],
            Rows = [new() { ["Name"] = "prod" }],
            Refusals = [new("Remove-CredentialConnection nobody", "NotFound", "nobody")],
        },
        new("Get-CredentialCluster", "Get-CredentialCluster east")
        {
            ByValue = ["Name"],
            ByName = ["Name"],
            Sources = [.. Forms.Of("$cluster"), "'east'"],
            About = ("Name", "'east'"),
            Rows = [new() { ["Name"] = "east" }],
            Refusals = [new("Get-CredentialCluster nobody", "NotFound", "nobody")],
        },
        new("Register-CredentialCluster", new Call("Register-CredentialCluster north https://x:6443", "north (https://x:6443/)"))
        {
            Effect = Effect.Vault,
            ByName = ["Name", "Server", "CertificateAuthority"],
            Sources = Forms.Of("[pscustomobject]@{ Name = 'north'; Server = 'https://x:6443'; CertificateAuthority = '' }"),
            Bad = "$cluster",
            Rows = [new() { ["Name"] = "north", ["Server"] = "https://x:6443/", ["CertificateAuthority"] = "$ca" }],
            Refusals = [new("Register-CredentialCluster east https://x:6443", "AlreadyExists", "east"), new("Register-CredentialCluster north http://x", "InvalidArgument", "north")],
        },
        new("Unregister-CredentialCluster", new Call("Unregister-CredentialCluster east", "east (https://k8s.example.com:6443/)"))
        {
            Effect = Effect.Vault,
            ByValue = ["Name"],
            ByName = ["Name"],
            Sources = [.. Forms.Of("$cluster"), "'east'"],
            Rows = [new() { ["Name"] = "east" }],
            Refusals = [new("Unregister-CredentialCluster nobody", "NotFound", "nobody")],
        },
        new(
            "Register-CredentialNotification",
            new Call("Register-CredentialNotification ops -Command /usr/bin/env, true", "ops (/usr/bin/env true)"),
            new Call("Register-CredentialNotification hook -Uri https://hooks.example.com/x -SigningKey $issuedtoken.Token -Threshold 7 -Scope payments", "hook (https://hooks.example.com/x)"),
            new Call("Register-CredentialNotification mail -SmtpServer mail.example.com -From a@example.com -To b@example.com -Owner ada", "mail (b@example.com)"))
        {
            Effect = Effect.Vault,
            ByName = ["Name", "Uri", "SigningKey", "Command", "SmtpServer", "SmtpPort", "From", "To", "Credential", "Threshold", "Owner", "Scope", "Family"],
            Sources = Forms.Of("[pscustomobject]@{ Name = 'ops'; Command = '/usr/bin/env' }"),
            Bad = "[pscustomobject]@{ Name = 'pager'; Command = '/usr/bin/env' }",
            Rows =
            [
                new() { ["Name"] = "ops", ["Command"] = "/usr/bin/env", ["Threshold"] = "9", ["Owner"] = "ada*", ["Scope"] = "pay*", ["Family"] = "ApiKey" },
                new() { ["Name"] = "hook", ["Uri"] = "https://hooks.example.com/x", ["SigningKey"] = "$issuedtoken.Token" },
                new()
                {
                    ["Name"] = "mail", ["SmtpServer"] = "mail.example.com", ["SmtpPort"] = "465", ["From"] = "a@example.com", ["To"] = "b@example.com",
                    ["Credential"] = "$([pscredential]::new('watcher', $issuedtoken.Token))",
                },
            ],
            Refusals =
            [
                new("Register-CredentialNotification pager -Command /usr/bin/env", "AlreadyExists", "pager"),
                new("Register-CredentialNotification ops -Command env", "InvalidArgument", "ops"),
            ],
        },
        new("Get-CredentialNotification", "Get-CredentialNotification pager")
        {
            ByValue = ["Name"],
            ByName = ["Name"],
            Sources = [.. Forms.Of("$notification"), "'pager'"],
            Rows = [new() { ["Name"] = "pager" }],
            Refusals = [new("Get-CredentialNotification nobody", "NotFound", "nobody")],
        },
        new("Send-CredentialNotification", new Call("Send-CredentialNotification pager", "pager (/usr/bin/env)"))
        {
            Effect = Effect.Vault,
            ByValue = ["Name"],
            ByName = ["Name"],
            Sources = [.. Forms.Of("$notification"), "'pager'"],
            Rows = [new() { ["Name"] = "pager" }],
            Refusals = [new("Send-CredentialNotification nobody", "NotFound", "nobody")],
        },
        new("Unregister-CredentialNotification", new Call("Unregister-CredentialNotification pager", "pager (/usr/bin/env)"))
        {
            Effect = Effect.Vault,
            ByValue = ["Name"],
            ByName = ["Name"],
            Sources = [.. Forms.Of("$notification"), "'pager'"],
            Rows = [new() { ["Name"] = "pager" }],
            Refusals = [new("Unregister-CredentialNotification nobody", "NotFound", "nobody")],
        },
        new("Get-CredentialExpiry", "Get-CredentialExpiry 400", "Get-CredentialExpiry -Threshold 30, 400 -Family ApiCredential -IncludeExpired")
        {
            ByValue = ["Authority"],
            Arguments = "-Threshold 400",
            Sources = [.. Forms.Of("(Get-CredentialAuthority main)"), "'main'", "$token"],
            Refusals = [new("Get-CredentialExpiry -Authority nobody", "AuthorityNotConnected", "nobody")],
        },
        new("Get-CredentialEvent", "Get-CredentialEvent pay-token -Newest 1")
        {
            ByName = ["SubjectId"],
            Sources = Forms.Of("$token"),
            About = ("SubjectId", "$token.Id"),
            Bad = "[pscustomobject]@{ Authority = 'nobody' }",
            Rows = [new() { ["SubjectId"] = "$token.Id" }],
            Refusals = [new("Get-CredentialEvent -Authority nobody", "AuthorityNotConnected", "nobody")],
        },
        new("Export-CredentialAuditAnchor", new Call("Export-CredentialAuditAnchor $folder/now.json", "$folder/now.json"))
        {
            Effect = Effect.Files,
            Arguments = "-Path $folder",
            Sources = ["$token"],
            Bad = "[pscustomobject]@{ Authority = 'nobody' }",
            Refusals = [new("Export-CredentialAuditAnchor $manifest", "FileExists", "$manifest")],
        },
        new("Test-CredentialAuditTrail", "Test-CredentialAuditTrail", "Test-CredentialAuditTrail -Detailed")
        {
            Sources = ["$token"],
            Bad = "[pscustomobject]@{ Authority = 'nobody' }",
            Refusals =
            [
                new("Test-CredentialAuditTrail $manifest -Authority main", "InvalidArgument", "main"),
                new("Test-CredentialAuditTrail $folder/nothing.json -Authority main", "FileNotFound", "main"),
                new("Test-CredentialAuditTrail $folder/nothing-*.json -Authority main", "FileNotFound", "main"),
                new("Test-CredentialAuditTrail -Authority nobody", "AuthorityNotConnected", "nobody"),
            ],
        },
    ];
}
