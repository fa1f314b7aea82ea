using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace PSCredentials.Tests;

/// <summary>A page in a tab of Chromium.</summary>
internal sealed class ChromiumPage(Chromium browser, string target, string session) : IAsyncDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    private readonly TaskCompletionSource _loaded = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ConcurrentQueue<string> _complaints = new();
    private readonly ConcurrentQueue<string> _requests = new();

    /// <summary>Exceptions of scripts, errors and warnings of the console, and what the page's own policy forbade.</summary>
    public IReadOnlyCollection<string> Complaints => _complaints;

    /// <summary>The addresses that the page asked for; the beginning of those that hold their data themselves.</summary>
    public IReadOnlyCollection<string> Requests => _requests;

    /// <summary>Loads an address. Once.</summary>
    internal async Task LoadAsync(Uri address, int width, string scheme, bool runsScripts)
    {
        browser.Listen(session, Hear);
        foreach (string domain in new[] { "Page", "Runtime", "Log", "Network" })
        {
            await AskAsync(domain + ".enable");
        }

        await AskAsync("Network.emulateNetworkConditions", new { offline = true, latency = 0, downloadThroughput = -1, uploadThroughput = -1 });
        await AskAsync("Emulation.setDeviceMetricsOverride", new { width, height = 900, deviceScaleFactor = 1, mobile = width < 600 });
        await AskAsync("Emulation.setEmulatedMedia", new { features = new[] { new { name = "prefers-color-scheme", value = scheme } } });
        await AskAsync("Emulation.setScriptExecutionDisabled", new { value = !runsScripts });
        await AskAsync("Page.navigate", new { url = address.AbsoluteUri });
        await _loaded.Task.WaitAsync(s_patience);
    }

    /// <summary>What an expression of JavaScript comes to in the page.</summary>
    /// <typeparam name="T">What it is, as JSON.</typeparam>
    /// <param name="expression">The expression; a promise is waited for.</param>
    public async Task<T> EvaluateAsync<T>(string expression)
    {
        JsonNode answer = await AskAsync("Runtime.evaluate", new { expression, returnByValue = true, awaitPromise = true });
        Assert.True(answer["exceptionDetails"] is null, answer["exceptionDetails"]?.ToJsonString());
        return answer["result"]!["value"].Deserialize<T>()!;
    }

    /// <summary>Presses and releases a key where the focus is.</summary>
    /// <param name="key">Its name, such as <c>Enter</c>.</param>
    /// <param name="code">Its number on Windows.</param>
    /// <param name="text">What it writes.</param>
    public async Task PressAsync(string key, int code, string? text = null)
    {
        await AskAsync("Input.dispatchKeyEvent", new { type = text is null ? "rawKeyDown" : "keyDown", key, code = key, windowsVirtualKeyCode = code, text });
        await AskAsync("Input.dispatchKeyEvent", new { type = "keyUp", key, code = key, windowsVirtualKeyCode = code });
    }

    /// <summary>Takes a picture of the whole page.</summary>
    /// <returns>A PNG file.</returns>
    public async Task<byte[]> CaptureAsync() =>
        Convert.FromBase64String((string)(await AskAsync("Page.captureScreenshot", new { captureBeyondViewport = true }))["data"]!);

    public async ValueTask DisposeAsync() => await browser.AskAsync("Target.closeTarget", new { targetId = target });

    private Task<JsonNode> AskAsync(string method, object? parameters = null) => browser.AskAsync(method, parameters, session);

    private void Hear(string method, JsonNode told)
    {
        switch (method)
        {
            case "Page.loadEventFired":
                _loaded.TrySetResult();
                break;
            case "Runtime.exceptionThrown":
                _complaints.Enqueue(told["exceptionDetails"]!.ToJsonString());
                break;
            case "Runtime.consoleAPICalled" when (string)told["type"]! is "error" or "warning" or "assert":
                _complaints.Enqueue(told["args"]!.ToJsonString());
                break;
            case "Log.entryAdded" when (string)told["entry"]!["level"]! is "error" or "warning":
                _complaints.Enqueue((string)told["entry"]!["text"]!);
                break;
            case "Network.requestWillBeSent":
                string address = (string)told["request"]!["url"]!;
                _requests.Enqueue(address.StartsWith("data:", StringComparison.Ordinal) ? address[..Math.Min(address.Length, 24)] : address);
                break;
        }
    }
}
