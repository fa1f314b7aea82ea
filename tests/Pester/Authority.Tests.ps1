# Authorities, their policy, clusters and audit trail.

BeforeAll {
    Import-Module -Name "$PSScriptRoot/../../module/PSCredentials/PSCredentials.psd1"
    function script:ConvertTo-Secret ([string] $Text) { [Net.NetworkCredential]::new('', $Text).SecurePassword }
}

Describe 'Authorities' {
    BeforeEach {
        $script:folder = Join-Path -Path $TestDrive -ChildPath ([guid]::NewGuid())
        $null = Connect-CredentialAuthority -Path "$script:folder/first" -Name first
    }

    AfterEach {
        Get-CredentialAuthority -Name first, second -ErrorAction Ignore | Disconnect-CredentialAuthority
    }

    It 'works on two at once' {
        $null = New-ApiCredential -Name in-first -Type ApiToken
        $second = Connect-CredentialAuthority -Path "$script:folder/second" -Name second
        $null = New-ApiCredential -Name in-second -Type ApiToken
        (Get-ApiCredential).Name | Should -Be in-second
        (Get-ApiCredential -Authority first).Name | Should -Be in-first
        (Get-ApiCredential -Authority $second).Authority | Should -Be second
        Get-ApiCredential -Authority first | Disable-ApiCredential
        (Get-ApiCredential -Authority first).State | Should -Be Disabled
    }

    It 'seals a vault with a passphrase, and refuses a wrong one' {
        $right = ConvertTo-Secret -Text 'right horse battery'
        $null = Initialize-CredentialAuthority -Path "$script:folder/second" -Name second -Passphrase $right
        Disconnect-CredentialAuthority -Authority second
        { Connect-CredentialAuthority -Path "$script:folder/second" -Name second -Passphrase (ConvertTo-Secret -Text 'wrong horse battery') } |
            Should -Throw -ErrorId 'MasterKeyRejected,*'
        { Connect-CredentialAuthority -Path "$script:folder/second" -Name second } | Should -Throw -ErrorId 'MasterKeyMissing,*'
        (Connect-CredentialAuthority -Path "$script:folder/second" -Name second -Passphrase $right).Protection | Should -Be Passphrase
    }

    It 'seals the keys under another master key' {
        $token = New-ApiCredential -Name stays-good -Type ApiToken
        (Set-CredentialAuthority -Protection Passphrase -Passphrase (ConvertTo-Secret -Text 'a long passphrase') -PassThru).Protection | Should -Be Passphrase
        $token | Test-ApiCredential | Should -BeTrue
    }

    It 'holds lifetimes to the policy' {
        Set-CredentialPolicy -Type ApiToken -MaximumLifetime 30d -DefaultLifetime 10d
        (Get-CredentialPolicy -Type ApiToken).MaximumLifetime | Should -Be ([timespan]::FromDays(30))
        $issued = New-ApiCredential -Name by-default -Type ApiToken
        [math]::Round(($issued.ExpiresAt - $issued.CreatedAt).TotalDays) | Should -Be 10
        { New-ApiCredential -Name too-long -Type ApiToken -ExpirationDays 31 -ErrorAction Stop } | Should -Throw -ErrorId 'LifetimeNotAllowed,*'
    }

    It 'registers, lists and forgets clusters' {
        $null = Register-CredentialCluster -Name east -Server https://k8s.example.com:6443
        (Get-CredentialCluster -Name e*).Server | Should -Be ([uri] 'https://k8s.example.com:6443')
        Get-CredentialCluster -Name east | Unregister-CredentialCluster
        Get-CredentialCluster | Should -BeNullOrEmpty
    }

    It 'keeps who did what' {
        $issued = New-ApiCredential -Name on-record -Type ApiToken
        $issued | Disable-ApiCredential
        $issued | Remove-ApiCredential -Confirm:$false
        $events = $issued | Get-CredentialEvent
        $events.Action | Should -Be Create, Disable, Remove
        $events.Actor | Select-Object -Unique | Should -Be ([Environment]::UserName)
        (Get-CredentialEvent -Newest 1).SubjectName | Should -Be on-record
    }
}
