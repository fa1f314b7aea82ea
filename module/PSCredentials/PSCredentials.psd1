@{
    RootModule           = 'PSCredentials.dll'
    ModuleVersion        = '0.1.0'
    GUID                 = '73f8e7f7-19f8-4abf-855a-f7b65854845e'
    Author               = 'PSCredentials contributors'
    CompanyName          = 'PSCredentials contributors'
    Copyright            = '(c) PSCredentials contributors'
    Description          = 'An authority for API credentials: issues, lists, renews, rotates, revokes and verifies API tokens, client certificates, kubeconfigs, API keys and project credentials, on a local encrypted-key vault with its own certificate authority. No server and no set-up are needed.'
    PowerShellVersion    = '7.6'
    CompatiblePSEditions = @('Core')
    TypesToProcess       = @('PSCredentials.types.ps1xml')
    FormatsToProcess     = @('PSCredentials.format.ps1xml')
    FunctionsToExport    = @()
    CmdletsToExport      = @(
        'Connect-CredentialAuthority'
        'Disable-ApiCredential'
        'Disable-ApiKey'
        'Disable-ProjectCredential'
        'Disconnect-CredentialAuthority'
        'Enable-ApiCredential'
        'Enable-ApiKey'
        'Enable-ProjectCredential'
        'Export-ApiCredential'
        'Export-CredentialAuthorityCertificate'
        'Export-CredentialRevocationList'
        'Get-ApiCredential'
        'Get-ApiKey'
        'Get-CredentialAuthority'
        'Get-CredentialAuthorityCertificate'
        'Get-CredentialCluster'
        'Get-CredentialDeployment'
        'Get-CredentialEnvironment'
        'Get-CredentialEvent'
        'Get-CredentialPolicy'
        'Get-CredentialProject'
        'Get-CredentialRole'
        'Get-ProjectCredential'
        'Get-ProjectCredentialAccess'
        'Grant-ProjectCredentialAccess'
        'Initialize-CredentialAuthority'
        'New-ApiCredential'
        'New-ApiKey'
        'New-CredentialEnvironment'
        'New-CredentialProject'
        'New-CredentialRole'
        'New-KubernetesExecCredential'
        'New-ProjectCredential'
        'Publish-ProjectCredential'
        'Register-CredentialCluster'
        'Remove-ApiCredential'
        'Remove-ApiKey'
        'Remove-CredentialEnvironment'
        'Remove-CredentialProject'
        'Remove-CredentialRole'
        'Remove-ProjectCredential'
        'Revoke-ApiCredential'
        'Revoke-ProjectCredentialAccess'
        'Set-ApiCredential'
        'Set-CredentialAuthority'
        'Set-CredentialPolicy'
        'Set-ProjectCredential'
        'Test-ApiCredential'
        'Test-ApiKey'
        'Test-ProjectCredential'
        'Unregister-CredentialCluster'
        'Update-ApiCredential'
        'Update-ApiKey'
        'Update-CredentialAuthorityCertificate'
    )
    VariablesToExport    = @()
    AliasesToExport      = @()
    PrivateData          = @{
        PSData = @{
            Tags         = @('API', 'Credential', 'Token', 'Certificate', 'Kubeconfig', 'ApiKey', 'Password', 'htpasswd', 'PKI', 'Rotation', 'Security', 'PSEdition_Core', 'Windows', 'Linux', 'MacOS')
            ReleaseNotes = 'The embedded authority, driven from PowerShell.'
        }
    }
}
