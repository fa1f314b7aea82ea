using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net.WebSockets;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace PSCredentials.Tests;

/// <summary>The real Chromium without a window, driven by its DevTools protocol over the loopback. It can reach no other machine.</summary>
internal sealed class Chromium : IAsyncDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    private readonly TemporaryFolder _profile = new();
    private readonly ClientWebSocket _socket = new();
    private readonly SemaphoreSlim _sending = new(1);
    private readonly ConcurrentDictionary<int, TaskCompletionSource<JsonNode>> _asked = new();
    private readonly ConcurrentDictionary<string, Action<string, JsonNode>> _listeners = new();
    private readonly Process _process;
    private Task _reading = Task.CompletedTask;
    private int _last;

    private Chromium() => _process = Process.Start(new ProcessStartInfo(
        "chromium",
        [
            "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run", "--disable-sync", "--disable-extensions", "--hide-scrollbars",
            "--disable-background-networking", "--disable-component-update", "--host-resolver-rules=MAP * ~NOTFOUND", "--remote-debugging-port=0", "--user-data-dir=" + _profile.Path, "about:blank",
        ])
    {
        RedirectStandardError = true,
        RedirectStandardOutput = true,
    })!;

    /// <summary>Starts a browser; without one, the test is skipped.</summary>
    public static async Task<Chromium> StartAsync()
    {
        Assert.SkipUnless(ExternalProgram.IsInstalled("chromium"), "chromium is not installed.");
        var browser = new Chromium();
        browser._process.BeginErrorReadLine();
        browser._process.BeginOutputReadLine();
        try
        {
            await browser._socket.ConnectAsync(await browser.FindAddressAsync(), TestContext.Current.CancellationToken);
            browser._reading = Task.Run(browser.ReadAsync);
            return browser;
        }
        catch
        {
            await browser.DisposeAsync();
            throw;
        }
    }

    /// <summary>Opens a page in a tab of its own, and waits until it is loaded.</summary>
    /// <param name="address">The page.</param>
    /// <param name="width">The width of the window in CSS pixels.</param>
    /// <param name="scheme">The colours that the system prefers: <c>light</c> or <c>dark</c>.</param>
    /// <param name="runsScripts">Whether the page's scripts are run.</param>
    public async Task<ChromiumPage> OpenAsync(Uri address, int width, string scheme, bool runsScripts = true)
    {
        JsonNode target = await AskAsync("Target.createTarget", new { url = "about:blank" });
        JsonNode session = await AskAsync("Target.attachToTarget", new { targetId = (string)target["targetId"]!, flatten = true });
        var page = new ChromiumPage(this, (string)target["targetId"]!, (string)session["sessionId"]!);
        await page.LoadAsync(address, width, scheme, runsScripts);
        return page;
    }

    /// <summary>Sends a command and waits for its answer.</summary>
    internal async Task<JsonNode> AskAsync(string method, object? parameters = null, string? session = null)
    {
        int id = Interlocked.Increment(ref _last);
        var answer = new TaskCompletionSource<JsonNode>(TaskCreationOptions.RunContinuationsAsynchronously);
        _asked[id] = answer;
        byte[] command = JsonSerializer.SerializeToUtf8Bytes(new { id, method, @params = parameters ?? new { }, sessionId = session }, new JsonSerializerOptions { DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull });
        await _sending.WaitAsync();
        try
        {
            await _socket.SendAsync(command, WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
        }
        finally
        {
            _sending.Release();
        }

        return await answer.Task.WaitAsync(s_patience);
    }

    /// <summary>Hands what a tab tells of itself to a listener, on the browser's own task.</summary>
    internal void Listen(string session, Action<string, JsonNode> listener) => _listeners[session] = listener;

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        await _process.WaitForExitAsync();
        await _reading;
        _socket.Dispose();
        _process.Dispose();
        _sending.Dispose();
        _profile.Dispose();
    }

    // The browser chooses a free port and writes it down with the path of its own.
    private async Task<Uri> FindAddressAsync()
    {
        string file = Path.Combine(_profile.Path, "DevToolsActivePort");
        var watch = Stopwatch.StartNew();
        while (watch.Elapsed < s_patience && !_process.HasExited)
        {
            if (File.Exists(file) && await File.ReadAllLinesAsync(file) is [var port, { Length: > 0 } path])
            {
                return new Uri($"ws://127.0.0.1:{int.Parse(port, CultureInfo.InvariantCulture)}{path}");
            }

            await Task.Delay(20);
        }

        throw new InvalidOperationException("Chromium did not start.");
    }

    private async Task ReadAsync()
    {
        byte[] buffer = new byte[1 << 16];
        using var message = new MemoryStream();
        try
        {
            while (true)
            {
                WebSocketReceiveResult part = await _socket.ReceiveAsync(buffer, CancellationToken.None);
                if (part.MessageType == WebSocketMessageType.Close)
                {
                    break;
                }

                message.Write(buffer, 0, part.Count);
                if (part.EndOfMessage)
                {
                    Take(JsonNode.Parse(message.GetBuffer().AsSpan(0, (int)message.Length))!);
                    message.SetLength(0);
                }
            }
        }
        catch (WebSocketException)
        {
            // It ended; whoever still waits is told below.
        }

        foreach (TaskCompletionSource<JsonNode> waiting in _asked.Values)
        {
            waiting.TrySetException(new InvalidOperationException("Chromium ended."));
        }
    }

    private void Take(JsonNode message)
    {
        if (message["id"] is { } id && _asked.TryRemove((int)id, out TaskCompletionSource<JsonNode>? waiting))
        {
            if (message["error"] is { } error)
            {
                waiting.TrySetException(new InvalidOperationException(error.ToJsonString()));
            }
            else
            {
                waiting.TrySetResult(message["result"]!);
            }
        }
        else if (message["sessionId"] is { } session && _listeners.TryGetValue((string)session!, out Action<string, JsonNode>? listener))
        {
            listener((string)message["method"]!, message["params"]!);
        }
    }
}
