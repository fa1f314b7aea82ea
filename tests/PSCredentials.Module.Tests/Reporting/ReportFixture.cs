namespace PSCredentials.Module.Tests.Reporting;

/// <summary>A vault of many credentials, its report as a page, and one browser.</summary>
public sealed class ReportFixture : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private Chromium? _browser;

    /// <summary>The page.</summary>
    internal string Page => Path.Combine(_folder.Path, "report.html");

    /// <summary>A session that is connected to the vault as main.</summary>
    internal ModuleSession Session { get; } = ModuleSession.Open();

    /// <summary>A folder for files.</summary>
    internal string Folder => _folder.Path;

    public ValueTask InitializeAsync()
    {
        Session.Set("folder", Folder);
        _ = Session.Do("$null = Connect-CredentialAuthority -Path $folder/vault -Name main");
        ReportVault.Fill(Path.Combine(Folder, "vault"));
        _ = Session.Do("Export-CredentialReport $folder/report.html -Title 'Credentials of the shop'");
        return ValueTask.CompletedTask;
    }

    /// <summary>Opens the page in the browser, which is started for the first one.</summary>
    internal async Task<ChromiumPage> OpenAsync(int width = 1280, string scheme = "light", bool runsScripts = true) =>
        await (_browser ??= await Chromium.StartAsync()).OpenAsync(new Uri(Page), width, scheme, runsScripts);

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        Session.Dispose();
        _folder.Dispose();
    }
}
