# Files, jobs and other sessions: rows and deserialized objects are as good as live ones, and none of them carries a secret.

BeforeAll {
    Import-Module -Name "$PSScriptRoot/../../module/PSCredentials/PSCredentials.psd1"
}

Describe 'Pipelines' {
    BeforeEach {
        $script:folder = Join-Path -Path $TestDrive -ChildPath ([guid]::NewGuid())
        $null = Connect-CredentialAuthority -Path "$script:folder/vault" -Name pester
    }

    AfterEach {
        Disconnect-CredentialAuthority -Authority pester
    }

    It 'issues the keys of a CSV file' {
        Set-Content -LiteralPath "$script:folder/keys.csv" -Value @'
Name,Role,Workspace,UserName,ValidUntil,TokenLifetime,IPAddress,Label
dashboard,Editor,tiger,ada,2027-05-06,600,10.0.0.1;10.1.0.0/16,team=pay
root,Owner,,,,,,
'@
        $keys = Import-Csv -LiteralPath "$script:folder/keys.csv" | New-ApiKey
        $keys.Name | Should -Be dashboard, root
        $keys[0].IPAddress | Should -Be 10.0.0.1, 10.1.0.0/16
        $keys[0].TokenLifetime | Should -Be ([timespan]::FromMinutes(10))
        $keys[1].UserName | Should -Be admin
    }

    It 'finds again what went through a CSV file' {
        'one-token', 'two-token' | ForEach-Object { $null = New-ApiCredential -Name $_ -Type ServiceApiToken -NamespaceRole pay:reader }
        Get-ApiCredential | Export-Csv -LiteralPath "$script:folder/list.csv"
        Import-Csv -LiteralPath "$script:folder/list.csv" | Disable-ApiCredential
        (Get-ApiCredential).State | Should -Be Disabled, Disabled
        (Import-Csv -LiteralPath "$script:folder/list.csv" | Get-ApiCredential).Name | Should -Be one-token, two-token
    }

    It 'issues from JSON what JSON was made of' {
        $null = New-ApiCredential -Name from-json -Type ServiceApiToken -Label @{ team = 'pay' } -NamespaceRole pay:reader -IPAddress 10.0.0.1 -UserGroup ops
        $null = New-ApiKey -Name from-json -Role Editor -Workspace tiger -ValidUntil 2027-02-03 -TokenLifetime 10m -Label @{ team = 'pay' }
        $copy = Get-ApiCredential | ConvertTo-Json | ConvertFrom-Json | New-ApiCredential -Namespace elsewhere
        "$($copy.Label['team']) $($copy.NamespaceRole) $($copy.IPAddress) $($copy.UserGroup)" | Should -Be 'pay pay:reader 10.0.0.1 ops'
        $key = Get-ApiKey | ConvertTo-Json | ConvertFrom-Json | New-ApiKey -Name to-json
        "$($key.Label['team']) $($key.ValidUntil.ToString('o')) $($key.TokenLifetime)" | Should -Be 'pay 2027-02-03 00:10:00'
    }

    It 'points at the clusters that <Name> names' -ForEach @(
        @{ Name = 'a CSV file'; Way = { $input | Export-Csv -LiteralPath $args[0]; Import-Csv -LiteralPath $args[0] } }
        @{ Name = 'JSON'; Way = { $input | ConvertTo-Json | ConvertFrom-Json } }
        @{ Name = 'CLIXML'; Way = { $input | Export-Clixml -LiteralPath $args[0]; Import-Clixml -LiteralPath $args[0] } }
    ) {
        'east', 'west' | ForEach-Object { $null = Register-CredentialCluster -Name $_ -Server "https://$_.example.com" }
        $first = New-ApiCredential -Name the-first -Type ServiceKubeConfig -ClusterName west, east -ClusterNamespace default
        $copy = $first | Select-Object -Property Name, Type, ClusterName, ClusterNamespace | & $Way "$script:folder/clusters" | New-ApiCredential -Namespace elsewhere
        $copy.ClusterName | Should -Be west, east
        $copy.ClusterNamespace | Should -Be default
    }

    It 'reads dates of a CSV file that was written under <_>' -ForEach 'ar-SA', 'th-TH', 'tr-TR', 'de-DE', 'en-GB' {
        $before = [cultureinfo]::CurrentCulture
        try {
            [cultureinfo]::CurrentCulture = $_
            $null = New-ApiCredential -Name from-csv -Type API_TOKEN -ExpiresAt 2027-01-31T00:00Z
            $null = New-ApiKey -Name from-csv -Role Owner -ValidUntil 2027-02-03
            Get-ApiCredential | Select-Object -Property Name, Type, ExpiresAt | Export-Csv -LiteralPath "$script:folder/list.csv" -UseCulture
            Get-ApiKey | Select-Object -Property Name, Role, ValidUntil | Export-Csv -LiteralPath "$script:folder/keys.csv" -UseCulture
            (Import-Csv -LiteralPath "$script:folder/list.csv" -UseCulture | New-ApiCredential -Namespace elsewhere).ExpiresAt | Should -Be ([DateTimeOffset] '2027-01-31T00:00Z')
            (Import-Csv -LiteralPath "$script:folder/keys.csv" -UseCulture | New-ApiKey -Workspace elsewhere).ValidUntil | Should -Be ([DateOnly]::new(2027, 2, 3))
        }
        finally {
            [cultureinfo]::CurrentCulture = $before
        }
    }

    It 'finds again what <Name> gives' -ForEach @(
        @{ Name = 'Select-Object of the id'; Way = { Get-ApiCredential | Select-Object -Property Id } }
        @{ Name = 'Select-Object of name and namespace'; Way = { Get-ApiCredential | Select-Object -Property Name, Namespace } }
        @{ Name = 'Select-Object of all'; Way = { Get-ApiCredential | Select-Object -Property * } }
        @{ Name = 'JSON'; Way = { Get-ApiCredential | ConvertTo-Json | ConvertFrom-Json } }
        @{ Name = 'CLIXML'; Way = { Get-ApiCredential | Export-Clixml -LiteralPath $args[0]; Import-Clixml -LiteralPath $args[0] } }
        @{ Name = 'a job'; Way = { Get-ApiCredential | ForEach-Object { $one = $_; Start-Job -ScriptBlock { $using:one } | Receive-Job -Wait -AutoRemoveJob } } }
    ) {
        $null = New-ApiCredential -Name there-and-back -Type ServiceApiToken -Namespace payments
        $given = & $Way "$script:folder/file.xml"
        ($given | Get-ApiCredential).Name | Should -Be there-and-back
        $given | Set-ApiCredential -Description changed
        $given | Disable-ApiCredential
        $renewed = $given | Update-ApiCredential -ExpirationDays 3 -Force
        "$($renewed.Description) $($renewed.State)" | Should -Be 'changed Disabled'
        $given | Revoke-ApiCredential -Confirm:$false
        $given | Remove-ApiCredential -Confirm:$false
        Get-ApiCredential | Should -BeNullOrEmpty
    }

    It 'shows a deserialized object as a live one' {
        $null = New-ApiCredential -Name there-and-back -Type ApiToken -Label @{ team = 'pay' }
        $live = Get-ApiCredential
        $live | Export-Clixml -LiteralPath "$script:folder/file.xml"
        $copy = Import-Clixml -LiteralPath "$script:folder/file.xml"
        $copy.PSObject.TypeNames[0] | Should -Be Deserialized.PSCredentials.ApiCredential
        ($copy | Format-Table | Out-String) | Should -Be ($live | Format-Table | Out-String)
        ($copy | Format-List | Out-String) | Should -Be ($live | Format-List | Out-String)
    }

    It 'issues in a job and brings the facts back' {
        $vault = "$script:folder/vault"
        $manifest = (Get-Module -Name PSCredentials).Path -replace 'dll$', 'psd1'
        $issued = Start-Job -ScriptBlock {
            Import-Module -Name $using:manifest
            $null = Connect-CredentialAuthority -Path $using:vault -Name job
            New-ApiCredential -Name from-job -Type ApiToken
        } | Receive-Job -Wait -AutoRemoveJob
        $issued.Name | Should -Be from-job
        $issued.PSObject.Properties.Name | Should -Not -Contain Token
        ($issued | Select-Object -Property Id | Get-ApiCredential).Name | Should -Be from-job
    }

    It 'issues in sixteen runspaces at once' {
        $vault = "$script:folder/vault"
        $manifest = "$PSScriptRoot/../../module/PSCredentials/PSCredentials.psd1"
        $good = 1..64 | ForEach-Object -ThrottleLimit 16 -Parallel {
            Import-Module -Name $using:manifest
            if (-not (Get-CredentialAuthority -Name pester -ErrorAction Ignore)) { $null = Connect-CredentialAuthority -Path $using:vault -Name pester }
            New-ApiCredential -Name "parallel-$_" -Type ApiToken | Test-ApiCredential
        }
        @($good | Where-Object { $_ }).Count | Should -Be 64
        @(Get-ApiCredential -Name parallel-*).Count | Should -Be 64
    }
}
