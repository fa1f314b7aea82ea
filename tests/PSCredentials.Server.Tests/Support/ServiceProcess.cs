using System.Diagnostics;
using System.Text;
using PSCredentials.Tests;

namespace PSCredentials.Server.Tests.Support;

/// <summary>The service as a process of its own, as users start it.</summary>
internal sealed class ServiceProcess : IAsyncDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly StringBuilder _error = new();

    private ServiceProcess(Process process)
    {
        _process = process;
        process.OutputDataReceived += (_, line) => Append(_output, line.Data);
        process.ErrorDataReceived += (_, line) => Append(_error, line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public int Id => _process.Id;

    /// <summary>What it has printed.</summary>
    public string Output => Read(_output);

    /// <summary>What it has logged.</summary>
    public string Error => Read(_error);

    /// <summary>The port of HTTPS; it is known once the service listens.</summary>
    public int HttpsPort => new Uri(Output.Split('\n').Single(line => line.StartsWith("Listening at https:", StringComparison.Ordinal)).Split(' ')[2]).Port;

    /// <summary>Starts the service and waits until it listens.</summary>
    public static Task<ServiceProcess> StartAsync(string folder, params string[] arguments) => StartAsync(folder, _ => { }, arguments);

    /// <summary>Starts the service in surroundings that the test prepares, and waits until it listens.</summary>
    public static async Task<ServiceProcess> StartAsync(string folder, Action<ProcessStartInfo> prepare, params string[] arguments)
    {
        var service = Start([$"--PSCredentials:Path={folder}", "--PSCredentials:HttpsPort=0", "--PSCredentials:HttpPort=0", .. arguments], prepare);
        await service.WaitForAsync(() => service.Output.Contains("Listening at https:", StringComparison.Ordinal) && service.Output.Contains("Listening at http:", StringComparison.Ordinal));

        // The token is printed behind the addresses.
        await Task.Delay(200, CancellationToken.None);
        return service;
    }

    /// <summary>Runs the service to its end.</summary>
    public static async Task<(int ExitCode, string Output, string Error)> RunAsync(string[] arguments, Action<ProcessStartInfo>? prepare = null)
    {
        await using ServiceProcess service = Start(arguments, prepare ?? (_ => { }));
        return (await service.WaitForExitAsync(), service.Output, service.Error);
    }

    /// <summary>Tells it to stop, as a supervisor does.</summary>
    public async Task TerminateAsync() => (await ExternalProgram.RunAsync("kill", "-TERM", Id.ToString(System.Globalization.CultureInfo.InvariantCulture))).Succeeded();

    public async Task<int> WaitForExitAsync()
    {
        using var patience = new CancellationTokenSource(s_patience);
        await _process.WaitForExitAsync(patience.Token);
        return _process.ExitCode;
    }

    public async Task WaitForAsync(Func<bool> isSo)
    {
        var watch = Stopwatch.StartNew();
        while (!isSo())
        {
            Assert.False(_process.HasExited, $"The service ended: {Output}{Error}");
            Assert.True(watch.Elapsed < s_patience, $"It did not come to that: {Output}{Error}");
            await Task.Delay(20);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync(CancellationToken.None);
        }

        _process.Dispose();
    }

    private static ServiceProcess Start(string[] arguments, Action<ProcessStartInfo> prepare)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "PSCredentials.Server.dll"), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        prepare(start);
        return new ServiceProcess(Process.Start(start)!);
    }

    private static void Append(StringBuilder text, string? line)
    {
        lock (text)
        {
            text.Append(line).Append(line is null ? string.Empty : "\n");
        }
    }

    private static string Read(StringBuilder text)
    {
        lock (text)
        {
            return text.ToString();
        }
    }
}
