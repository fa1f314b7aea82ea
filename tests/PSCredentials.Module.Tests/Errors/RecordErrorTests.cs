namespace PSCredentials.Module.Tests.Errors;

/// <summary>Every error that one record can meet: its id, its category, its target, and a pipeline that goes on.</summary>
public sealed class RecordErrorTests(ErrorVault vault) : IClassFixture<ErrorVault>
{
    public static TheoryData<string, string, ErrorCategory, string?> Requests => new()
    {
        { "New-ApiCredential short -Type ApiToken", "InvalidArgument,NewApiCredential", ErrorCategory.InvalidArgument, "short" },
        { "New-ApiCredential 'with*star' -Type ApiToken", "InvalidArgument,NewApiCredential", ErrorCategory.InvalidArgument, "with*star" },
        { "New-ApiCredential existing -Type ApiToken", "AlreadyExists,NewApiCredential", ErrorCategory.ResourceExists, "existing" },
        { "New-ApiCredential EXISTING -Type ApiToken", "AlreadyExists,NewApiCredential", ErrorCategory.ResourceExists, "EXISTING" },
        { "New-ApiCredential too-long -Type ApiToken -ExpirationDays 731", "LifetimeNotAllowed,NewApiCredential", ErrorCategory.InvalidArgument, "too-long" },
        { "New-ApiCredential no-life -Type ApiToken -ExpirationDays 0", "InvalidArgument,NewApiCredential", ErrorCategory.InvalidArgument, "no-life" },
        { "New-ApiCredential no-life -Type ApiToken -ExpirationDays 2147483647", "InvalidArgument,NewApiCredential", ErrorCategory.InvalidArgument, "no-life" },
        { "New-ApiCredential in-past -Type ApiToken -ExpiresAt 2020-01-01", "LifetimeNotAllowed,NewApiCredential", ErrorCategory.InvalidArgument, "in-past" },
        { "New-ApiCredential no-password -Type ApiCertificate", "PasswordNotAllowed,NewApiCredential", ErrorCategory.InvalidArgument, "no-password" },
        { "New-ApiCredential weak-password -Type ApiCertificate -Password $weak", "PasswordNotAllowed,NewApiCredential", ErrorCategory.InvalidArgument, "weak-password" },
        { "New-ApiCredential two-passwords -Type ApiCertificate -Password $strong -GeneratePassword", "InvalidArgument,NewApiCredential", ErrorCategory.InvalidArgument, "two-passwords" },
        { "New-ApiCredential token-password -Type ApiToken -GeneratePassword", "InvalidArgument,NewApiCredential", ErrorCategory.InvalidArgument, "token-password" },
        { "New-ApiCredential no-cluster -Type KubeConfig", "ClusterRequired,NewApiCredential", ErrorCategory.InvalidArgument, "no-cluster" },
        { "New-ApiCredential no-cluster -Type KubeConfig -ClusterName nowhere", "NotFound,NewApiCredential", ErrorCategory.ObjectNotFound, "no-cluster" },
        { "New-ApiCredential no-site -Type SiteGlobalKubeConfig -Server https://x:6443", "InvalidArgument,NewApiCredential", ErrorCategory.InvalidArgument, "no-site" },
        { "New-ApiCredential plain-http -Type KubeConfig -Server http://x:6443", "InvalidArgument,NewApiCredential", ErrorCategory.InvalidArgument, "plain-http" },
        { "New-ApiCredential bad-file -Type KubeConfig -Server https://x -ServerCertificateAuthority no-such.pem", "FileNotFound,NewApiCredential", ErrorCategory.ObjectNotFound, "bad-file" },
        { "New-ApiCredential no-certificate -Type KubeConfig -Server https://x -ServerCertificateAuthority $manifest", "InvalidArgument,NewApiCredential", ErrorCategory.InvalidArgument, "no-certificate" },
        { "New-ApiCredential user-rights -Type ApiToken -UserGroup ops", "InvalidArgument,NewApiCredential", ErrorCategory.InvalidArgument, "user-rights" },
        { "New-ApiCredential bad-address -Type ApiToken -IPAddress 10.0.0.300", "InvalidArgument,NewApiCredential", ErrorCategory.InvalidArgument, "bad-address" },
        { "New-ApiKey noworkspace -Role Viewer", "InvalidArgument,NewApiKey", ErrorCategory.InvalidArgument, "noworkspace" },
        { "New-ApiKey past -Role Owner -ValidUntil 2020-01-01", "LifetimeNotAllowed,NewApiKey", ErrorCategory.InvalidArgument, "past" },
        { "New-ApiKey short -Role Owner -TokenLifetime 1", "InvalidArgument,NewApiKey", ErrorCategory.InvalidArgument, "short" },
        { "New-ApiKey taken -Role Owner", "AlreadyExists,NewApiKey", ErrorCategory.ResourceExists, "taken" },
        { "Register-CredentialCluster east https://x:6443", "AlreadyExists,RegisterCredentialCluster", ErrorCategory.ResourceExists, "east" },
        { "Register-CredentialCluster north http://x:6443", "InvalidArgument,RegisterCredentialCluster", ErrorCategory.InvalidArgument, "north" },
        { "Register-CredentialCluster north https://x:6443 no-such.pem", "FileNotFound,RegisterCredentialCluster", ErrorCategory.ObjectNotFound, "north" },
        { "Unregister-CredentialCluster nowhere", "NotFound,UnregisterCredentialCluster", ErrorCategory.ObjectNotFound, "nowhere" },
        { "Unregister-CredentialCluster east*", "WildcardNotAllowed,UnregisterCredentialCluster", ErrorCategory.InvalidArgument, "east*" },
        { "Get-CredentialCluster nowhere", "NotFound,GetCredentialCluster", ErrorCategory.ObjectNotFound, "nowhere" },
        { "Get-CredentialPolicy NoType", "InvalidArgument,GetCredentialPolicy", ErrorCategory.InvalidArgument, "NoType" },
        { "Set-CredentialPolicy NoType -MaximumLifetime 3", "InvalidArgument,SetCredentialPolicy", ErrorCategory.InvalidArgument, null },
        { "Set-CredentialPolicy ApiToken", "InvalidArgument,SetCredentialPolicy", ErrorCategory.InvalidArgument, null },
        { "Set-CredentialPolicy -MinimumPasswordLength 2000", "InvalidArgument,SetCredentialPolicy", ErrorCategory.InvalidArgument, null },
        { "Set-CredentialPolicy -MaximumLifetime 9999", "InvalidArgument,SetCredentialPolicy", ErrorCategory.InvalidArgument, null },
        { "Get-ApiCredential nobody", "NotFound,GetApiCredential", ErrorCategory.ObjectNotFound, "nobody" },
        { "Get-ApiCredential -Id 00000000-0000-0000-0000-000000000000", "NotFound,GetApiCredential", ErrorCategory.ObjectNotFound, "00000000-0000-0000-0000-000000000000" },
        { "Get-ApiKey nobody", "NotFound,GetApiKey", ErrorCategory.ObjectNotFound, "nobody" },
        { "Update-ApiCredential nobody", "NotFound,UpdateApiCredential", ErrorCategory.ObjectNotFound, "nobody" },
        { "Update-ApiCredential exist*", "WildcardNotAllowed,UpdateApiCredential", ErrorCategory.InvalidArgument, "exist*" },
        { "Update-ApiCredential a-certificate", "NotRenewable,UpdateApiCredential", ErrorCategory.InvalidOperation, "a-certificate" },
        { "Update-ApiCredential existing -ExpirationDays 999", "LifetimeNotAllowed,UpdateApiCredential", ErrorCategory.InvalidArgument, "existing" },
        { "Update-ApiCredential a-certificate -Rotate", "PasswordNotAllowed,UpdateApiCredential", ErrorCategory.InvalidArgument, "a-certificate" },
        { "Update-ApiCredential was-revoked", "AlreadyRevoked,UpdateApiCredential", ErrorCategory.InvalidOperation, "was-revoked" },
        { "Update-ApiCredential was-revoked -Rotate", "AlreadyRevoked,UpdateApiCredential", ErrorCategory.InvalidOperation, "was-revoked" },
        { "Update-ApiCredential in-two", "AmbiguousName,UpdateApiCredential", ErrorCategory.InvalidArgument, "in-two" },
        { "Set-ApiCredential nobody -Description x", "NotFound,SetApiCredential", ErrorCategory.ObjectNotFound, "nobody" },
        { "Set-ApiCredential existing -UserGroup ops", "InvalidArgument,SetApiCredential", ErrorCategory.InvalidArgument, "existing" },
        { "Disable-ApiCredential was-revoked", "AlreadyRevoked,DisableApiCredential", ErrorCategory.InvalidOperation, "was-revoked" },
        { "Enable-ApiCredential was-revoked", "AlreadyRevoked,EnableApiCredential", ErrorCategory.InvalidOperation, "was-revoked" },
        { "Revoke-ApiCredential was-revoked -Confirm:$false", "AlreadyRevoked,RevokeApiCredential", ErrorCategory.InvalidOperation, "was-revoked" },
        { "Revoke-ApiCredential in-two -Confirm:$false", "AmbiguousName,RevokeApiCredential", ErrorCategory.InvalidArgument, "in-two" },
        { "Remove-ApiCredential nobody -Confirm:$false", "NotFound,RemoveApiCredential", ErrorCategory.ObjectNotFound, "nobody" },
        { "Update-ApiKey nobody", "NotFound,UpdateApiKey", ErrorCategory.ObjectNotFound, "nobody" },
        { "Update-ApiKey taken -ValidUntil 2020-01-01", "LifetimeNotAllowed,UpdateApiKey", ErrorCategory.InvalidArgument, "taken" },
        { "Update-ApiKey taken -ExpirationDays 0", "InvalidArgument,UpdateApiKey", ErrorCategory.InvalidArgument, "taken" },
        { "Disable-ApiKey nobody", "NotFound,DisableApiKey", ErrorCategory.ObjectNotFound, "nobody" },
        { "Enable-ApiKey tak*", "WildcardNotAllowed,EnableApiKey", ErrorCategory.InvalidArgument, "tak*" },
        { "Remove-ApiKey nobody -Confirm:$false", "NotFound,RemoveApiKey", ErrorCategory.ObjectNotFound, "nobody" },
        { "Remove-ApiKey keyintwo -Confirm:$false", "AmbiguousName,RemoveApiKey", ErrorCategory.InvalidArgument, "keyintwo" },
        { "Test-ApiCredential", "InvalidArgument,TestApiCredential", ErrorCategory.InvalidArgument, null },
        { "Test-ApiCredential -CertificatePath no-such.pem", "FileNotFound,TestApiCredential", ErrorCategory.ObjectNotFound, null },
        { "Get-ApiCredential -Authority other", "AuthorityNotConnected,GetApiCredential", ErrorCategory.ObjectNotFound, null },
        { "Disconnect-CredentialAuthority other", "AuthorityNotConnected,DisconnectCredentialAuthority", ErrorCategory.ObjectNotFound, "other" },
        { "Get-CredentialAuthority other", "AuthorityNotConnected,GetCredentialAuthority", ErrorCategory.ObjectNotFound, "other" },
        { "Set-CredentialAuthority Passphrase", "InvalidArgument,SetCredentialAuthority", ErrorCategory.InvalidArgument, null },
        { "Set-CredentialAuthority Dpapi", "NotSupported,SetCredentialAuthority", ErrorCategory.NotImplemented, null },
        { "$token | Export-ApiCredential -Path $manifest", "FileExists,ExportApiCredential", ErrorCategory.ResourceExists, null },
        { "$token | Export-ApiCredential -Path $folder/no-folder/x", "FileAccessFailed,ExportApiCredential", ErrorCategory.PermissionDenied, null },
        { "$token | Export-ApiCredential -Path $folder/x -Format Pkcs12", "InvalidState,ExportApiCredential", ErrorCategory.InvalidOperation, null },
        { "$token | Export-ApiCredential -Path Env:/x", "InvalidArgument,ExportApiCredential", ErrorCategory.InvalidArgument, "Env:/x" },
        { "$token | Export-ApiCredential -Path nodrive:/x", "FileNotFound,ExportApiCredential", ErrorCategory.ObjectNotFound, "nodrive:/x" },
    };

    [Theory]
    [MemberData(nameof(Requests), DisableDiscoveryEnumeration = true)]
    public void Is_not_terminating_and_says_which_record(string script, string id, ErrorCategory category, string? target)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows() && script.Contains("Dpapi", StringComparison.Ordinal), "Windows has DPAPI.");

        SessionResult run = vault.Run($"try {{ {script}; 'went on' }} catch {{ 'ended' }}");

        ErrorRecord error = run.Error;
        Assert.Equal(id + "Command", error.FullyQualifiedErrorId.Replace(",PSCredentials.Commands.", ",", StringComparison.Ordinal));
        Assert.Equal(category, error.CategoryInfo.Category);
        if (target is not null)
        {
            Assert.Equal(target, error.TargetObject?.ToString());
        }

        Assert.False(string.IsNullOrWhiteSpace(error.ErrorDetails.RecommendedAction));
        Assert.Equal("went on", run.Output[^1].ToString());
    }
}
