using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace PSCredentials.Module.Tests.Support;

/// <summary>
/// An authority on the loopback that speaks as much of Apinizer's contract as a connection and a list need, from the contract's page alone: who presents the token
/// sees no project but the empty one named shop; anybody else is refused.
/// </summary>
internal sealed class RemoteStandIn : IAsyncDisposable
{
    /// <summary>The token that it takes.</summary>
    public const string Token = "personal-token-of-the-tester-71";

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentQueue<string> _requests = new();
    private readonly X509Certificate2? _certificate;
    private readonly Task _accepting;

    private RemoteStandIn(X509Certificate2? certificate)
    {
        _certificate = certificate;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>Where it is.</summary>
    public Uri Address => new($"{(_certificate is null ? "http" : "https")}://localhost:{((IPEndPoint)_listener.LocalEndpoint).Port}/");

    /// <summary>The first line of each request.</summary>
    public IReadOnlyCollection<string> Requests => _requests;

    /// <summary>Whether it hears requests and never answers.</summary>
    public bool Hangs { get; set; }

    /// <summary>How many requests from now on are answered 503.</summary>
    public int Unavailable { get; set; }

    /// <summary>Its certificate, to be trusted; null for http.</summary>
    public string? CertificatePem => _certificate?.ExportCertificatePem();

    /// <summary>Starts one.</summary>
    public static RemoteStandIn Start(bool isSecure = false) => new(isSecure ? ClientCertificateServer.CreateServerCertificate() : null);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        _certificate?.Dispose();
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        var open = new List<Task>();
        try
        {
            while (true)
            {
                open.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
            }
        }
        catch (Exception error) when (error is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(open);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using TcpClient disposed = client;
        try
        {
            await using Stream stream = await SecureAsync(client.GetStream());
            string head = await ReadHeadAsync(stream);
            _requests.Enqueue(head.Split("\r\n")[0]);
            if (Hangs)
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, _stop.Token);
            }

            (int status, string body) = Answer(head);
            byte[] bytes = Encoding.UTF8.GetBytes(body);
            await stream.WriteAsync(
                Encoding.ASCII.GetBytes($"HTTP/1.1 {status} X\r\nContent-Type: application/json\r\nContent-Length: {bytes.Length}\r\nConnection: close\r\n\r\n"), _stop.Token);
            await stream.WriteAsync(bytes, _stop.Token);
        }
        catch (Exception error) when (error is OperationCanceledException or IOException or System.Security.Authentication.AuthenticationException)
        {
            // The client went away, or did not trust the certificate.
        }
    }

    private (int Status, string Body) Answer(string head)
    {
        if (Unavailable > 0)
        {
            Unavailable--;
            return (503, """{"error":"unavailable","error_description":"later"}""");
        }

        return !head.Contains($"Bearer {Token}", StringComparison.Ordinal) ? (401, """{"error":"unauthorized_client","error_description":"Invalid token"}""")
            : head.StartsWith("GET /apiops/projects/shop/credentials/ ", StringComparison.Ordinal) ? (200, """{"success":true,"resultList":[]}""")
            : (404, """{"error":"not_found","error_description":"Project(x) was not found or user does not have privilege to access it!"}""");
    }

    private async Task<Stream> SecureAsync(Stream stream)
    {
        if (_certificate is null)
        {
            return stream;
        }

        var secure = new SslStream(stream);
        await secure.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = _certificate }, _stop.Token);
        return secure;
    }

    // The requests of these tests have no body.
    private async Task<string> ReadHeadAsync(Stream stream)
    {
        var head = new StringBuilder();
        var buffer = new byte[4096];
        while (!head.ToString().Contains("\r\n\r\n", StringComparison.Ordinal))
        {
            int read = await stream.ReadAsync(buffer, _stop.Token);
            if (read == 0)
            {
                throw new IOException("The client went away.");
            }

            head.Append(Encoding.ASCII.GetString(buffer, 0, read));
        }

        return head.ToString();
    }
}
