using System.Text.Json;

namespace PSCredentials.Module.Tests.Conformance;

/// <summary>A process of PowerShell that runs every call of every scenario, and writes down what each view, converter and transcript makes of what came.</summary>
public sealed class ViewRun : IAsyncLifetime
{
    private const string Script = """
        param($Folder)
        $ErrorActionPreference = 'Continue'
        $DebugPreference = $VerbosePreference = $InformationPreference = 'Continue'
        $scenarios = Get-Content -Raw -LiteralPath $Folder/scenarios.json | ConvertFrom-Json -AsHashtable
        $manifest = $scenarios.Manifest
        Import-Module $manifest -Verbose:$false
        $vault = "$Folder/sample"
        . ([scriptblock]::Create($scenarios.Fill)) 4> $null
        $password = ConvertTo-SecureString $scenarios.Password -AsPlainText -Force
        $passphrase = ConvertTo-SecureString $scenarios.Passphrase -AsPlainText -Force
        $views = [ordered]@{
            'Out-String' = { $_ | Out-String -Width 4000 }
            'Format-List' = { $_ | Format-List -Property * -Force | Out-String -Width 4000 }
            'Format-Table' = { $_ | Format-Table -Property * -Force | Out-String -Width 40000 }
            'Format-Wide' = { $_ | Format-Wide | Out-String -Width 4000 }
            'Format-Custom' = { $_ | Format-Custom -Depth 2 | Out-String -Width 4000 }
            'ConvertTo-Json' = { $_ | ConvertTo-Json -Depth 2 -WarningAction Ignore }
            'ConvertTo-Csv' = { $_ | ConvertTo-Csv }
            'ConvertTo-Xml' = { ($_ | ConvertTo-Xml -Depth 2).OuterXml }
            'ConvertTo-Html' = { $_ | ConvertTo-Html }
            'CLIXML' = { [Management.Automation.PSSerializer]::Serialize($_, 2) }
            'Select-Object' = { [pscustomobject]@{ Held = $_ } | Select-Object * | Out-String -Width 4000 }
        }
        $secrets = @($scenarios.Password, $scenarios.Passphrase)
        function Find-Secret ($Item) {
            foreach ($method in 'GetToken', 'GetPassword', 'GetPrivateKeyPem', 'GetKubeConfig', 'GetKey') {
                if ($Item.PSObject.Methods[$method]) { try { foreach ($line in $Item.$method() -split "`n") { [pscustomobject]@{ Method = $method; Line = $line.Trim() } } } catch { $null = $_ } }
            }
        }
        $secrets += @($issuedtoken, $issuedcertificate, $issuedconfig, $issuedkey | ForEach-Object { Find-Secret $_ })
        foreach ($command in $scenarios.Calls.Keys) {
            $text = @(foreach ($call in $scenarios.Calls[$command]) {
                $folder = "$($scenarios.Root)/$([guid]::NewGuid())"
                $vault = "$folder/vault"
                $null = New-Item -ItemType Directory -Path $vault
                Copy-Item -Path "$($scenarios.Root)/sample/*" -Destination $vault
                $null = Connect-CredentialAuthority -Path $vault -Name main 4> $null
                $null = Start-Transcript -LiteralPath "$folder/transcript.txt"
                $all = @(. ([scriptblock]::Create($call)) *>&1)
                $all | Out-Default
                $null = Stop-Transcript
                Get-Content -Raw -LiteralPath "$folder/transcript.txt"
                $records, $returned = $all.Where({ $_ -is [Management.Automation.ErrorRecord] -or $_ -is [Management.Automation.InformationalRecord] }, 'Split')
                foreach ($view in $views.Keys) { "[$view]"; $returned | ForEach-Object $views[$view] }
                foreach ($view in 'Out-String', 'Format-List', 'CLIXML') { $records | ForEach-Object $views[$view] }
                $secrets += @($all | ForEach-Object { Find-Secret $_ })
                Get-CredentialAuthority * 4> $null | Disconnect-CredentialAuthority 4> $null
            })
            Set-Content -LiteralPath "$($scenarios.Root)/$command.txt" -Value ($text -join "`n")
        }
        Set-Content -LiteralPath "$($scenarios.Root)/secrets.json" -Value (ConvertTo-Json @($secrets))
        """;

    private readonly TemporaryFolder _folder = new();

    /// <summary>The secrets that the run made or took.</summary>
    internal IReadOnlyList<string> Secrets { get; private set; } = [];

    /// <summary>All that was shown and written for a command.</summary>
    internal string TextOf(string command) => File.ReadAllText(Path.Combine(_folder.Path, command + ".txt"));

    public async ValueTask InitializeAsync()
    {
        if (!ExternalProgram.IsInstalled("pwsh"))
        {
            return;
        }

        var scenarios = new
        {
            TestEnvironment.Manifest,
            Root = _folder.Path,
            SampleVault.Fill,
            SampleVault.Password,
            SampleVault.Passphrase,
            Calls = Scenarios.All.ToDictionary(
                scenario => scenario.Command,
                scenario => scenario.Calls.Select(call => call.Script).Concat(scenario.Refusals.Select(refusal => refusal.Script))
                    .Select(script => ExportedCommand.Of(scenario.Command).Reads ? script : script + " -Confirm:$false")),
        };
        _folder.Write("scenarios.json", JsonSerializer.Serialize(scenarios));
        ExternalProgram run = await ExternalProgram.RunAsync("pwsh", "-NoProfile", "-NonInteractive", "-File", _folder.Write("views.ps1", Script), _folder.Path);
        Assert.True(run.ExitCode == 0, run.Output + run.Error);
        using JsonDocument found = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(_folder.Path, "secrets.json")));
        Secrets =
        [
            .. found.RootElement.EnumerateArray().Select(entry => entry.ValueKind == JsonValueKind.String ? ("Given", entry.GetString()!) : (entry.GetProperty("Method").GetString()!, entry.GetProperty("Line").GetString()!))
                .Where(secret => SecretSearch.IsSecret(secret.Item1, secret.Item2)).Select(secret => secret.Item2).Distinct(),
        ];
    }

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }
}
