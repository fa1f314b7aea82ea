# How API keys are issued, read, renewed, rotated and removed.

BeforeAll {
    Import-Module -Name "$PSScriptRoot/../../module/PSCredentials/PSCredentials.psd1"
}

Describe 'API keys' {
    BeforeEach {
        $null = Connect-CredentialAuthority -Path (Join-Path -Path $TestDrive -ChildPath ([guid]::NewGuid())) -Name pester
    }

    AfterEach {
        Disconnect-CredentialAuthority -Authority pester
    }

    It 'issues a key that is good to the end of its last day' {
        $key = New-ApiKey -Name dashboard -Role Editor -Workspace tiger -UserName ada -ValidUntil 2027-06-07
        Test-ApiKey -Key $key.Key | Should -BeTrue
        $key.ExpiresAt.UtcDateTime | Should -BeGreaterThan ([datetime] '2027-06-07T23:59:58')
        $key.ExpiresAt.UtcDateTime | Should -BeLessThan ([datetime] '2027-06-08T00:00:01')
    }

    It 'masks the key until it is asked for' {
        $key = New-ApiKey -Name dashboard -Role Owner
        (Get-ApiKey -Name dashboard).PSObject.Properties.Name | Should -Not -Contain Key
        (Get-ApiKey -Name dashboard -IncludeSecret).GetKey() | Should -Be $key.GetKey()
    }

    It 'renews and rotates' {
        $old = New-ApiKey -Name dashboard -Role Owner
        (Update-ApiKey -Identity dashboard -ExpirationDays 10 -Force).ValidUntil | Should -Be ([DateOnly]::FromDateTime([datetime]::UtcNow).AddDays(10))
        $new = Update-ApiKey -Identity dashboard -Rotate -Force
        $old, $new | Test-ApiKey | Should -Be $false, $true
    }

    It 'switches off and on again' {
        $key = New-ApiKey -Name dashboard -Role Owner
        Disable-ApiKey -Identity dashboard
        ($key | Test-ApiKey -Detailed).Reason | Should -Be Disabled
        Enable-ApiKey -Identity dashboard
        $key | Test-ApiKey | Should -BeTrue
    }

    It 'shows what the removal of a workspace''s keys would do, and then does it' {
        'one', 'two' | ForEach-Object { $null = New-ApiKey -Name $_ -Role Viewer -Workspace tiger }
        $null = New-ApiKey -Name other -Role Owner
        Get-ApiKey -Workspace tiger | Remove-ApiKey -WhatIf
        @(Get-ApiKey).Count | Should -Be 3
        Get-ApiKey -Workspace tiger | Remove-ApiKey -Confirm:$false
        (Get-ApiKey).Name | Should -Be other
    }

    It 'wants a workspace for <_>' -ForEach Editor, Viewer {
        { New-ApiKey -Name dashboard -Role $_ -ErrorAction Stop } | Should -Throw -ErrorId 'InvalidArgument,*' -ExpectedMessage '*Workspace*'
    }
}
