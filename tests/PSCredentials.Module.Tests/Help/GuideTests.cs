using System.Text.RegularExpressions;

namespace PSCredentials.Module.Tests.Help;

/// <summary>The guides: the files they show are put together and run.</summary>
public sealed partial class GuideTests : IDisposable
{
    private static readonly string Guides = Path.Combine(TestEnvironment.Repository, "docs", "guides");
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task The_files_of_the_testing_guide_pass()
    {
        WriteFiles("testing.md");

        string output = await PowerShellTool.RunAsync("Pester", $$"""
            $env:PSModulePath = '{{Path.GetDirectoryName(Path.GetDirectoryName(TestEnvironment.Manifest))}}' + [IO.Path]::PathSeparator + $env:PSModulePath
            $run = Invoke-Pester -Path '{{_folder.Path}}' -PassThru -Output None
            $run.Failed | ForEach-Object { "$($_.ExpandedPath): $($_.ErrorRecord)" }
            "$($run.PassedCount) passed"
            """);

        Assert.Equal("5 passed", output);
    }

    [Fact]
    public async Task The_script_of_the_notifications_guide_tells_once()
    {
        WriteFiles("notifications.md");

        string output = await PowerShellTool.RunAsync("Microsoft.PowerShell.Utility", $$"""
            $env:PSCREDENTIALS_HOME = '{{_folder.Path}}/vault'
            Import-Module -Name '{{TestEnvironment.Manifest}}'
            $null = New-ApiCredential -Name ends-soon -Type ApiToken -ExpirationDays 5
            1..2 | ForEach-Object { & '{{_folder.Path}}/Watch-Expiry.ps1' -Command /usr/bin/tee, -a, '{{_folder.Path}}/told.json' | ForEach-Object { "$_" } }
            """);

        Assert.Equal(["ends-soon", "pager: ends-soon Sent", "ends-soon"], output.Split('\n').Select(line => line.Split(" (")[0]));
        Assert.Contains("\"threshold\":7", Assert.Single(await File.ReadAllLinesAsync(Path.Combine(_folder.Path, "told.json"), TestContext.Current.CancellationToken)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_script_of_the_certificates_guide_writes_the_list_and_tells_the_server()
    {
        WriteFiles("certificates.md");

        string output = await PowerShellTool.RunAsync("Microsoft.PowerShell.Utility", $$"""
            $env:PSCREDENTIALS_HOME = '{{_folder.Path}}/vault'
            Import-Module -Name '{{TestEnvironment.Manifest}}'
            function nginx { "nginx $args" }
            1..2 | ForEach-Object { & '{{_folder.Path}}/Publish-RevocationList.ps1' -Path '{{_folder.Path}}/clients.crl' | ForEach-Object { "$_" } }
            (Get-CredentialEvent -Action IssueRevocationList).Count
            """);

        string list = Path.Combine(_folder.Path, "clients.crl");
        Assert.Equal([list, "nginx -s reload", list, "nginx -s reload", "2"], output.Split('\n'));
        Assert.StartsWith("-----BEGIN X509 CRL-----", await File.ReadAllTextAsync(list, TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_script_of_the_deployment_guide_tells_a_true_message_from_a_changed_or_old_one()
    {
        WriteFiles("deployment.md");

        // The message that libraries of Standard Webhooks test themselves by.
        string output = await PowerShellTool.RunAsync("Microsoft.PowerShell.Utility", $$"""
            $message = @{
                Key = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'; Id = 'msg_p5jXN8AQM9LWM0D4loKWxJek'; Timestamp = '1614265330'; Body = '{"test": 2432232314}'
                Signature = 'v1,AAAA v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE='; Tolerance = [int]::MaxValue
            }
            $check = '{{_folder.Path}}/Test-WebhookMessage.ps1'
            & $check @message
            foreach ($change in @{ Body = '{"test": 1}' }, @{ Id = 'msg_2' }, @{ Key = 'whsec_AAAA' }, @{ Signature = 'v1,AAAA' }, @{ Tolerance = 300 }) {
                $changed = $message.Clone()
                $change.GetEnumerator() | ForEach-Object { $changed[$_.Key] = $_.Value }
                & $check @changed
            }
            """);

        Assert.Equal("True False False False False False", output.ReplaceLineEndings(" ").Trim());
    }

    [Fact]
    public async Task The_scripts_of_the_guide_to_SecretManagement_issue_and_read_by_name()
    {
        WriteFiles("secretmanagement.md");

        // The registry of vaults lies in the account's own folder.
        string output = await PowerShellTool.RunAsync("Microsoft.PowerShell.SecretManagement", $$"""
            $env:PSModulePath = '{{Path.GetDirectoryName(Path.GetDirectoryName(TestEnvironment.Manifest))}}' + [IO.Path]::PathSeparator + $env:PSModulePath
            $name = "guide-$([guid]::NewGuid())"
            & '{{_folder.Path}}/Publish-Credential.ps1' -Path '{{_folder.Path}}/vault'
            Register-SecretVault -Name $name -ModuleName PSCredentials -VaultParameters @{ Path = '{{_folder.Path}}/vault' }
            try { & '{{_folder.Path}}/Use-Credential.ps1' -Vault $name } finally { Unregister-SecretVault -Name $name }
            """);

        Assert.Equal(
            [
                "a token: SecureString of 57 characters", "an account: PSCredential of ada", "a certificate: CN=build-agent, with its key: True", "ada: Password, Active",
                "build-agent: ApiCertificate, Active", "ci-deploy: ApiToken, Active",
            ],
            output.Split('\n'));
    }

    [Fact]
    public async Task ScriptAnalyzer_finds_nothing_in_the_guides()
    {
        string[] withScripts = [.. Directory.EnumerateFiles(Guides, "*.md").Where(guide => FileBlock().IsMatch(File.ReadAllText(guide)))];
        Assert.NotEmpty(withScripts);
        foreach (string guide in withScripts)
        {
            WriteFiles(Path.GetFileName(guide));
        }

        string output = await PowerShellTool.AnalyzeAsync(_folder.Path);

        Assert.Equal(string.Empty, output);
    }

    public void Dispose() => _folder.Dispose();

    /// <summary>A file's name stands in a line of its own before each of its blocks.</summary>
    private void WriteFiles(string guide)
    {
        MatchCollection blocks = FileBlock().Matches(File.ReadAllText(Path.Combine(Guides, guide)));
        Assert.NotEmpty(blocks);
        foreach (IGrouping<string, Match> file in blocks.GroupBy(block => block.Groups["file"].Value))
        {
            _folder.Write(file.Key, string.Join('\n', file.Select(block => block.Groups["code"].Value)));
        }
    }

    [GeneratedRegex(@"^`(?<file>[\w.-]+)`:\n\n```powershell\n(?<code>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex FileBlock();
}
