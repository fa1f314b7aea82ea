# The functions that SecretManagement calls by name, with parameters of its own, in a runspace of its own. What they do is done in PSCredentials.dll.

function Get-Secret {
    [CmdletBinding()]
    param ([string] $Name, [string] $VaultName, [hashtable] $AdditionalParameters)

    Assert-Unlocked -Cmdlet $PSCmdlet -VaultName $VaultName -AdditionalParameters $AdditionalParameters
    [PSCredentials.Extension.SecretVault]::WriteSecret($PSCmdlet, $Name, $AdditionalParameters)
}

function Get-SecretInfo {
    [CmdletBinding()]
    [Diagnostics.CodeAnalysis.SuppressMessage('PSUseOutputTypeCorrectly', '', Justification = 'The type is that of SecretManagement, which need not be there.')]
    param ([string] $Filter, [string] $VaultName, [hashtable] $AdditionalParameters)

    Assert-Unlocked -Cmdlet $PSCmdlet -VaultName $VaultName -AdditionalParameters $AdditionalParameters
    foreach ($secret in [PSCredentials.Extension.SecretVault]::GetSecrets($PSCmdlet, $Filter, $AdditionalParameters)) {
        [Microsoft.PowerShell.SecretManagement.SecretInformation]::new(
            $secret.Name, "$($secret.Type)", $VaultName, [PSCredentials.Extension.SecretVault]::MetadataOf($secret))
    }
}

function Set-Secret {
    [Diagnostics.CodeAnalysis.SuppressMessage('PSUseShouldProcessForStateChangingFunctions', '', Justification = 'SecretManagement has asked.')]
    [CmdletBinding()]
    param ([string] $Name, [object] $Secret, [string] $VaultName, [hashtable] $AdditionalParameters, [hashtable] $Metadata)

    Assert-Unlocked -Cmdlet $PSCmdlet -VaultName $VaultName -AdditionalParameters $AdditionalParameters
    [PSCredentials.Extension.SecretVault]::SetSecret($PSCmdlet, $Name, $Secret, $Metadata, $AdditionalParameters)
}

function Set-SecretInfo {
    [Diagnostics.CodeAnalysis.SuppressMessage('PSUseShouldProcessForStateChangingFunctions', '', Justification = 'SecretManagement has asked.')]
    [CmdletBinding()]
    param ([string] $Name, [hashtable] $Metadata, [string] $VaultName, [hashtable] $AdditionalParameters)

    Assert-Unlocked -Cmdlet $PSCmdlet -VaultName $VaultName -AdditionalParameters $AdditionalParameters
    [PSCredentials.Extension.SecretVault]::SetMetadata($PSCmdlet, $Name, $Metadata, $AdditionalParameters)
}

function Remove-Secret {
    [Diagnostics.CodeAnalysis.SuppressMessage('PSUseShouldProcessForStateChangingFunctions', '', Justification = 'SecretManagement has asked.')]
    [CmdletBinding()]
    param ([string] $Name, [string] $VaultName, [hashtable] $AdditionalParameters)

    Assert-Unlocked -Cmdlet $PSCmdlet -VaultName $VaultName -AdditionalParameters $AdditionalParameters
    [PSCredentials.Extension.SecretVault]::RemoveSecret($PSCmdlet, $Name, $AdditionalParameters)
}

function Test-SecretVault {
    [Diagnostics.CodeAnalysis.SuppressMessage('PSReviewUnusedParameter', 'VaultName', Justification = 'SecretManagement gives it.')]
    [CmdletBinding()]
    [OutputType([bool])]
    param ([string] $VaultName, [hashtable] $AdditionalParameters)

    [PSCredentials.Extension.SecretVault]::Test($PSCmdlet, $AdditionalParameters)
}

function Unlock-SecretVault {
    [Diagnostics.CodeAnalysis.SuppressMessage('PSReviewUnusedParameter', 'VaultName', Justification = 'SecretManagement gives it.')]
    [CmdletBinding()]
    param ([securestring] $Password, [string] $VaultName, [hashtable] $AdditionalParameters)

    [PSCredentials.Extension.SecretVault]::Unlock($PSCmdlet, $Password, $AdditionalParameters)
}

# SecretManagement hands this one exception on as it is, and scripts wait for it.
function Assert-Unlocked ([Management.Automation.PSCmdlet] $Cmdlet, [string] $VaultName, [hashtable] $AdditionalParameters) {
    if ([PSCredentials.Extension.SecretVault]::IsLocked($Cmdlet, $AdditionalParameters)) {
        throw [Microsoft.PowerShell.SecretManagement.PasswordRequiredException]::new(
            "Vault '$VaultName' is sealed with a passphrase. Open it for this session with Unlock-SecretVault -Name '$VaultName' -Password <passphrase>.")
    }
}
