<#
.SYNOPSIS
    Fills the vault that every documented example starts from.
.DESCRIPTION
    The pages under docs/en-US show what each command does to this vault. The tests make it anew for every example, run the example's code and
    compare what comes with what the page shows. To try the examples by hand, connect to an empty folder, run this script, and go on from there.
#>
[CmdletBinding()]
param()

Register-CredentialCluster -Name east -Server https://k8s.example.com:6443 | Out-Null

# What is in force: a token for CI, a certificate, a kubeconfig, and a token that ends soon and works from one network only.
New-ApiCredential -Name ci-deploy -Type ApiToken -ExpirationDays 20 -Description 'Deploys from CI' -Label @{ team = 'platform' } | Out-Null
New-ApiCredential -Name build-agent -Type ApiCertificate -GeneratePassword | Out-Null
New-ApiCredential -Name metrics-reader -Type ServiceKubeConfig -ClusterName east -UserGroup viewers -NamespaceRole monitoring:viewer | Out-Null
New-ApiCredential -Name invoice-export -Type ServiceApiToken -Namespace billing -ExpirationDays 5 -IPAddress 192.0.2.0/24 -NamespaceRole billing:reader | Out-Null

# What is not: switched off, revoked, expired.
New-ApiCredential -Name nightly-backup -Type ApiToken -Owner grace | Disable-ApiCredential
New-ApiCredential -Name leaked-token -Type ApiToken | Revoke-ApiCredential -Reason KeyCompromise -Confirm:$false
$end = [DateTimeOffset]::UtcNow.AddSeconds(1)
New-ApiCredential -Name old-import -Type ApiToken -Namespace billing -ExpiresAt $end | Out-Null

# A project with two people and a program, one of them switched off.
New-CredentialRole -Name API_USER -Description 'Calls the API' | Out-Null
New-CredentialRole -Name DEVELOPER | Out-Null
New-CredentialProject -Name shop -Description 'The web shop' | Out-Null
New-ProjectCredential -Username ada -Project shop -GeneratePassword -Email ada@example.com -FullName 'Ada Lovelace' -Role API_USER, DEVELOPER | Out-Null
New-ProjectCredential -Username grace -Project shop -GeneratePassword -Email grace@example.com -FullName 'Grace Hopper' -Disabled | Out-Null
New-ProjectCredential -Username till -Project shop -GeneratePassword -Email it@example.com -FullName 'Till in the shop' -Role API_USER -IPAddress 192.0.2.0/24 -ExpireDate ([DateTime]::UtcNow.AddDays(5)) | Out-Null

New-ApiKey -Name dashboard -Role Editor -Workspace tiger -UserName ada -Label @{ team = 'platform' } | Out-Null
New-ApiKey -Name billing -Role Viewer -Workspace tiger -UserName grace -ValidUntil ([DateTime]::UtcNow.AddDays(10)) | Out-Null
New-ApiKey -Name operations -Role Owner | Disable-ApiKey

while ([DateTimeOffset]::UtcNow -le $end) { [Threading.Thread]::Sleep(100) }
