using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace PSCredentials.Tests.Deployment;

/// <summary>A message as it came over the wire.</summary>
internal sealed record Received(Dictionary<string, string> Headers, string Body)
{
    public string Key => Headers["webhook-id"];

    public JsonElement Json => JsonDocument.Parse(Body).RootElement;

    /// <summary>What it says, as <c>Disable orders</c>.</summary>
    public string Change => $"{Json.GetProperty("action").GetString()} {Json.GetProperty("username").GetString()}";

    /// <summary>Whether it was signed by a key: computed here from what the standard says, by nothing of the code under test.</summary>
    public bool IsSignedBy(byte[] key)
    {
        using var hmac = new HMACSHA256(key);
        byte[] signature = hmac.ComputeHash(Encoding.UTF8.GetBytes(Key + "." + Headers["webhook-timestamp"] + "." + Body));
        return Headers["webhook-signature"] == "v1," + Convert.ToBase64String(signature);
    }
}

/// <summary>A webhook on a real socket of the loopback that answers as a test wants; it can go down and come back at the same port.</summary>
internal sealed class WebhookReceiver : IAsyncDisposable
{
    private readonly ConcurrentQueue<Received> _received = new();
    private TcpListener? _listener;
    private Task _accepting = Task.CompletedTask;

    public WebhookReceiver() => Start();

    /// <summary>The status it answers with; null resets the connection half way through the head of the answer.</summary>
    public string? Status { get; set; } = "204 No Content";

    public string Answer { get; set; } = string.Empty;

    public string MoreHeaders { get; set; } = string.Empty;

    /// <summary>How long it thinks about a message.</summary>
    public TimeSpan Delay { get; set; }

    public int Port { get; private set; }

    public string Address => $"http://127.0.0.1:{Port}/hook";

    public IReadOnlyList<Received> All => [.. _received];

    /// <summary>What came, without what came again.</summary>
    public IReadOnlyList<Received> Distinct => [.. _received.DistinctBy(message => message.Key)];

    public void Start()
    {
        _listener = new TcpListener(IPAddress.Loopback, Port);
        _listener.Server.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _accepting = AcceptAsync(_listener);
    }

    public async Task StopAsync()
    {
        _listener!.Dispose();
        await _accepting;
    }

    public async ValueTask DisposeAsync() => await StopAsync();

    private async Task AcceptAsync(TcpListener listener)
    {
        try
        {
            while (true)
            {
                TcpClient client = await listener.AcceptTcpClientAsync();
                _ = AnswerAsync(client);
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // It is down.
        }
    }

    private async Task AnswerAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                NetworkStream stream = client.GetStream();
                if (await ReadAsync(stream) is { } message)
                {
                    _received.Enqueue(message);
                    await Task.Delay(Delay);
                    if (Status is null)
                    {
                        await stream.WriteAsync("HTTP/1.1 20"u8.ToArray());
                        client.LingerState = new LingerOption(true, 0);
                        return;
                    }

                    await stream.WriteAsync(Encoding.UTF8.GetBytes(
                        $"HTTP/1.1 {Status}\r\n{MoreHeaders}Content-Length: {Encoding.UTF8.GetByteCount(Answer)}\r\nConnection: close\r\n\r\n{Answer}"));
                }
            }
            catch (Exception exception) when (exception is IOException or SocketException)
            {
                // The sender was killed, or gave up.
            }
        }
    }

    // Null where the sender went away before all was sent.
    private static async Task<Received?> ReadAsync(NetworkStream stream)
    {
        var bytes = new List<byte>();
        var buffer = new byte[4096];
        while (true)
        {
            int length = await stream.ReadAsync(buffer);
            if (length == 0)
            {
                return null;
            }

            bytes.AddRange(buffer.AsSpan(0, length));
            string text = Encoding.Latin1.GetString([.. bytes]);
            int end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
            if (end < 0)
            {
                continue;
            }

            Dictionary<string, string> headers = text[..end].Split("\r\n").Skip(1).Select(line => line.Split(": ", 2))
                .ToDictionary(parts => parts[0], parts => parts[1], StringComparer.OrdinalIgnoreCase);
            if (bytes.Count - end - 4 >= int.Parse(headers["Content-Length"], System.Globalization.CultureInfo.InvariantCulture))
            {
                return new Received(headers, Encoding.UTF8.GetString([.. bytes.Skip(end + 4)]));
            }
        }
    }
}
