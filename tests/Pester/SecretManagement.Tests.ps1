# The vault as a vault of SecretManagement: registered, filled, read and unlocked by that module's own commands.

BeforeAll {
    $script:manifest = (Resolve-Path -Path "$PSScriptRoot/../../module/PSCredentials/PSCredentials.psd1").Path
    Import-Module -Name $script:manifest
    $script:management = Get-Module -Name Microsoft.PowerShell.SecretManagement -ListAvailable | Select-Object -First 1
    $script:registered = [Collections.Generic.List[string]]::new()

    function script:ConvertTo-Secure ([string] $Text) {
        [PSCredentials.SecretText]::new($Text).ToSecureString()
    }

    function script:ConvertFrom-Secure ([securestring] $Secure) {
        [PSCredentials.SecretText]::new($Secure).Reveal()
    }

    # Registers a vault of a folder under a name that no other registration of the account has.
    function script:Add-Vault ([string] $Path) {
        $name = "psc-$([guid]::NewGuid().ToString('N'))"
        Register-SecretVault -Name $name -ModuleName $script:manifest -VaultParameters @{ Path = $Path }
        $script:registered.Add($name)
        $name
    }

    if ($script:management) {
        # The registry lies in the account's own folder, which is none of ours.
        $script:homeBefore = $env:HOME
        $env:HOME = (New-Item -Path $TestDrive -Name home -ItemType Directory).FullName
        Import-Module -Name $script:management.Path
    }
}

AfterAll {
    if ($script:management) {
        $script:registered | ForEach-Object { Unregister-SecretVault -Name $_ }
        $env:HOME = $script:homeBefore
    }
}

