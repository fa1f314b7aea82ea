# Every type in every shape, live and deserialized: what it shows, and that nothing stored reaches the terminal raw.

BeforeAll {
    Import-Module -Name "$PSScriptRoot/../../module/PSCredentials/PSCredentials.psd1"

    # An object of each type as another authority, or a script, could make it.
    function Get-Sample([string] $Type, [string] $Suffix = '') {
        $sample = [pscustomobject]@{
            Name = "a-name$Suffix"; Namespace = "system$Suffix"; Workspace = "tiger$Suffix"; Type = "ApiToken$Suffix"; Role = "Editor$Suffix"; State = "Active$Suffix"
            ExpiresAt = [datetimeoffset]::UtcNow.AddDays(90); ValidUntil = [DateOnly]::FromDateTime([datetime]::UtcNow.AddDays(90)); Owner = "ada$Suffix"
            UserName = "ada$Suffix"; Description = "text$Suffix"; Id = "id$Suffix"; Authority = "an-authority$Suffix"; LastUsedAddress = "::1$Suffix"
            IPAddress = @("10.0.0.1$Suffix"); UserGroup = @("group$Suffix"); NamespaceRole = @("role$Suffix"); Label = @{ "a$Suffix" = "b$Suffix" }
            SiteName = "site$Suffix"; ClusterName = "east$Suffix"; ClusterNamespace = "web$Suffix"; SerialNumber = "0A$Suffix"; Fingerprint = "0B$Suffix"
            ServiceAccountName = "account$Suffix"; MaskedKey = "****$Suffix"; CreatedAt = "moment$Suffix"; RevocationReason = "reason$Suffix"
            IsValid = $true; Reason = "Valid$Suffix"; Credential = "a-credential$Suffix"; Principal = "ada$Suffix"; Right = @("a:b$Suffix")
            IsCurrent = $true; Provider = "Embedded$Suffix"; Location = "/vault$Suffix"; Protection = "KeyFile$Suffix"; Caller = "ada$Suffix"
            CertificateAuthoritySubject = "CN=x$Suffix"; Server = "https://x$Suffix"; CertificateAuthority = 'pem'; MinimumPasswordLength = 8
            Lifetime = @("a lifetime$Suffix"); DefaultLifetime = [timespan]::FromDays(90); MaximumLifetime = [timespan]::FromDays(730)
            Sequence = 1; Time = "moment$Suffix"; Actor = "ada$Suffix"; Action = "Create$Suffix"; Outcome = "Success$Suffix"; SubjectType = "ApiKey$Suffix"
            SubjectName = "a-subject$Suffix"; SubjectId = "id$Suffix"; Scope = "tiger$Suffix"; Detail = "detail$Suffix"
        }
        $sample.PSTypeNames.Insert(0, $Type)
        if ($Type -match '^(.*)\.Issued(\w+)$') { $sample.PSTypeNames.Insert(1, "$($Matches[1]).$($Matches[2])") }
        $sample
    }
}

Describe 'Views of <Type>' -ForEach @(
    @{ Type = 'ApiCredential'; Table = 'Name +State +Expires'; Wide = '^Active   a-name' }
    @{ Type = 'IssuedApiCredential'; Table = 'Name +State +Expires'; Wide = '^Active   a-name' }
    @{ Type = 'ApiKey'; Table = 'Name +State +Expires'; Wide = '^Active   a-name' }
    @{ Type = 'IssuedApiKey'; Table = 'Name +State +Expires'; Wide = '^Active   a-name' }
    @{ Type = 'CredentialVerdict'; Table = 'IsValid +Reason +Credential'; Wide = '^Valid    a-credential' }
    @{ Type = 'CredentialAuthorityInfo'; Table = 'Current +Name +Provider +Protection +Caller +Location'; Wide = '^a-name \(current\)' }
    @{ Type = 'CredentialCluster'; Table = 'Name +Server +Created'; Wide = '^a-name' }
    @{ Type = 'CredentialPolicy'; Table = 'Authority +MinimumPasswordLength'; Wide = '^an-authority \(1 types\)' }
    @{ Type = 'LifetimePolicy'; Table = 'Type +Default +Maximum'; Wide = '^ApiToken 90 days, at most 730 days' }
    @{ Type = 'CredentialEvent'; Table = 'Time +Outcome +Action +Subject +Actor +Detail'; Wide = '^Success  Create a-subject' }
) {
    It 'has a table, a list and a wide view, <_>' -ForEach 'live', 'deserialized' {
        $name = $(if ($_ -eq 'live') { '' } else { 'Deserialized.' }) + "PSCredentials.$Type"
        $sample = Get-Sample -Type $name
        ($sample | Format-Table | Out-String -Width 200) -replace '\e\[[0-9;]*m' | Should -Match $Table
        ($sample | Format-List | Out-String -Width 200) -replace '\e\[[0-9;]*m' | Should -Match '(?m)^(Name|Authority|Type|Reason) +: '
        (($sample | Format-Wide | Out-String -Width 200) -replace '\e\[[0-9;]*m').Trim() | Should -Match $Wide
    }

    It 'shows control and format characters, and lets none through, <_>' -ForEach 'live', 'deserialized' {
        $name = $(if ($_ -eq 'live') { '' } else { 'Deserialized.' }) + "PSCredentials.$Type"
        $text = -join (@(Get-Sample -Type $name -Suffix "`e[2J`u{202E}`a") | ForEach-Object {
                $_ | Format-Table | Out-String -Width 1000
                $_ | Format-List | Out-String -Width 1000
                $_ | Format-Wide -Column 1 | Out-String -Width 1000
            })
        $text | Should -Match '`u\{1B\}\[2J`u\{202E\}`u\{7\}'
        $text | Should -Not -Match '\e\[2J|\u202E|\a'
    }
}

Describe 'The engine' {
    It 'counts the two columns of East Asian characters' {
        $rows = Get-Sample -Type PSCredentials.ApiCredential; $wide = Get-Sample -Type PSCredentials.ApiCredential; $wide.Name = "`u{8CC7}`u{683C}`u{60C5}`u{5831}"
        $lines = ($rows, $wide | Format-Table | Out-String -Width 100) -replace '\e\[[0-9;]*m' -split "`n" | Where-Object { $_ -match 'Active' }
        $lines[1].IndexOf('Active') | Should -Be ($lines[0].IndexOf('Active') - 4)
    }
}
