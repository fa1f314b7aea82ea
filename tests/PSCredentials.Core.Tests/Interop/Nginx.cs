namespace PSCredentials.Tests.Interop;

/// <summary>nginx with the configuration of the guide, which lets in whoever has a client certificate of one authority that is not on its revocation list, and answers with the serial number.</summary>
internal sealed class Nginx : IAsyncDisposable
{
    private readonly NginxServer _server;

    private Nginx(NginxServer server) => _server = server;

    public int Port => _server.Port;

    public Uri Address => _server.Address;

    /// <summary>The file of the server's own certificate, to be trusted by clients.</summary>
    public string Certificate => _server.Certificate;

    public static async Task<Nginx> StartAsync(string authorityPem, string listPem)
    {
        var folder = new TemporaryFolder();
        folder.Write("clients.crt", authorityPem);
        folder.Write("clients.crl", listPem);
        return new Nginx(await NginxServer.StartAsync(folder, Configuration));
    }

    /// <summary>Takes a new revocation list, as an administrator does, and waits for the workers that know it.</summary>
    public Task TakeAsync(string listPem)
    {
        _server.Folder.Write("clients.crl", listPem);
        return _server.ReloadAsync();
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    // The server of the guide, on this port and with these files, answering by itself.
    private static string Configuration(NginxServer server) => CertificateGuide.Nginx()
        .Replace("listen 443 ", $"listen 127.0.0.1:{server.Port} ", StringComparison.Ordinal)
        .Replace("/etc/nginx/", string.Empty, StringComparison.Ordinal)
        .Replace("proxy_pass http://127.0.0.1:8080;", "return 200 $ssl_client_serial;", StringComparison.Ordinal);
}
