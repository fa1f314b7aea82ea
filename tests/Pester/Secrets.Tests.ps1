# A secret is on the object that issue or rotation returns, for use, and nowhere to be seen.

BeforeAll {
    Import-Module -Name "$PSScriptRoot/../../module/PSCredentials/PSCredentials.psd1"

    # A text, and the forms in which serializers write it: CLIXML writes a SecureString on Unix as the hexadecimal of its UTF-16.
    function script:Get-SecretForm ([string] $Text) {
        $Text
        foreach ($encoding in [Text.Encoding]::UTF8, [Text.Encoding]::Unicode) {
            [Convert]::ToHexString($encoding.GetBytes($Text))
            [Convert]::ToBase64String($encoding.GetBytes($Text))
        }
    }
}

Describe 'Secrets' {
    BeforeAll {
        $script:folder = Join-Path -Path $TestDrive -ChildPath ([guid]::NewGuid())
        $null = Connect-CredentialAuthority -Path "$script:folder/vault" -Name pester
        $script:issued = @{
            Token       = New-ApiCredential -Name a-token -Type ApiToken
            Certificate = New-ApiCredential -Name a-certificate -Type ApiCertificate -GeneratePassword
            KubeConfig  = New-ApiCredential -Name a-config -Type KubeConfig -Server https://x:6443
            Key         = New-ApiKey -Name a-key -Role Owner
        }
        $texts = @(
            $script:issued.Token.GetToken()
            $script:issued.Certificate.GetPassword()
            $script:issued.Certificate.GetPrivateKeyPem() -split "`n" | Where-Object { $_ -and $_ -notlike '-----*' }
            $script:issued.KubeConfig.GetPrivateKeyPem() -split "`n" | Where-Object { $_ -and $_ -notlike '-----*' }
            ([regex]'client-key-data: "?([^"\s]+)').Match($script:issued.KubeConfig.GetKubeConfig()).Groups[1].Value
            $script:issued.Key.GetKey()
        )
        $script:secrets = $texts | ForEach-Object { Get-SecretForm -Text $_ }
    }

    AfterAll {
        Disconnect-CredentialAuthority -Authority pester
    }

    It 'are more than a few' {
        @($script:secrets).Count | Should -BeGreaterThan 25
        $script:secrets | Should -Not -Contain ''
    }

    It 'are not in what <Name> makes of a <Kind>' -ForEach @(
        foreach ($kind in 'Token', 'Certificate', 'KubeConfig', 'Key') {
            @{ Kind = $kind; Name = 'Out-String'; Way = { $_ | Out-String } }
            @{ Kind = $kind; Name = 'Format-List *'; Way = { $_ | Format-List -Property * -Force | Out-String -Width 4000 } }
            @{ Kind = $kind; Name = 'Format-Table *'; Way = { $_ | Format-Table -Property * -Force | Out-String -Width 4000 } }
            @{ Kind = $kind; Name = 'Format-Custom'; Way = { $_ | Format-Custom -Depth 4 | Out-String -Width 4000 } }
            @{ Kind = $kind; Name = 'Format-Wide'; Way = { $_ | Format-Wide | Out-String } }
            @{ Kind = $kind; Name = 'Select-Object *'; Way = { $_ | Select-Object -Property * | Out-String -Width 4000 } }
            @{ Kind = $kind; Name = 'ConvertTo-Json'; Way = { $_ | ConvertTo-Json -Depth 4 -WarningAction Ignore } }
            @{ Kind = $kind; Name = 'ConvertTo-Json of an object that holds it'; Way = { @{ Inner = @($_) } | ConvertTo-Json -Depth 5 -WarningAction Ignore } }
            @{ Kind = $kind; Name = 'ConvertTo-Csv'; Way = { $_ | ConvertTo-Csv } }
            @{ Kind = $kind; Name = 'ConvertTo-Xml'; Way = { ($_ | ConvertTo-Xml -Depth 3).OuterXml } }
            @{ Kind = $kind; Name = 'ConvertTo-Html'; Way = { $_ | ConvertTo-Html } }
            @{ Kind = $kind; Name = 'ConvertTo-CliXml'; Way = { [Management.Automation.PSSerializer]::Serialize($_, 5) } }
            @{ Kind = $kind; Name = 'ConvertTo-CliXml of an object that holds it'; Way = { [Management.Automation.PSSerializer]::Serialize([pscustomobject]@{ Inner = @{ Held = $_ } }, 6) } }
            @{ Kind = $kind; Name = 'Get-Member'; Way = { $_ | Get-Member | Out-String -Width 4000 } }
            @{ Kind = $kind; Name = 'a string'; Way = { "$_ $($_.ToString()) $('{0}' -f $_)" } }
            @{ Kind = $kind; Name = 'a job'; Way = { $it = $_; Start-ThreadJob -ScriptBlock { "$using:it" } | Receive-Job -Wait -AutoRemoveJob } }
        }
    ) {
        $text = @($script:issued[$Kind] | ForEach-Object -Process $Way) -join "`n"
        $text | Should -Not -BeNullOrEmpty
        foreach ($secret in $script:secrets) {
            $text.Contains($secret, [StringComparison]::OrdinalIgnoreCase) | Should -BeFalse -Because "$Name shows a secret"
        }
    }

    It 'are not in a transcript of a session that shows everything' {
        $path = "$script:folder/transcript.txt"
        $null = Start-Transcript -LiteralPath $path
        try {
            $script:issued.Values | Out-Default
            $script:issued.Values | Format-List -Property * | Out-Default
            $script:issued.Values | Where-Object -Property Name -NE a-key | Disable-ApiCredential -Verbose -Debug
            $script:issued.Token | Update-ApiCredential -ExpirationDays 9999 -ErrorAction Continue 2>&1 | Out-Default
        }
        finally {
            $null = Stop-Transcript
        }

        $text = Get-Content -LiteralPath $path -Raw
        $text | Should -Match a-certificate
        foreach ($secret in $script:secrets) {
            $text.Contains($secret, [StringComparison]::OrdinalIgnoreCase) | Should -BeFalse
        }
    }

    It 'come as text only where text was asked for' {
        $plain = New-ApiCredential -Name plain-token -Type ApiToken -AsPlainText
        $plain.Token | Should -BeOfType string
        $plain.Token | Should -Be $plain.GetToken()
    }
}
