@{
    RootModule         = 'PSCredentials.Extension.psm1'
    ModuleVersion      = '0.1.0'
    GUID               = '1c63a80b-9c4f-4a43-8f0c-6b0a1b0d3c57'
    Author             = 'PSCredentials contributors'
    CompanyName        = 'PSCredentials contributors'
    Copyright          = '(c) PSCredentials contributors'
    Description        = 'What Microsoft.PowerShell.SecretManagement calls where a vault is registered with the module PSCredentials. Not to be imported by itself.'
    PowerShellVersion  = '7.6'
    RequiredAssemblies = @('../PSCredentials.dll')
    FunctionsToExport  = @(
        'Get-Secret'
        'Get-SecretInfo'
        'Remove-Secret'
        'Set-Secret'
        'Set-SecretInfo'
        'Test-SecretVault'
        'Unlock-SecretVault'
    )
    CmdletsToExport    = @()
    VariablesToExport  = @()
    AliasesToExport    = @()
}
