@{
    RootModule           = 'PSCredentials.dll'
    ModuleVersion        = '0.1.0'
    GUID                 = '73f8e7f7-19f8-4abf-855a-f7b65854845e'
    Author               = 'PSCredentials contributors'
    CompanyName          = 'PSCredentials contributors'
    Copyright            = '(c) PSCredentials contributors'
    Description          = 'An authority for API credentials: issues, lists, renews, rotates, revokes and verifies API tokens, client certificates, kubeconfigs and API keys, on a local encrypted-key vault with its own certificate authority. No server and no set-up are needed.'
    PowerShellVersion    = '7.6'
    CompatiblePSEditions = @('Core')
    TypesToProcess       = @('PSCredentials.types.ps1xml')
    FormatsToProcess     = @('PSCredentials.format.ps1xml')
    FunctionsToExport    = @()
    CmdletsToExport      = @(
        'Connect-CredentialAuthority'
        'Disable-ApiCredential'
        'Disable-ApiKey'
        'Disconnect-CredentialAuthority'
        'Enable-ApiCredential'
        'Enable-ApiKey'
        'Export-ApiCredential'
        'Export-CredentialAuthorityCertificate'
        'Export-CredentialRevocationList'
        'Get-ApiCredential'
        'Get-ApiKey'
        'Get-CredentialAuthority'
        'Get-CredentialAuthorityCertificate'
        'Get-CredentialCluster'
        'Get-CredentialEvent'
        'Get-CredentialPolicy'
        'Initialize-CredentialAuthority'
        'New-ApiCredential'
        'New-ApiKey'
        'New-KubernetesExecCredential'
        'Register-CredentialCluster'
        'Remove-ApiCredential'
        'Remove-ApiKey'
        'Revoke-ApiCredential'
        'Set-ApiCredential'
        'Set-CredentialAuthority'
        'Set-CredentialPolicy'
        'Test-ApiCredential'
        'Test-ApiKey'
        'Unregister-CredentialCluster'
        'Update-ApiCredential'
        'Update-ApiKey'
        'Update-CredentialAuthorityCertificate'
    )
    VariablesToExport    = @()
    AliasesToExport      = @()
    PrivateData          = @{
        PSData = @{
            Tags         = @('API', 'Credential', 'Token', 'Certificate', 'Kubeconfig', 'ApiKey', 'PKI', 'Rotation', 'Security', 'PSEdition_Core', 'Windows', 'Linux', 'MacOS')
            ReleaseNotes = 'The embedded authority, driven from PowerShell.'
        }
    }
}
