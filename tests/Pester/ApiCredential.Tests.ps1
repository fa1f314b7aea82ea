# How API credentials are issued, found, changed and ended.

BeforeAll {
    Import-Module -Name "$PSScriptRoot/../../module/PSCredentials/PSCredentials.psd1"
}

Describe 'API credentials' {
    BeforeEach {
        $script:folder = Join-Path -Path $TestDrive -ChildPath ([guid]::NewGuid())
        $null = Connect-CredentialAuthority -Path $script:folder -Name pester
    }

    AfterEach {
        Disconnect-CredentialAuthority -Authority pester
    }

    It 'issues a <Type> that is good at once' -ForEach @(
        @{ Type = 'ApiToken'; Prefix = 'psc_api_' }
        @{ Type = 'ServiceApiToken'; Prefix = 'psc_svc_' }
        @{ Type = 'ScimApiToken'; Prefix = 'psc_scim_' }
    ) {
        $issued = New-ApiCredential -Name ci-deploy -Type $Type
        $issued.Token | Should -BeOfType securestring
        $issued.GetToken() | Should -BeLike "$Prefix*"
        Test-ApiCredential -Token $issued.Token | Should -BeTrue
    }

    It 'issues a certificate with its key, chain and bundle' {
        $issued = New-ApiCredential -Name build-agent -Type ApiCertificate -GeneratePassword
        $issued.Certificate.HasPrivateKey | Should -BeTrue
        $issued.Certificate.Subject | Should -BeLike '*CN=build-agent*'
        Test-ApiCredential -Certificate $issued.Certificate | Should -BeTrue
        $path = Join-Path -Path $script:folder -ChildPath agent.p12
        $null = $issued | Export-ApiCredential -Path $path
        $read = Get-PfxCertificate -FilePath $path -Password $issued.Password
        $read.Thumbprint | Should -Be $issued.Certificate.Thumbprint
    }

    It 'points a kubeconfig at a registered cluster' {
        $null = Register-CredentialCluster -Name east -Server https://k8s.example.com:6443
        $issued = New-ApiCredential -Name metrics-reader -Type ServiceKubeConfig -ClusterName east -UserGroup viewers
        $issued.GetKubeConfig() | Should -Match 'https://k8s.example.com:6443'
    }

    It 'renews what ends within thirty days' {
        $null = New-ApiCredential -Name ends-soon -Type ApiToken -ExpirationDays 20
        $null = New-ApiCredential -Name ends-later -Type ApiToken -ExpirationDays 60
        $renewed = Get-ApiCredential -ExpiringWithin 30 | Update-ApiCredential -ExpirationDays 90
        $renewed.Name | Should -Be ends-soon
        ($renewed.ExpiresAt - [DateTimeOffset]::Now).TotalDays | Should -BeGreaterThan 89
    }

    It 'has nothing to do on the day after, and says so' {
        $null = New-ApiCredential -Name run-daily -Type ApiToken -ExpirationDays 20
        $null = Update-ApiCredential -Identity run-daily -ExpirationDays 90
        $again = Update-ApiCredential -Identity run-daily -ExpirationDays 90 -WarningVariable warned -WarningAction SilentlyContinue
        $again | Should -BeNullOrEmpty
        $warned | Should -Match 'Nothing was done to system/run-daily .* -Force renews it now'
    }

    It 'rotates with a grace period in which both secrets are good' {
        $old = New-ApiCredential -Name ci-deploy -Type ApiToken
        $new = Update-ApiCredential -Identity ci-deploy -Rotate -Force -GracePeriod 1h
        $old, $new | Test-ApiCredential | Should -Be $true, $true
        $newest = $new | Update-ApiCredential -Rotate -Force
        $new | Test-ApiCredential | Should -BeFalse
        $newest | Test-ApiCredential | Should -BeTrue
    }

    It 'switches off and on again' {
        $issued = New-ApiCredential -Name ci-deploy -Type ApiToken
        Disable-ApiCredential -Identity ci-deploy
        ($issued | Test-ApiCredential -Detailed).Reason | Should -Be Disabled
        Enable-ApiCredential -Identity ci-deploy
        $issued | Test-ApiCredential | Should -BeTrue
    }

    It 'revokes for good, with a reason' {
        $issued = New-ApiCredential -Name ci-deploy -Type ApiToken
        Revoke-ApiCredential -Identity ci-deploy -Reason KeyCompromise -Confirm:$false
        ($issued | Test-ApiCredential -Detailed).Reason | Should -Be Revoked
        (Get-ApiCredential -Name ci-deploy).RevocationReason | Should -Be KeyCompromise
        { Enable-ApiCredential -Identity ci-deploy -ErrorAction Stop } | Should -Throw -ErrorId 'AlreadyRevoked,*'
    }

    It 'changes labels, description, addresses, roles and groups' {
        $null = New-ApiCredential -Name a-service -Type ServiceApiToken
        Set-ApiCredential -Identity a-service -Label @{ team = 'pay' } -Description new -IPAddress 10.0.0.0/8 -NamespaceRole pay:reader -UserGroup ops
        $changed = Get-ApiCredential -Name a-service
        $changed.Label['team'] | Should -Be pay
        "$($changed.Description) $($changed.IPAddress) $($changed.NamespaceRole) $($changed.UserGroup)" | Should -Be 'new 10.0.0.0/8 pay:reader ops'
    }

    It 'removes by wildcard, after a look with -WhatIf' {
        'one-token', 'two-token' | ForEach-Object { $null = New-ApiCredential -Name $_ -Type ApiToken }
        Remove-ApiCredential -Identity *-token -WhatIf
        @(Get-ApiCredential).Count | Should -Be 2
        Remove-ApiCredential -Identity *-token -Confirm:$false
        Get-ApiCredential | Should -BeNullOrEmpty
    }

    It 'says what is not there, and goes on' {
        $null = New-ApiCredential -Name exists -Type ApiToken
        $found = 'nobody', 'exists' | Get-ApiCredential -ErrorVariable missing -ErrorAction SilentlyContinue
        $found.Name | Should -Be exists
        $missing.FullyQualifiedErrorId | Should -BeLike 'NotFound,*'
        $missing.CategoryInfo.Category | Should -Be ObjectNotFound
        $missing.TargetObject | Should -Be nobody
    }

    It 'takes the first of a list and lets the rest be' {
        1..40 | ForEach-Object { $null = New-ApiCredential -Name "many-$_" -Type ApiToken }
        @(Get-ApiCredential | Select-Object -First 3).Count | Should -Be 3
        @(Get-ApiCredential -First 3 -Skip 38).Count | Should -Be 2
    }

    It 'sorts, groups and measures as any object' {
        $null = New-ApiCredential -Name token-1 -Type ApiToken -ExpirationDays 49
        $null = New-ApiCredential -Name token-2 -Type ApiToken -ExpirationDays 48
        $null = New-ApiCredential -Name token-3 -Type ServiceApiToken -ExpirationDays 47
        (Get-ApiCredential | Sort-Object -Property ExpiresAt | Select-Object -First 1).Name | Should -Be token-3
        (Get-ApiCredential | Group-Object -Property Type -NoElement | Where-Object -Property Name -EQ ApiToken).Count | Should -Be 2
    }
}
