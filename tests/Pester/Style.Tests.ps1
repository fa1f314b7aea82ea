# The scripts of the project keep to all default rules of PSScriptAnalyzer.

Describe 'Style' {
    It 'PSScriptAnalyzer finds nothing in <_>' -ForEach 'build.ps1', 'examples', 'module', 'tests/Pester' {
        if (-not (Get-Module -Name PSScriptAnalyzer -ListAvailable)) { Set-ItResult -Skipped -Because 'PSScriptAnalyzer is not installed' }
        $findings = Invoke-ScriptAnalyzer -Path "$PSScriptRoot/../../$_" -Recurse
        $findings | ForEach-Object { "$($_.ScriptName):$($_.Line) $($_.RuleName) $($_.Message)" } | Should -BeNullOrEmpty
    }
}
