using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;

namespace PSCredentials.Tests;

/// <summary>The real nginx on a free port of the loopback, with a certificate of its own for localhost.</summary>
internal sealed class NginxServer : IAsyncDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);

    private readonly Process _process;

    private NginxServer(TemporaryFolder folder, Func<NginxServer, string> server)
    {
        Folder = folder;
        using X509Certificate2 certificate = ClientCertificateServer.CreateServerCertificate();
        Certificate = folder.Write("server.crt", certificate.ExportCertificatePem());
        folder.Write("server.key", certificate.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem());
        Port = FreePort();
        folder.Write("nginx.conf", Configuration(server(this)));
        _process = Process.Start(new ProcessStartInfo(Program, Arguments()) { RedirectStandardError = true })!;
    }

    /// <summary>Where its files are; paths in its configuration start here.</summary>
    public TemporaryFolder Folder { get; }

    public int Port { get; }

    public Uri Address => new($"https://localhost:{Port}/");

    /// <summary>The file of the server's own certificate, <c>server.crt</c>, to be trusted by clients; its key is <c>server.key</c>.</summary>
    public string Certificate { get; }

    private static string Program => File.Exists("/usr/sbin/nginx") ? "/usr/sbin/nginx" : "nginx";

    /// <summary>Starts nginx.</summary>
    /// <param name="folder">The folder, which goes with the server.</param>
    /// <param name="server">What stands within <c>http { }</c>.</param>
    public static async Task<NginxServer> StartAsync(TemporaryFolder folder, Func<NginxServer, string> server)
    {
        Assert.SkipUnless(File.Exists(Program) || ExternalProgram.IsInstalled(Program), "nginx is not installed.");
        var nginx = new NginxServer(folder, server);
        await nginx.WaitUntilAsync(nginx.Answers, "nginx did not start");
        return nginx;
    }

    /// <summary>Has it read its files anew, as an administrator does, and waits for the workers that know them.</summary>
    public async Task ReloadAsync()
    {
        string before = Workers();
        (await ExternalProgram.RunAsync(Program, [.. Arguments(), "-s", "reload"], _ => { })).Succeeded();
        await WaitUntilAsync(() => Workers() is { Length: > 0 } now && !now.Split(' ').Intersect(before.Split(' ')).Any(), "nginx did not reload");
    }

    /// <summary>Asks with the real curl, and returns the status of the answer.</summary>
    public async Task<string> AskAsync(string path, params string[] arguments)
    {
        ExternalProgram curl = await ExternalProgram.RunAsync(
            "curl",
            [
                "--silent", "--output", "/dev/null", "--write-out", "%{http_code}", "--noproxy", "*", "--max-time", "60", "--cacert", Certificate,
                .. arguments, new Uri(Address, path).AbsoluteUri,
            ]);
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
        Folder.Dispose();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static string Configuration(string server) => $$"""
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

    private string[] Arguments() => ["-p", Folder.Path, "-c", "nginx.conf", "-e", "error.log"];

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
