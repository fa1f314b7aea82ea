#!/usr/bin/env pwsh
<#
.SYNOPSIS
    Builds, tests and packs the module; each task is thin over dotnet, so that it takes the same path as CI.
.PARAMETER Task
    Build: the module under module/PSCredentials. Test: all tests. Package: a folder and a .nupkg under artifacts, for Publish-PSResource.
    Docs: builds, and checks that docs and cmdlets agree.
.PARAMETER Configuration
    Release by default.
#>
[CmdletBinding()]
param(
    [ValidateSet('Build', 'Test', 'Package', 'Docs')]
    [string[]] $Task = 'Build',

    [ValidateSet('Release', 'Debug')]
    [string] $Configuration = 'Release'
)

$ErrorActionPreference = 'Stop'
$PSNativeCommandUseErrorActionPreference = $true
Push-Location -LiteralPath $PSScriptRoot
try {
    foreach ($item in $Task) {
        switch ($item) {
            'Build' { dotnet build --nologo --configuration $Configuration }
            'Test' { dotnet test --nologo --configuration $Configuration }
            'Package' { dotnet pack --nologo --configuration $Configuration --output artifacts src/PSCredentials.Module }
            'Docs' {
                dotnet build --nologo --configuration $Configuration src/PSCredentials.Module
                dotnet run --no-build --configuration $Configuration --project tools/HelpBuilder -- --check
            }
        }
    }
}
finally {
    Pop-Location
}
