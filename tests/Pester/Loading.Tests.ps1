# Importing, importing again, and other modules' copies of the same libraries.

BeforeAll {
    $script:manifest = Convert-Path -LiteralPath "$PSScriptRoot/../../module/PSCredentials/PSCredentials.psd1"
    Import-Module -Name $script:manifest
    $script:pwsh = [Environment]::ProcessPath
}

Describe 'Loading' {
    It 'has a manifest without a fault' {
        $module = Test-ModuleManifest -Path $script:manifest -WarningVariable warnings
        $warnings | Should -BeNullOrEmpty
        $module.ExportedCommands.Count | Should -Be (Import-PowerShellDataFile -Path $module.Path).CmdletsToExport.Count
    }

    It 'is imported by force, twice, and removed, and works' {
        $vault = Join-Path -Path $TestDrive -ChildPath again
        Import-Module -Name $script:manifest -Force
        Import-Module -Name $script:manifest -Force
        $null = Connect-CredentialAuthority -Path $vault -Name again
        $null = New-ApiCredential -Name kept-one -Type ApiToken
        Remove-Module -Name PSCredentials
        Get-Command -Name New-ApiCredential -Module PSCredentials -ErrorAction Ignore | Should -BeNullOrEmpty
        Import-Module -Name $script:manifest
        $null = Connect-CredentialAuthority -Path $vault -Name again
        (Get-ApiCredential).Name | Should -Be kept-one
        Disconnect-CredentialAuthority -Authority again
    }

    It 'works where <_> was loaded first' -ForEach 'BouncyCastle.Cryptography', 'Microsoft.Data.Sqlite' {
        $script = @'
param($Library, $Manifest, $Vault)
Add-Type -Path $Library
Import-Module -Name $Manifest
$null = Connect-CredentialAuthority -Path $Vault -Name foreign
$issued = New-ApiCredential -Name after-foreign -Type ApiCertificate -GeneratePassword
Test-ApiCredential -Certificate $issued.Certificate
'@
        $path = Join-Path -Path $TestDrive -ChildPath foreign.ps1
        Set-Content -LiteralPath $path -Value $script
        $library = Join-Path -Path (Split-Path -Path $script:manifest) -ChildPath "deps/$_.dll"
        & $script:pwsh -NoProfile -NonInteractive -File $path $library $script:manifest (Join-Path -Path $TestDrive -ChildPath $_) | Should -Be True
    }

    It 'loads the core at first use, in a context of its own' {
        $script = @'
param($Manifest, $Vault)
function Count { @([AppDomain]::CurrentDomain.GetAssemblies() | Where-Object { $_.GetName().Name -eq 'PSCredentials.Core' }).Count }
Import-Module -Name $Manifest
Count
$null = Connect-CredentialAuthority -Path $Vault -Name first
Count
[Runtime.Loader.AssemblyLoadContext]::All.Name -contains 'PSCredentials'
'@
        $path = Join-Path -Path $TestDrive -ChildPath first.ps1
        Set-Content -LiteralPath $path -Value $script
        & $script:pwsh -NoProfile -NonInteractive -File $path $script:manifest (Join-Path -Path $TestDrive -ChildPath first) | Should -Be 0, 1, True
    }

    It 'runs the quickstart' {
        $output = & $script:pwsh -NoProfile -NonInteractive -File "$PSScriptRoot/../../examples/quickstart.ps1" 2>&1 | Out-String
        $LASTEXITCODE | Should -Be 0
        $output | Should -Match '10\. Who did what'
        $output | Should -Match 'API keys left: 0'
    }
}
