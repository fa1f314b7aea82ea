using System.Globalization;
using System.Text.Json;

namespace PSCredentials.Module.Tests.Reporting;

/// <summary>The report as files: what each format says, and what none does.</summary>
public sealed class ReportFileTests : VaultTest
{
    private const string Issue = """
        New-ApiCredential web-token -Type ServiceApiToken -Namespace shopping -Description '=1+1, "quoted"' -Label @{ stage = 'prod' }
        New-ApiCredential web-config -Type KubeConfig -Namespace shopping -Server https://k8s.example.com:6443
        New-ApiKey web-key Editor -Workspace shop
        $null = New-CredentialProject shopping
        New-ProjectCredential ada shopping -GeneratePassword -Email ada@example.com -FullName 'Ada Lovelace'
        """;

    [Theory]
    [InlineData("html")]
    [InlineData("csv")]
    [InlineData("json")]
    public void Holds_no_secret_and_no_part_of_a_key(string extension)
    {
        SessionResult issued = Session.Do(Issue);
        string[] secrets = [.. issued.Output.SelectMany(SecretSearch.SecretsOf)];
        string masked = Session.One("(Get-ApiKey web-key).MaskedKey").ToString();

        string text = Write(extension);

        Assert.True(secrets.Length >= 4);
        Assert.Contains("web-key", text, StringComparison.Ordinal);
        SecretSearch.AssertNone(secrets, text, extension);
        Assert.DoesNotContain(masked, text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_table_runs_nothing_and_is_the_same_in_every_country()
    {
        _ = Session.Do(Issue);
        CultureInfo before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = new CultureInfo("ar-SA");
        string[] lines = Write("csv").Split("\r\n");
        CultureInfo.CurrentCulture = before;

        Assert.Equal("Authority,Family,Id,Name,Scope,Type,State,Owner,Description,CreatedAt,ExpiresAt,LastUsedAt,Findings,Labels", lines[0]);
        Assert.Equal(6, lines.Length);
        Assert.Contains("\"'=1+1, \"\"quoted\"\"\"", lines.Single(line => line.Contains("web-token", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.Matches(@",20\d\d-\d\d-\d\dT\d\d:\d\d:\d\dZ,", lines[1]);
        Assert.Matches(@"^main,ProjectCredential,[\w-]+,ada,shopping,ProjectCredential,Active,Ada Lovelace,,[^,]+,,,NeverExpires;NeverUsed,$", lines[4]);
    }

    [Fact]
    public void Json_has_the_shape_that_the_guide_says()
    {
        _ = Session.Do(Issue);
        _ = Session.Do("Disable-ApiCredential web-token");
        Assert.Equal((byte)'{', File.ReadAllBytes(WritePath("json"))[0]);
        using var json = JsonDocument.Parse(Write("json"));
        JsonElement root = json.RootElement;

        Assert.Equal(["format", "version", "title", "generatedAt", "summary", "authorities", "credentials"], root.EnumerateObject().Select(member => member.Name));
        Assert.Equal(["total", "byState", "byType", "byOwner", "byFinding"], root.GetProperty("summary").EnumerateObject().Select(member => member.Name));
        Assert.Equal("Credentials of main", root.GetProperty("title").GetString());
        Assert.Equal(1, root.GetProperty("summary").GetProperty("byFinding").GetProperty("Disabled").GetInt32());
        Assert.Equal("main Embedded 2 1 1", string.Join(' ', root.GetProperty("authorities").EnumerateArray().Select(
            one => $"{one.GetProperty("name")} {one.GetProperty("provider")} {string.Join(' ', one.GetProperty("families").EnumerateArray().Select(family => family.GetProperty("count").GetInt32()))}")));
        JsonElement token = root.GetProperty("credentials").EnumerateArray().Single(one => one.GetProperty("name").GetString() == "web-token");
        Assert.Equal(
            ["authority", "family", "id", "name", "scope", "type", "state", "owner", "description", "createdAt", "expiresAt", "lastUsedAt", "findings", "labels"],
            token.EnumerateObject().Select(member => member.Name));
        Assert.Equal(("Disabled", "prod"), (token.GetProperty("state").GetString(), token.GetProperty("labels").GetProperty("stage").GetString()));
    }

    [Fact]
    public void Several_authorities_come_into_one_report_each_once()
    {
        _ = Session.Do("New-ApiKey web-key Editor -Workspace shop; $null = Connect-CredentialAuthority -Path $folder/other -Name other; New-ApiKey other-key Editor -Workspace shop");

        SessionResult run = Session.Run("Export-CredentialReport $folder/report.json -Authority main, other, MAIN, nobody");

        Assert.StartsWith("AuthorityNotConnected,", run.Error.FullyQualifiedErrorId, StringComparison.Ordinal);
        using var json = JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder, "report.json")));
        Assert.Equal("Credentials of 2 authorities", json.RootElement.GetProperty("title").GetString());
        Assert.Equal(["main web-key", "other other-key"], json.RootElement.GetProperty("credentials").EnumerateArray().Select(one => $"{one.GetProperty("authority")} {one.GetProperty("name")}"));
        _ = Session.Do("Get-CredentialAuthority * | Export-CredentialReport $folder/piped.json");
        using var piped = JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder, "piped.json")));
        Assert.Equal(["main", "other"], piped.RootElement.GetProperty("authorities").EnumerateArray().Select(one => one.GetProperty("name").GetString()));
    }

    [Fact]
    public void A_file_is_kept_unless_it_is_to_be_overwritten()
    {
        _ = Write("csv");
        Assert.StartsWith("FileExists,", Session.Run("Export-CredentialReport $folder/report.csv").Error.FullyQualifiedErrorId, StringComparison.Ordinal);
        _ = Session.Do("Export-CredentialReport $folder/report.csv -Force -Format Json");
        Assert.StartsWith("{", File.ReadAllText(Path.Combine(Folder, "report.csv")), StringComparison.Ordinal);
    }

    private string WritePath(string extension)
    {
        _ = Session.Do($"Export-CredentialReport $folder/report.{extension} -Force");
        return Path.Combine(Folder, "report." + extension);
    }

    private string Write(string extension) => File.ReadAllText(WritePath(extension));
}
