using System.Text.RegularExpressions;

namespace PSCredentials.Module.Tests.Formatting;

/// <summary>How every output type looks, live and deserialized, in the shell.</summary>
public sealed partial class ViewTests : IDisposable
{
    private const string Setup = """
        $null = Connect-CredentialAuthority '{0}' -Name main
        function Copy-ByClixml {{ process {{ [Management.Automation.PSSerializer]::Deserialize([Management.Automation.PSSerializer]::Serialize($_)) }} }}

        """;

    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string, string, string[]> Tables => new()
    {
        {
            "$null = New-ApiCredential a-token -Type ServiceApiToken -Owner ada; $null = New-ApiCredential ends-soon -Type ApiToken -Owner bob -ExpirationDays 3; Disable-ApiCredential a-token",
            "Get-ApiCredential",
            ["Name State Expires Type Namespace Owner", "a-token Disabled in 90 days ServiceApiToken system ada", "ends-soon Active in 3 days ApiToken system bob"]
        },
        {
            "$null = New-ApiKey a-key Editor -Workspace tiger -ValidUntil ([datetime]::UtcNow.AddDays(40))",
            "Get-ApiKey",
            ["Name State Expires Role Workspace UserName", "a-key Active <day> (in 40 days) Editor tiger admin"]
        },
        {
            "$null = Register-CredentialCluster east https://k8s.example.com:6443",
            "Get-CredentialCluster",
            ["Name Server Created CA", "east https://k8s.example.com:6443/ <time> system"]
        },
        {
            "Set-CredentialPolicy ApiToken -DefaultLifetime 12h -MaximumLifetime 30d",
            "Get-CredentialPolicy ApiToken, ApiKey",
            ["Type Default Maximum", "ApiToken 12 h 30 days", "ApiKey 90 days 730 days"]
        },
        {
            "$token = New-ApiCredential a-token -Type ServiceApiToken -NamespaceRole a:b",
            "$token | Test-ApiCredential -Detailed",
            ["IsValid Reason Credential Principal Right", "True Valid a-token a-token a:b"]
        },
        { "", "Test-ApiKey nonsense -Detailed", ["IsValid Reason Credential Principal Right", "False Malformed"] },
        {
            "$null = New-ApiKey a-key Owner",
            "Get-CredentialEvent -Newest 1",
            ["Time Outcome Action Subject Actor Detail", "<time> Success Create ApiKey a-key <user> Owner; valid until <day>"]
        },
        {
            "$null = Grant-CredentialRight devs -Group -Role Viewer -Workspace *; $null = Grant-CredentialRight ada -Role Owner",
            "Get-CredentialRight",
            ["Principal Role ScopeType Scope GrantedBy GrantedAt", "ada Owner Authority <user> <time>", "devs (group) Viewer Workspace * <user> <time>"]
        },
        { "", "Get-CredentialAuthority", ["Current Name Provider Protection Caller Location", "* main Embedded <protection> <user> <vault>"] },
    };

    [Theory]
    [MemberData(nameof(Tables), DisableDiscoveryEnumeration = true)]
    public void Tables_look_the_same_live_and_deserialized(string setup, string show, string[] expected)
    {
        string[] both = Show($"{setup}; {show} | Out-Host; '##' | Out-Host; {show} | Copy-ByClixml | Out-Host").Split("##");

        Assert.Equal(expected, Rows(both[0]));
        Assert.Equal(expected, Rows(both[1]));
    }

    [Fact]
    public void Issued_objects_are_lists_that_say_where_the_secret_is()
    {
        string text = Show("""
            New-ApiCredential a-token -Type ApiToken -Description 'for the tests' -Label @{ team = 'pay'; stage = 'prod' } -IPAddress 10.0.0.1, ::1
            New-ApiCredential a-certificate -Type ApiCertificate -GeneratePassword
            New-ApiCredential a-config -Type KubeConfig -Server https://x:6443
            New-ApiKey a-key Viewer -Workspace tiger | Out-Host
            """);

        Assert.Contains("Secret      : a token: $c.Token, $c.GetAuthorizationHeader()", text, StringComparison.Ordinal);
        Assert.Contains("Label       : stage=prod; team=pay", text, StringComparison.Ordinal);
        Assert.Contains("IPAddress   : 10.0.0.1, ::1", text, StringComparison.Ordinal);
        Assert.Contains(": a certificate: $c.Certificate, $c | Export-ApiCredential; its password: $c.Password", text, StringComparison.Ordinal);
        Assert.Contains(": a kubeconfig: $c | Export-ApiCredential, $c.GetKubeConfig()", text, StringComparison.Ordinal);
        Assert.Contains(": a key: $c.Key, $c.GetKey()", text, StringComparison.Ordinal);
        Assert.Matches(ExpiryLine(), text);
    }

    [Fact]
    public void A_deserialized_issued_object_says_that_the_secret_is_elsewhere()
    {
        string text = Show("New-ApiCredential a-token -Type ApiToken | Copy-ByClixml | Out-Host; New-ApiKey a-key Owner | Copy-ByClixml | Out-Host");

        Assert.Equal(2, text.Split("not here: it stayed in the session that issued it").Length - 1);
    }

    [Fact]
    public void Policies_and_authorities_are_shown_whole()
    {
        string text = Show("Get-CredentialPolicy | Out-Host; Get-CredentialPolicy | Copy-ByClixml | Out-Host; Get-CredentialAuthority | Out-Host; Get-CredentialAuthority | Copy-ByClixml | Out-Host");

        Assert.Equal(2, text.Split("ScimApiToken: 180 d, at most 730 d").Length - 1);
        Assert.Equal(2, text.Split("*       main Embedded").Length - 1);
    }

    public void Dispose() => _folder.Dispose();

    private string Prepared(string script) =>
        string.Format(System.Globalization.CultureInfo.InvariantCulture, Setup, Path.Combine(_folder.Path, "vault")) + script;

    private string Show(string script) => ShellText.Of(Prepared(script)).Succeeded().Output;

    // What differs from run to run is put into words, and columns stand one blank apart.
    private string[] Rows(string text) =>
    [
        .. text.Split('\n').Where(line => line.Trim().Length > 0 && !line.StartsWith("--", StringComparison.Ordinal))
            .Select(line => line.Replace(Path.Combine(_folder.Path, "vault"), "<vault>", StringComparison.Ordinal))
            .Select(line => line.Replace(OperatingSystem.IsWindows() ? "Dpapi" : "KeyFile", "<protection>", StringComparison.Ordinal))
            .Select(line => Day().Replace(Time().Replace(line, "<time>"), "<day>").Replace(" " + Environment.UserName, " <user>", StringComparison.Ordinal))
            .Select(line => Blanks().Replace(line, " ").Trim()),
    ];

    [GeneratedRegex(@"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d")]
    private static partial Regex Time();

    [GeneratedRegex(@"\d{4}-\d\d-\d\d")]
    private static partial Regex Day();

    [GeneratedRegex(" +")]
    private static partial Regex Blanks();

    [GeneratedRegex(@"ExpiresAt +: \d{4}-\d\d-\d\d \d\d:\d\d:\d\d \(in 90 days\)")]
    private static partial Regex ExpiryLine();
}
