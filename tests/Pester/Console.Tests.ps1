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
        $table | Should -Match 'Name\s+State\s+Expires\s+Type\s+Namespace\s+Owner'
        $table | Should -Match 'ci-deploy\s+.*Active.*\s+.*in 90 days.*\s+ApiToken\s+system\s+ada'
        Get-ApiCredential -Name ci-deploy | Format-List | Out-String | Should -Match 'Label\s+: team=pay'
        Get-ApiCredential | Format-Wide | Out-String | Should -Match 'Active\s+ci-deploy.*\s+.*Active\s+with space'
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

    It 'writes no colour of its own into a pipe' {
        $manifest = Resolve-Path -LiteralPath "$PSScriptRoot/../../module/PSCredentials/PSCredentials.psd1"
        $vault = (Get-CredentialAuthority).Location
        $shown = pwsh -NoProfile -Command "Import-Module -Name '$manifest'; `$null = Connect-CredentialAuthority -Path '$vault'; Get-ApiCredential" | Where-Object { $_ -match 'ci-deploy' }
        $shown | Should -Match 'ci-deploy\s+Active'
        $shown | Should -Not -Match '\e'
    }

    It 'groups by <View> when asked to' -ForEach @(
        @{ View = 'ByNamespace'; Command = 'Get-ApiCredential'; Group = 'Namespace: system' }
        @{ View = 'ByWorkspace'; Command = 'Get-ApiKey'; Group = 'Workspace: tiger' }
    ) {
        & $Command | Format-Table -View $View | Out-String | Should -Match $Group
        & $Command | Format-Table | Out-String | Should -Not -Match $Group
    }
}
