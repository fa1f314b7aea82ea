namespace PSCredentials.Tests.Deployment;

/// <summary>nginx with the configuration of the guide, which lets in whom a password file names.</summary>
internal sealed class PasswordNginx : IAsyncDisposable
{
    private readonly NginxServer _server;

    private PasswordNginx(NginxServer server) => _server = server;

    public static async Task<PasswordNginx> StartAsync(string passwordFile)
    {
        var folder = new TemporaryFolder();
        folder.Write("index.html", "in");

        // A file of its own is what it serves; "return" would answer before anybody is asked for a password.
        return new PasswordNginx(await NginxServer.StartAsync(folder, server => DeploymentGuide.Nginx()
            .Replace("listen 443 ", $"listen 127.0.0.1:{server.Port} ", StringComparison.Ordinal)
            .Replace("/etc/nginx/credentials/shop", passwordFile, StringComparison.Ordinal)
            .Replace("/etc/nginx/", string.Empty, StringComparison.Ordinal)
            .Replace("proxy_pass http://127.0.0.1:8080;", $"root {folder.Path};", StringComparison.Ordinal)));
    }

    /// <summary>Asks with a password, and returns the status of the answer.</summary>
    public Task<string> AskAsync(string username, string password) => _server.AskAsync("index.html", "--user", $"{username}:{password}");

    public ValueTask DisposeAsync() => _server.DisposeAsync();
}
