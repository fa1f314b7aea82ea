#!/usr/bin/env pwsh
<#
.SYNOPSIS
    The whole life of API credentials in a minute, on an authority made for the occasion.
.DESCRIPTION
    Issues, lists, uses, renews, rotates, verifies, revokes and removes credentials on an embedded authority in a new folder. Runs with
    PowerShell 7.6 or later, and without PowerShell by:  dotnet run --project src/PSCredentials.Shell -- examples/quickstart.ps1
.PARAMETER Path
    The vault's folder. By default one under the temporary folder, which is removed at the end.
#>
[CmdletBinding()]
param([string] $Path)

$ErrorActionPreference = 'Stop'

if (-not (Get-Command -Name New-ApiCredential -ErrorAction Ignore)) {
    Import-Module -Name "$PSScriptRoot/../module/PSCredentials/PSCredentials.psd1"
}

$keep = [bool] $Path
if (-not $keep) { $Path = [IO.Path]::Combine([IO.Path]::GetTempPath(), "pscredentials-$([guid]::NewGuid().ToString('N').Substring(0, 8))") }

try {
    "1. An authority: a SQLite file, sealed keys and a certificate authority. Nothing to set up."
    Initialize-CredentialAuthority -Path $Path -Name quickstart | Out-Host

    "2. Issue a token, a client certificate, a kubeconfig and two API keys."
    $token = New-ApiCredential -Name ci-deploy -Type ApiToken -ExpirationDays 20 -Label @{ team = 'platform' } -Description 'Deploys from CI'
    $certificate = New-ApiCredential -Name build-agent -Type ApiCertificate -GeneratePassword
    Register-CredentialCluster -Name east -Server https://k8s.example.com:6443 | Out-Null
    $kubeconfig = New-ApiCredential -Name metrics-reader -Type ServiceKubeConfig -ClusterName east -UserGroup viewers -NamespaceRole monitoring:viewer
    $keys = 'dashboard', 'billing' | ForEach-Object { New-ApiKey -Name $_ -Role Editor -Workspace tiger -UserName ada }
    $token, $certificate, $kubeconfig | Out-Host

    "3. List them. The secrets are in the objects above, and nowhere else."
    Get-ApiCredential | Out-Host
    Get-ApiKey -Workspace tiger | Out-Host

    "4. Use them: headers for a request, files for other programs."
    $header = $token.GetAuthorizationHeader()
    "   Invoke-RestMethod -Headers `$token.GetAuthorizationHeader()   # $($header['Authorization'].Substring(0, 17))..."
    $certificate | Export-ApiCredential -Path "$Path/build-agent.p12" | ForEach-Object { "   $($_.Name), $($_.Length) bytes, password in `$certificate.Password" }
    $kubeconfig | Export-ApiCredential -Path "$Path/metrics-reader.yaml" | ForEach-Object { "   $($_.Name), for kubectl --kubeconfig" }
    ""

    "5. Verify what a caller presents: a Boolean, or the verdict with its reason."
    Test-ApiCredential -Token $token.Token
    Test-ApiCredential -Certificate $certificate.Certificate -Detailed | Out-Host
    Test-ApiKey -Key $keys[0].Key -IPAddress 203.0.113.7

    "6. Renew what ends soon; the token stays the same."
    Get-ApiCredential -ExpiringWithin 30 | Update-ApiCredential -ExpirationDays 90 | Out-Host

    "7. Rotate: a new token now, the old one works for another hour."
    $rotated = Update-ApiCredential -Identity ci-deploy -Rotate -GracePeriod 1h -Force
    "   old: $(Test-ApiCredential -Token $token.Token)   new: $(Test-ApiCredential -Token $rotated.Token)"
    ""

    "8. Revoke: refused from the next call on."
    Revoke-ApiCredential -Identity ci-deploy -Reason KeyCompromise -Confirm:$false
    Test-ApiCredential -Token $rotated.Token -Detailed | Out-Host

    "9. Remove, after a look at what it would do."
    Get-ApiKey -Workspace tiger | Remove-ApiKey -WhatIf
    Get-ApiKey -Workspace tiger | Remove-ApiKey -Confirm:$false
    "   API keys left: $(@(Get-ApiKey).Count)"
    ""

    "10. Who did what: every change, in the same transaction as the change."
    Get-CredentialEvent | Out-Host
}
finally {
    Get-CredentialAuthority -Name quickstart -ErrorAction Ignore | Disconnect-CredentialAuthority
    if (-not $keep -and [IO.Directory]::Exists($Path)) { [IO.Directory]::Delete($Path, $true) }
}
