# How scripts that use the module are tested: without a vault by mocks, and with a vault in TestDrive.

BeforeAll {
    Import-Module -Name "$PSScriptRoot/../../module/PSCredentials/PSCredentials.psd1"

    # What a user would have in a module of their own.
    function script:Grant-Access {
        [CmdletBinding()]
        param([Parameter(Mandatory)] [string] $Application, [int] $Days = 30)
        $issued = New-ApiCredential -Name "app-$Application" -Type ServiceApiToken -ExpirationDays $Days -Label @{ application = $Application }
        [pscustomobject]@{ Application = $Application; Until = $issued.ExpiresAt; Header = $issued.GetAuthorizationHeader() }
    }

    function script:Get-EndingAccess {
        Get-ApiCredential -Label @{ application = '*' } -ExpiringWithin 7 | ForEach-Object { $_.Label['application'] }
    }
}

Describe 'A script that issues credentials, with mocks' {
    It 'asks for what it should' {
        Mock -CommandName New-ApiCredential -MockWith {
            $secret = [PSCredentials.IssuedSecret]@{ Token = [PSCredentials.SecretText]::new('made-up') }
            [PSCredentials.IssuedApiCredential]::new([PSCredentials.ApiCredential]@{ Name = $Name; Type = $Type; ExpiresAt = '2030-01-02T03:04:05Z' }, $secret)
        }
        $granted = Grant-Access -Application billing -Days 7
        $granted.Header['Authorization'] | Should -Be 'APIToken made-up'
        $granted.Until | Should -Be ([DateTimeOffset] '2030-01-02T03:04:05Z')
        Should -Invoke -CommandName New-ApiCredential -Times 1 -Exactly -ParameterFilter {
            $Name -eq 'app-billing' -and $Type -eq 'ServiceApiToken' -and $ExpirationDays -eq 7 -and $Label['application'] -eq 'billing'
        }
    }

    It 'passes on what the authority refuses' {
        Mock -CommandName New-ApiCredential -MockWith {
            throw [PSCredentials.CredentialException]::new([PSCredentials.CredentialErrors]::AlreadyExists, 'It is there already.')
        }
        { Grant-Access -Application billing } | Should -Throw -ExceptionType ([PSCredentials.CredentialException]) -ExpectedMessage 'It is there already.'
    }

    It 'reads what a mock lists' {
        Mock -CommandName Get-ApiCredential -MockWith {
            $label = [Collections.Generic.Dictionary[string, string]]::new()
            $label['application'] = 'x'
            [PSCredentials.ApiCredential]@{ Name = 'app-x'; Label = $label }
        }

        Get-EndingAccess | Should -Be x
    }

    It 'is told which credential and which authority a mocked command was about' {
        Mock -CommandName Disable-ApiCredential
        Disable-ApiCredential -Identity ci-deploy -Authority production
        [PSCredentials.ApiCredential]@{ Id = 'an-id'; Name = 'by-object' } | Disable-ApiCredential
        Should -Invoke -CommandName Disable-ApiCredential -Times 1 -Exactly -ParameterFilter { $Identity -eq 'ci-deploy' -and $Authority -eq 'production' }
        Should -Invoke -CommandName Disable-ApiCredential -Times 1 -Exactly -ParameterFilter { $Identity.Known.Name -eq 'by-object' }
    }

    It 'mocks <_> with its parameters' -ForEach @(
        (Get-Content -LiteralPath "$PSScriptRoot/../../module/PSCredentials/PSCredentials.psd1" -Raw | ForEach-Object { [regex]::Matches($_, "'(\w+-(?:Api|Credential)\w+)'") }).ForEach({ $_.Groups[1].Value })
    ) {
        $command = $_
        $parameters = @{}
        foreach ($parameter in (Get-Command -Name $command -Module PSCredentials).ParameterSets[0].Parameters.Where({ $_.IsMandatory })) {
            $parameters[$parameter.Name] = switch ($parameter.ParameterType) {
                ([PSCredentials.CredentialType]) { 'ApiToken' }
                ([PSCredentials.ApiKeyRole]) { 'Owner' }
                ([PSCredentials.CredentialRightRole]) { 'Owner' }
                ([PSCredentials.VaultProtection]) { 'KeyFile' }
                ([PSCredentials.RemoteProvider]) { 'F5Xc' }
                ([PSCredentials.IssuedApiCredential]) { [PSCredentials.IssuedApiCredential]::new([PSCredentials.ApiCredential]::new(), [PSCredentials.IssuedSecret]::new()) }
                ([securestring]) { [securestring]::new() }
                default { 'https://x' }
            }
        }

        Mock -CommandName $command -MockWith { 'mocked' }
        & $command @parameters | Should -Be mocked
        Should -Invoke -CommandName $command -Times 1 -Exactly
    }
}

Describe 'A script that issues credentials, with a vault of the test' {
    BeforeAll {
        $null = Connect-CredentialAuthority -Path (Join-Path -Path $TestDrive -ChildPath vault) -Name pester
    }

    AfterAll {
        Disconnect-CredentialAuthority -Authority pester
    }

    It 'grants access that ends when it should' {
        $null = Grant-Access -Application billing -Days 5
        $null = Grant-Access -Application shipping -Days 50
        Get-EndingAccess | Should -Be billing
    }
}
