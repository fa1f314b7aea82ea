using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;

namespace PSCredentials.Tests.Deployment;

/// <summary>nginx on the loopback with the configuration of the guide, which lets in whom a password file names.</summary>
internal sealed class PasswordNginx : IAsyncDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);

    private readonly TemporaryFolder _folder = new();
    private readonly Process _process;
    private readonly int _port = FreePort();

    private PasswordNginx(string passwordFile)
    {
        using X509Certificate2 certificate = ClientCertificateServer.CreateServerCertificate();
        _folder.Write("server.crt", certificate.ExportCertificatePem());
        _folder.Write("server.key", certificate.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem());
        _folder.Write("index.html", "in");
        _folder.Write("nginx.conf", Configuration(passwordFile));
        _process = Process.Start(new ProcessStartInfo(Program, ["-p", _folder.Path, "-c", "nginx.conf", "-e", "error.log"]) { RedirectStandardError = true })!;
    }

    private static string Program => Interop.Nginx.Program;

    public static async Task<PasswordNginx> StartAsync(string passwordFile)
    {
        Assert.SkipUnless(File.Exists(Program) || ExternalProgram.IsInstalled(Program), "nginx is not installed.");
        var server = new PasswordNginx(passwordFile);
        var watch = Stopwatch.StartNew();
        while (!server.Answers())
        {
            Assert.False(server._process.HasExited, "nginx did not start");
            Assert.True(watch.Elapsed < s_patience, "nginx did not start");
            await Task.Delay(20);
        }

        return server;
    }

    /// <summary>Asks with a password, and returns the status of the answer.</summary>
    public async Task<string> AskAsync(string username, string password)
    {
        ExternalProgram curl = await ExternalProgram.RunAsync(
            "curl", "--silent", "--output", "/dev/null", "--write-out", "%{http_code}", "--noproxy", "*", "--cacert", Path.Combine(_folder.Path, "server.crt"),
            "--user", $"{username}:{password}", $"https://localhost:{_port}/index.html");
        return curl.Succeeded().Output;
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

    private string Configuration(string passwordFile)
    {
        // A file of its own is what it serves; "return" would answer before anybody is asked for a password.
        string server = DeploymentGuide.Nginx()
            .Replace("listen 443 ", $"listen 127.0.0.1:{_port} ", StringComparison.Ordinal)
            .Replace("/etc/nginx/credentials/shop", passwordFile, StringComparison.Ordinal)
            .Replace("/etc/nginx/", string.Empty, StringComparison.Ordinal)
            .Replace("proxy_pass http://127.0.0.1:8080;", $"root {_folder.Path};", StringComparison.Ordinal);
        return $$"""
            daemon off;
            worker_processes 1;
            pid nginx.pid;
            {{(Environment.UserName == "root" ? "user root;" : string.Empty)}}
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
            client.Connect(IPAddress.Loopback, _port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
