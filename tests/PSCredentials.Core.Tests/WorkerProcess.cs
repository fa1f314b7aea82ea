using System.Diagnostics;

namespace PSCredentials.Tests;

/// <summary>A process of the test worker, which is gone when the test is.</summary>
internal sealed class WorkerProcess : IDisposable
{
    private WorkerProcess(Process process) => Process = process;

    public Process Process { get; }

    public StreamReader Output => Process.StandardOutput;

    public static WorkerProcess Start(params string[] arguments) => StartVia([], arguments);

    /// <summary>Starts the worker through a program such as setpriv, which then becomes the worker.</summary>
    public static WorkerProcess StartVia(string[] launcher, params string[] arguments)
    {
        string[] all = [.. launcher, Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", Path.Combine(AppContext.BaseDirectory, "PSCredentials.Core.Tests.Worker.dll"), .. arguments];
        var start = new ProcessStartInfo(all[0], all[1..]) { RedirectStandardInput = true, RedirectStandardOutput = true, UseShellExecute = false };

        // A worker lives for seconds: nothing is gained by compiling its code twice.
        start.Environment["DOTNET_TieredPGO"] = "0";
        start.Environment.Remove(AuthorityOptions.MasterKeyVariable);
        return new WorkerProcess(Process.Start(start)!);
    }

    /// <summary>Writes a line and reads the answer.</summary>
    public async Task<string?> AskAsync(string line)
    {
        await Process.StandardInput.WriteLineAsync(line);
        await Process.StandardInput.FlushAsync();
        return await Output.ReadLineAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>All that it still says, and its exit code.</summary>
    public async Task<(int ExitCode, string Output)> FinishAsync()
    {
        Process.StandardInput.Close();
        string output = await Output.ReadToEndAsync(TestContext.Current.CancellationToken);
        await Process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (Process.ExitCode, output);
    }

    public void Dispose()
    {
        if (!Process.HasExited)
        {
            Process.Kill();
        }

        Process.Dispose();
    }
}
