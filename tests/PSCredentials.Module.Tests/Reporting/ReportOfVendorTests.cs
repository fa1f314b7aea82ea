using System.Text.Json;

namespace PSCredentials.Module.Tests.Reporting;

/// <summary>The report of an embedded authority and of a vendor's together: what a vendor has not is passed over, and what could not be read is not hidden.</summary>
public sealed class ReportOfVendorTests : VaultTest, IAsyncLifetime
{
    private readonly RemoteStandIn _remote = RemoteStandIn.Start();

    public ValueTask InitializeAsync()
    {
        Session.Set("uri", _remote.Address);
        Session.Set("token", RemoteStandIn.Token);
        _ = Session.Do("New-ApiKey web-key Editor -Workspace shop; $null = Connect-CredentialAuthority -Provider Apinizer -Uri $uri -Token $token -Name vendor");
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        Dispose();
        await _remote.DisposeAsync();
    }

    [Fact]
    public void What_a_vendor_has_not_is_no_error_and_the_report_says_so()
    {
        _ = Session.Do("Export-CredentialReport $folder/report.json -Authority main, vendor -Project shop; Export-CredentialReport $folder/report.html -Authority main, vendor -Project shop");

        using var json = JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder, "report.json")));
        string[] families = [.. json.RootElement.GetProperty("authorities")[1].GetProperty("families").EnumerateArray().Select(family => $"{family.GetProperty("family")}: {family.GetProperty("omission")}")];
        Assert.Equal(3, families.Length);
        Assert.All(families[..2], family => Assert.Contains("has no API", family, StringComparison.Ordinal));
        Assert.Equal("ProjectCredential: ", families[2]);
        Assert.Equal(1, json.RootElement.GetProperty("summary").GetProperty("total").GetInt32());
        string page = File.ReadAllText(Path.Combine(Folder, "report.html"));
        Assert.Contains("has no API keys", page, StringComparison.Ordinal);
        Assert.DoesNotContain("This report is not complete", page, StringComparison.Ordinal);
    }

    [Fact]
    public void What_could_not_be_read_is_an_error_and_stands_on_top_of_the_page()
    {
        SessionResult run = Session.Run("Export-CredentialReport $folder/report.html -Authority main, vendor");

        Assert.Equal("vendor", run.Error.TargetObject);
        Assert.Equal(Path.Combine(Folder, "report.html"), Assert.Single(run.Output).ToString());
        string page = File.ReadAllText(Path.Combine(Folder, "report.html"));
        Assert.Contains("This report is not complete", page, StringComparison.Ordinal);
        Assert.Contains("<li>Project credentials of vendor: ", page, StringComparison.Ordinal);
        Assert.Contains("web-key", page, StringComparison.Ordinal);
    }
}
