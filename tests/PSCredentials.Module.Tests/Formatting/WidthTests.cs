namespace PSCredentials.Module.Tests.Formatting;

/// <summary>Tables in narrow and wide windows: what matters is always there, a row is always one line.</summary>
public sealed class WidthTests : IDisposable
{
    private const string Script = """
        $null = Connect-CredentialAuthority '{0}' -Name an-authority
        $null = New-ApiCredential ('n' * 150) -Type ServiceApiToken -Namespace ('s' * 90) -Owner ('o' * 60)
        $null = New-ApiCredential short-name -Type ApiToken -ExpirationDays 3
        $null = New-ApiCredential '資格情報の名前はとても長い名前です' -Type ServiceSiteGlobalKubeConfig -Server https://x:6443 -SiteName site
        Disable-ApiCredential short-name
        $null = New-ApiKey ('k' * 150) Editor -Workspace ('w' * 60) -UserName ('u' * 60) -ValidUntil ([datetime]::UtcNow.AddDays(40))
        $null = Register-CredentialCluster east ('https://' + ('k8s.' * 15) + 'example.com:6443')
        Get-ApiCredential | Out-Host
        '##'; Get-ApiKey | Out-Host
        '##'; Get-CredentialEvent | Out-Host
        '##'; Get-CredentialAuthority | Out-Host
        '##'; Get-CredentialCluster | Out-Host
        """;

    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData(40)]
    [InlineData(60)]
    [InlineData(80)]
    [InlineData(100)]
    [InlineData(120)]
    [InlineData(140)]
    [InlineData(200)]
    public void State_and_expiry_are_there_and_a_row_is_a_line(int width)
    {
        string vault = Path.Combine(_folder.Path, "a-folder-with-a-name-that-is-rather-long", "vault");
        string output = ShellText.Of(string.Format(System.Globalization.CultureInfo.InvariantCulture, Script, vault), width).Succeeded().Output;
        string[][] tables = [.. output.Split("##").Select(table => table.Split('\n').Select(line => line.TrimEnd()).Where(line => line.Length > 0).ToArray())];
        Assert.Equal(5, tables.Length);
        Assert.All(tables.SelectMany(table => table), line => Assert.True(Cells(line) <= width, line));

        string[] credentials = Rows(tables[0], 3, "Name", "State", "Expires");
        Assert.Contains(credentials, row => row.Contains("Disabled", StringComparison.Ordinal) && row.Contains("in 3 days", StringComparison.Ordinal));
        Assert.Contains(credentials, row => row.StartsWith("nnnnn", StringComparison.Ordinal) && row.Contains("Active", StringComparison.Ordinal) && row.Contains('…', StringComparison.Ordinal));
        string key = Assert.Single(Rows(tables[1], 1, "Name", "State", "Expires"));
        Assert.Matches(@"^k+… Active +(\d{4}-\d\d-\d\d \()?in 40 days", key);
        Assert.All(Rows(tables[2], 7, "Time", "Outcome", "Action"), row => Assert.Contains("Success", row, StringComparison.Ordinal));
        Assert.Contains("an-", Assert.Single(Rows(tables[3], 1, "Current", "Name", "Provider")), StringComparison.Ordinal);
        Assert.True(width < 80 || tables[3][^1].EndsWith("vault", StringComparison.Ordinal), tables[3][^1]);
        _ = Rows(tables[4], 1, "Name", "Server", "Created");
    }

    [Theory]
    [InlineData(40, "Name State Expires")]
    [InlineData(60, "Name State Expires Type")]
    [InlineData(100, "Name State Expires Type Namespace Owner")]
    [InlineData(200, "Name State Expires Type Namespace Owner")]
    public void A_wider_window_shows_more(int width, string columns)
    {
        string script = $$"""
            $null = Connect-CredentialAuthority '{{Path.Combine(_folder.Path, "vault")}}'
            $null = New-ApiCredential ('n' * 150) -Type ServiceApiToken -Namespace ('s' * 90) -Owner ('o' * 60)
            Get-ApiCredential
            """;
        string[] lines = ShellText.Of(script, width).Succeeded().Lines;

        Assert.Equal(columns, string.Join(' ', lines[0].Split(' ', StringSplitOptions.RemoveEmptyEntries)));
        Assert.Equal(width >= 132, System.Text.RegularExpressions.Regex.IsMatch(lines[2], @"\d{4}-\d\d-\d\d \(in 90 days\)"));
    }

    [Theory]
    [InlineData(80)]
    [InlineData(120)]
    public void A_saved_connection_shows_its_provider_whole(int width)
    {
        string script = $$"""
            $null = Connect-CredentialAuthority '{{Path.Combine(_folder.Path, "vault")}}'
            $null = Save-CredentialConnection ('n' * 60) PSCredentials ('https://' + ('credentials.' * 6) + 'example.com')
            Get-CredentialConnection
            """;
        string[] lines = ShellText.Of(script, width).Succeeded().Lines;

        Assert.Contains(lines, line => line.Contains(" PSCredentials ", StringComparison.Ordinal));
        Assert.All(lines, line => Assert.True(Cells(line) <= width, line));
    }

    public void Dispose() => _folder.Dispose();

    // A header, a rule and the rows: where a column is too narrow for its header, the engine breaks the header over more lines.
    private static string[] Rows(string[] table, int count, params string[] columns)
    {
        int rule = Array.FindIndex(table, line => line.StartsWith("----", StringComparison.Ordinal));
        Assert.Equal(columns, table[0].Split(' ', StringSplitOptions.RemoveEmptyEntries).Take(columns.Length));
        Assert.Equal(count, table.Length - rule - 1);
        return table[(rule + 1)..];
    }

    private static int Cells(string line) => line.Sum(character => character >= '\u2E80' ? 2 : 1);
}