Describe 'SecretManagement' {
    BeforeAll {
        $script:folder = Join-Path -Path $TestDrive -ChildPath ([guid]::NewGuid())
        if ($script:management) {
            $script:vault = Add-Vault -Path "$script:folder/vault"
            $null = Connect-CredentialAuthority -Path "$script:folder/vault" -Name pester
        }
    }

    AfterAll {
        if ($script:management) {
            Disconnect-CredentialAuthority -Authority pester
        }
    }

    BeforeEach {
        if (-not $script:management) { Set-ItResult -Skipped -Because 'Microsoft.PowerShell.SecretManagement is not installed' }
    }

    It 'registers the module, and knows it by its name' {
        $registered = Get-SecretVault -Name $script:vault
        $registered.ModuleName | Should -Be 'PSCredentials'
        Test-SecretVault -Name $script:vault | Should -BeTrue
        (Get-Command -Module PSCredentials).Name | Should -Not -Contain 'Get-Secret'
    }

    It 'registers it by its name on the module path' {
        $before = $env:PSModulePath
        $name = "psc-$([guid]::NewGuid().ToString('N'))"
        try {
            $env:PSModulePath = (Split-Path -Path $script:manifest | Split-Path) + [IO.Path]::PathSeparator + $env:PSModulePath
            Register-SecretVault -Name $name -ModuleName PSCredentials -VaultParameters @{ Path = "$script:folder/vault" }
            $script:registered.Add($name)
        } finally {
            $env:PSModulePath = $before
        }
        Test-SecretVault -Name $name | Should -BeTrue
    }

    It 'gives a <Kind> back as what it was' -ForEach @(
        @{ Kind = 'byte[]'; Value = { , [byte[]](0, 7, 255) }; Form = { $_.GetType().Name; $_ -join ' ' }; Type = 'ByteArray' }
        @{ Kind = 'byte[] of one'; Value = { , [byte[]]@(9) }; Form = { $_.GetType().Name; $_ -join ' ' }; Type = 'ByteArray' }
        @{ Kind = 'string'; Value = { 'a text' }; Form = { $_.GetType().Name; ConvertFrom-Secure $_ }; Type = 'String' }
        @{ Kind = 'SecureString'; Value = { ConvertTo-Secure 'a secure text' }; Form = { $_.GetType().Name; ConvertFrom-Secure $_ }; Type = 'SecureString' }
        @{ Kind = 'PSCredential'; Value = { [pscredential]::new('EXAMPLE\ada', (ConvertTo-Secure 'hers')) }; Form = { $_.GetType().Name; $_.UserName; ConvertFrom-Secure $_.Password }; Type = 'PSCredential' }
        @{
            Kind  = 'Hashtable'
            Value = { @{ Port = 5432; Bytes = [byte[]](1, 2); Who = [pscredential]::new('bob', (ConvertTo-Secure 'his')); Pin = ConvertTo-Secure '1234' } }
            Form  = { $_.GetType().Name; $_.Count; $_.Port; $_.Bytes -join ' '; $_.Who.UserName; ConvertFrom-Secure $_.Who.Password; ConvertFrom-Secure $_.Pin }
            Type  = 'Hashtable'
        }
    ) {
        $name = "kind-$Type-$([guid]::NewGuid().ToString('N'))"
        $secret = & $Value
        Set-Secret -Name $name -Vault $script:vault -Secret $secret
        $read = Get-Secret -Name $name -Vault $script:vault

        # What is a string comes from Get-Secret as a SecureString.
        if ($Type -eq 'String') { $secret = ConvertTo-Secure $secret }
        , $read | ForEach-Object -Process $Form | Should -Be (, $secret | ForEach-Object -Process $Form)
        (Get-SecretInfo -Name $name -Vault $script:vault).Type | Should -Be $Type
    }

    It 'gives text as text where that is asked for' {
        Set-Secret -Name plain -Vault $script:vault -Secret 'a text'
        Get-Secret -Name PLAIN -Vault $script:vault -AsPlainText | Should -BeExactly 'a text'
    }

    It 'keeps metadata by type, and replaces them' {
        $until = [datetime]::new(2027, 1, 2, 3, 4, 5, [DateTimeKind]::Utc)
        Set-Secret -Name noted -Vault $script:vault -Secret x -Metadata @{ Purpose = 'deploy'; Port = 5; Until = $until }
        $noted = (Get-SecretInfo -Name noted -Vault $script:vault).Metadata
        $noted['Purpose'], $noted['Port'], $noted['Until'] | Should -Be @('deploy', 5, $until)
        $noted['Port'] | Should -BeOfType [int]

        Set-SecretInfo -Name noted -Vault $script:vault -Metadata @{ Only = 'this' }
        (Get-SecretInfo -Name noted -Vault $script:vault).Metadata.Keys | Should -Be 'Only'
        { Set-Secret -Name noted -Vault $script:vault -Secret x -Metadata @{ Flag = $true } -ErrorAction Stop } | Should -Throw -ErrorId 'InvalidArgument*'
    }

    It 'finds by wildcards' {
        'web-db', 'web-api', 'mail-in' | ForEach-Object { Set-Secret -Name $_ -Vault $script:vault -Secret $_ }
        (Get-SecretInfo -Name 'WEB-*' -Vault $script:vault).Name | Should -Be @('web-api', 'web-db')
        (Get-SecretInfo -Name '[lm]ail-?n' -Vault $script:vault).Name | Should -Be 'mail-in'
        (Get-SecretInfo -Vault $script:vault).Name | Should -Contain 'web-db'
        Get-SecretInfo -Name 'nothing*' -Vault $script:vault | Should -BeNullOrEmpty
    }

    It 'replaces, keeps from replacing, copies and removes' {
        Set-Secret -Name changing -Vault $script:vault -Secret one
        Set-Secret -Name changing -Vault $script:vault -Secret two
        { Set-Secret -Name changing -Vault $script:vault -Secret three -NoClobber -ErrorAction Stop } | Should -Throw -ErrorId 'SetSecretCommandAlreadyExistsWithNoClobber*'
        Get-Secret -Name changing -Vault $script:vault -AsPlainText | Should -Be 'two'

        $other = Add-Vault -Path "$script:folder/other"
        Get-SecretInfo -Name changing -Vault $script:vault | Set-Secret -Vault $other
        Get-Secret -Name changing -Vault $other -AsPlainText | Should -Be 'two'

        Remove-Secret -Name changing -Vault $script:vault
        Get-Secret -Name changing -Vault $script:vault -ErrorAction SilentlyContinue -ErrorVariable missing | Should -BeNullOrEmpty
        $missing.FullyQualifiedErrorId | Should -Be 'GetSecretNotFound,Microsoft.PowerShell.SecretManagement.GetSecretCommand'
        { Remove-Secret -Name changing -Vault $script:vault -ErrorAction Stop } | Should -Throw -ErrorId 'NotFound*'
    }

    It 'is read in another runspace, and in another process' {
        Set-Secret -Name shared -Vault $script:vault -Secret here
        $runspace = [powershell]::Create()
        try {
            $null = $runspace.AddScript('param($module, $vault) Import-Module -Name $module; Get-Secret -Name shared -Vault $vault -AsPlainText').AddArgument($script:management.Path).AddArgument($script:vault)
            $runspace.Invoke() | Should -Be 'here'
        } finally {
            $runspace.Dispose()
        }

        $there = pwsh -NoProfile -NonInteractive -Command "Import-Module -Name '$($script:management.Path)'; Get-Secret -Name shared -Vault $($script:vault) -AsPlainText; Set-Secret -Name shared -Vault $($script:vault) -Secret there"
        $there | Should -Be 'here'
        Get-Secret -Name shared -Vault $script:vault -AsPlainText | Should -Be 'there'
    }

    It 'tells of each of them in the audit trail, without the secret' {
        Set-Secret -Name audited -Vault $script:vault -Secret 'never-to-be-told'
        $null = Get-Secret -Name audited -Vault $script:vault
        Remove-Secret -Name audited -Vault $script:vault
        $events = Get-CredentialEvent -SubjectName audited -Authority pester
        $events.Action | Should -Be @('Create', 'Reveal', 'Remove')
        $events | Format-List -Property * | Out-String | Should -Not -Match 'never-to-be-told'
    }

    It 'reads what the authority issued to be recoverable, and nothing else' {
        $token = New-ApiCredential -Name ci-deploy -Type ApiToken -Owner ada -Recoverable -Authority pester
        $null = New-ApiCredential -Name ci-secret -Type ApiToken -Authority pester
        ConvertFrom-Secure (Get-Secret -Name ci-deploy -Vault $script:vault) | Should -BeExactly $token.GetToken()
        (Get-SecretInfo -Name 'ci-*' -Vault $script:vault).Name | Should -Be 'ci-deploy'
        $facts = (Get-SecretInfo -Name ci-deploy -Vault $script:vault).Metadata
        $facts['Id'], $facts['Family'], $facts['Type'], $facts['Owner'], $facts['State'] | Should -Be @($token.Id, 'ApiCredential', 'ApiToken', 'ada', 'Active')
        $facts['ExpiresAt'] | Should -Be $token.ExpiresAt.UtcDateTime

        $rotated = Update-ApiCredential -Identity ci-deploy -Rotate -Force -GracePeriod 1h -Authority pester
        ConvertFrom-Secure (Get-Secret -Name ci-deploy -Vault $script:vault) | Should -BeExactly $rotated.GetToken()
        { Set-Secret -Name ci-deploy -Vault $script:vault -Secret mine -ErrorAction Stop } | Should -Throw -ErrorId 'InvalidState*'
        { Remove-Secret -Name ci-deploy -Vault $script:vault -ErrorAction Stop } | Should -Throw '*Revoke-ApiCredential*'

        $null = Revoke-ApiCredential -Identity ci-deploy -Authority pester -Confirm:$false
        Get-SecretInfo -Name ci-deploy -Vault $script:vault | Should -BeNullOrEmpty
        Get-Secret -Name ci-deploy -Vault $script:vault -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
    }

    It 'reads certificates, keys and accounts as what works with them' {
        $null = New-ApiCredential -Name build-agent -Type ApiCertificate -GeneratePassword -Recoverable -Authority pester
        $key = New-ApiKey -Name billing -Role Editor -Workspace tiger -Recoverable -Authority pester
        $null = New-CredentialProject -Name shop -Authority pester
        $account = New-ProjectCredential -Username ada -Project shop -Email ada@example.com -FullName Ada -GeneratePassword -Recoverable -Authority pester

        $files = Get-Secret -Name build-agent -Vault $script:vault
        [Security.Cryptography.X509Certificates.X509Certificate2]::new([byte[]]$files.Pkcs12, [securestring]$files.Password).HasPrivateKey | Should -BeTrue
        $texts = Get-Secret -Name build-agent -Vault $script:vault -AsPlainText
        [Security.Cryptography.X509Certificates.X509Certificate2]::CreateFromPem($texts.Certificate, $texts.PrivateKey).HasPrivateKey | Should -BeTrue
        Get-Secret -Name tiger/billing -Vault $script:vault -AsPlainText | Should -BeExactly $key.GetKey()
        $credential = Get-Secret -Name ada -Vault $script:vault
        $credential | Should -BeOfType [pscredential]
        $credential.GetNetworkCredential().Password | Should -BeExactly $account.GetPassword()
    }

    It 'says of an expired credential when it ended, and of a disabled one that it is' {
        $null = New-CredentialProject -Name late -Authority pester
        $null = New-ProjectCredential -Username bob -Project late -Email bob@example.com -FullName Bob -GeneratePassword -ExpireDate 2020-02-03 -Recoverable -Authority pester
        $null = New-ApiKey -Name paused -Role Owner -Recoverable -Authority pester | Disable-ApiKey
        { Get-Secret -Name bob -Vault $script:vault -ErrorAction Stop } | Should -Throw '*expired on 2020-02-0*'
        Get-Secret -Name paused -Vault $script:vault -WarningVariable told -WarningAction SilentlyContinue | Should -BeOfType [securestring]
        "$told" | Should -Match 'disabled'
    }

    It 'asks for the passphrase of a vault that has one, and takes it' {
        $name = Add-Vault -Path "$script:folder/sealed"
        Test-SecretVault -Name $name -ErrorAction SilentlyContinue -ErrorVariable none | Should -BeFalse
        $none.FullyQualifiedErrorId | Should -Match '^NotFound'
        $null = Initialize-CredentialAuthority -Path "$script:folder/sealed" -Name sealed -Passphrase (ConvertTo-Secure 'right horse battery')
        Disconnect-CredentialAuthority -Authority sealed

        { Set-Secret -Name one -Vault $name -Secret 1 -ErrorAction Stop } | Should -Throw -ExceptionType ([Microsoft.PowerShell.SecretManagement.PasswordRequiredException])
        Get-Secret -Name one -Vault $name -ErrorAction SilentlyContinue -ErrorVariable locked | Should -BeNullOrEmpty
        $locked[0].Exception | Should -BeOfType [Microsoft.PowerShell.SecretManagement.PasswordRequiredException]
        Test-SecretVault -Name $name -ErrorAction SilentlyContinue | Should -BeFalse
        { Unlock-SecretVault -Name $name -Password (ConvertTo-Secure 'wrong horse battery') -ErrorAction Stop } | Should -Throw -ErrorId 'MasterKeyRejected*'

        Unlock-SecretVault -Name $name -Password (ConvertTo-Secure 'right horse battery')
        Set-Secret -Name one -Vault $name -Secret 'sealed text'
        Get-Secret -Name one -Vault $name -AsPlainText | Should -Be 'sealed text'
        Test-SecretVault -Name $name | Should -BeTrue
    }

    It 'refuses a registration that means nothing, when it is used' {
        $name = "psc-$([guid]::NewGuid().ToString('N'))"
        Register-SecretVault -Name $name -ModuleName $script:manifest -VaultParameters @{ Folder = 'x' }
        $script:registered.Add($name)
        { Get-SecretInfo -Vault $name -ErrorAction Stop } | Should -Throw "*'Folder'*"
        Test-SecretVault -Name $name -ErrorAction SilentlyContinue | Should -BeFalse
    }

    It 'is where a saved connection finds its token' {
        Set-Secret -Name tenant-token -Vault $script:vault -Secret 'psc-a-token'
        $null = Save-CredentialConnection -Name tenant -Provider Apinizer -Uri http://127.0.0.1:9 -SecretName tenant-token -SecretVault $script:vault -MaximumRetryCount 0 -Authority pester
        { Connect-CredentialAuthority -ConnectionName tenant -Authority pester -ErrorAction Stop } | Should -Throw -ErrorId 'AuthorityUnreachable*'
        (Get-CredentialEvent -SubjectName tenant-token -Action Reveal -Authority pester).Outcome | Should -Be 'Success'
    }
}
