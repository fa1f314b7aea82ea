using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;

namespace PSCredentials.Tests.Interop;

/// <summary>nginx on the loopback, which lets in whoever has a client certificate of one authority that is not on its revocation list, and answers with the serial number.</summary>
internal sealed class Nginx : IAsyncDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);

    private readonly TemporaryFolder _folder = new();
    private readonly Process _process;

    private Nginx(string authorityPem, string listPem)
    {
        using X509Certificate2 certificate = ClientCertificateServer.CreateServerCertificate();
        Certificate = _folder.Write("server.crt", certificate.ExportCertificatePem());
        _folder.Write("server.key", certificate.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem());
        _folder.Write("clients.crt", authorityPem);
        _folder.Write("clients.crl", listPem);
        Port = FreePort();
        _folder.Write("nginx.conf", Configuration());
        _process = Process.Start(new ProcessStartInfo(Program, Arguments()) { RedirectStandardError = true })!;
    }

    public static string Program => File.Exists("/usr/sbin/nginx") ? "/usr/sbin/nginx" : "nginx";

    public int Port { get; }

    public Uri Address => new($"https://localhost:{Port}/");

    /// <summary>The file of the server's own certificate, to be trusted by clients.</summary>
    public string Certificate { get; }

    public static async Task<Nginx> StartAsync(string authorityPem, string listPem)
    {
        Assert.SkipUnless(File.Exists(Program) || ExternalProgram.IsInstalled(Program), "nginx is not installed.");
        var server = new Nginx(authorityPem, listPem);
        await server.WaitUntilAsync(() => server.Answers(), "nginx did not start");
        return server;
    }

    /// <summary>Takes a new revocation list, as an administrator does, and waits for the workers that know it.</summary>
    public async Task TakeAsync(string listPem)
    {
        string before = Workers();
        _folder.Write("clients.crl", listPem);
        (await ExternalProgram.RunAsync(Program, [.. Arguments(), "-s", "reload"], _ => { })).Succeeded();
        await WaitUntilAsync(() => Workers() is { Length: > 0 } now && !now.Split(' ').Intersect(before.Split(' ')).Any(), "nginx did not reload");
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync(CancellationToken.None);
        }

        _process.Dispose();
        _folder.Dispose();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private string[] Arguments() => ["-p", _folder.Path, "-c", "nginx.conf", "-e", "error.log"];

    // The server of the guide, on this port and with these files, answering by itself.
    private string Configuration()
    {
        string server = CertificateGuide.Nginx()
            .Replace("listen 443 ", $"listen 127.0.0.1:{Port} ", StringComparison.Ordinal)
            .Replace("/etc/nginx/", string.Empty, StringComparison.Ordinal)
            .Replace("proxy_pass http://127.0.0.1:8080;", "return 200 $ssl_client_serial;", StringComparison.Ordinal);
        return $$"""
            daemon off;
            worker_processes 1;
            pid nginx.pid;
            events { }
            http {
                access_log off;
                client_body_temp_path body;
                proxy_temp_path proxy;
                fastcgi_temp_path fastcgi;
                uwsgi_temp_path uwsgi;
                scgi_temp_path scgi;
                {{server}}
            }
            """;
    }

    private bool Answers()
    {
        using var client = new TcpClient();
        try
        {
            client.Connect(IPAddress.Loopback, Port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private string Workers()
    {
        string children = $"/proc/{_process.Id}/task/{_process.Id}/children";
        return File.Exists(children) ? File.ReadAllText(children).Trim() : string.Empty;
    }

    private async Task WaitUntilAsync(Func<bool> isSo, string failure)
    {
        var watch = Stopwatch.StartNew();
        while (!isSo())
        {
            Assert.False(_process.HasExited, $"{failure}: {(_process.HasExited ? await _process.StandardError.ReadToEndAsync() : string.Empty)}");
            Assert.True(watch.Elapsed < s_patience, failure);
            await Task.Delay(20);
        }
    }
}
