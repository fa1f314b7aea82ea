# What a person at the prompt sees: help, completion and views.

BeforeAll {
    Import-Module -Name "$PSScriptRoot/../../module/PSCredentials/PSCredentials.psd1"
    $null = Connect-CredentialAuthority -Path (Join-Path -Path $TestDrive -ChildPath vault) -Name pester
    $null = New-ApiCredential -Name ci-deploy -Type ApiToken -Owner ada -Label @{ team = 'pay' }
    $null = New-ApiCredential -Name 'with space' -Type ServiceApiToken -Owner bob
    $null = New-ApiKey -Name dashboard -Role Editor -Workspace tiger
}

AfterAll {
    Disconnect-CredentialAuthority -Authority pester
}

Describe 'At the prompt' {
    It 'completes <Line>' -ForEach @(
        @{ Line = 'Get-ApiCredential ci'; Offered = 'ci-deploy' }
        @{ Line = 'Get-ApiCredential w'; Offered = "'with space'" }
        @{ Line = 'Remove-ApiKey -Workspace '; Offered = 'tiger' }
        @{ Line = 'Get-ApiCredential -Authority p'; Offered = 'pester' }
    ) {
        (TabExpansion2 -inputScript $Line -cursorColumn $Line.Length).CompletionMatches.CompletionText | Should -Be $Offered
    }

    It 'has help on every command' {
        foreach ($command in Get-Command -Module PSCredentials) {
            (Get-Help -Name $command.Name).Name | Should -Be $command.Name
            Get-Command -Name $command.Name -Syntax | Should -Match $command.Name
        }
    }

    It 'shows a table, a list and names' {
        $table = Get-ApiCredential | Format-Table | Out-String -Width 120
        $table | Should -Match 'Name\s+Namespace\s+Type\s+State\s+Expires\s+Owner'
        $table | Should -Match 'ci-deploy\s+system\s+ApiToken\s+.*Active.*\s+in 90 days\s+ada'
        Get-ApiCredential -Name ci-deploy | Format-List | Out-String | Should -Match 'Label\s+: team=pay'
        Get-ApiCredential | Format-Wide | Out-String | Should -Match 'ci-deploy\s+with space'
    }

    It 'keeps to the width of <_> columns' -ForEach 60, 80, 140 {
        $width = $_
        $lines = (Get-ApiCredential | Out-String -Width $width) + (Get-ApiKey | Out-String -Width $width) + (Get-CredentialEvent | Out-String -Width $width) -split "`n"
        foreach ($line in $lines) {
            ($line -replace '\e\[[0-9;]*m').TrimEnd().Length | Should -BeLessOrEqual $width
        }
    }

    It 'has no colours where none are wanted' {
        $before = $PSStyle.OutputRendering
        $PSStyle.OutputRendering = 'PlainText'
        try {
            Get-ApiCredential | Out-String | Should -Not -Match '\e'
        }
        finally {
            $PSStyle.OutputRendering = $before
        }
    }
}
