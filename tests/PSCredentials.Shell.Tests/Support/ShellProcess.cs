using System.Diagnostics;

namespace PSCredentials.Shell.Tests.Support;

/// <summary>The built shell as a process of its own.</summary>
public sealed class ShellProcess : IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);
    private readonly Process _process;
    private readonly Task<string> _error;

    public ShellProcess(params string[] arguments)
    {
        // A job in the background has SIGINT ignored, and its children inherit that; the shell is tested as a person starts it.
        bool resetsSignals = OperatingSystem.IsLinux();
        var start = new ProcessStartInfo(resetsSignals ? "env" : "dotnet")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        if (resetsSignals)
        {
            start.ArgumentList.Add("--default-signal=INT");
            start.ArgumentList.Add("dotnet");
        }

        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "PSCredentials.Shell.dll"));
        foreach (string argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment.Remove(ModuleLocator.EnvironmentVariable);
        _process = Process.Start(start)!;
        _error = _process.StandardError.ReadToEndAsync();
    }

    /// <summary>Runs to the end with this on standard input.</summary>
    public static ShellResult Run(string input, params string[] arguments)
    {
        using var shell = new ShellProcess(arguments);
        shell._process.StandardInput.Write(input);
        return shell.WaitForEnd();
    }

    /// <summary>Waits for the next line of output, which tells how far the script is.</summary>
    public string? ReadLine() => _process.StandardOutput.ReadLine();

    public bool HasEnded => _process.HasExited;

    public void Signal(string name)
    {
        using Process kill = Process.Start("kill", ["-" + name, _process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    public ShellResult WaitForEnd()
    {
        _process.StandardInput.Close();
        Task<string> output = _process.StandardOutput.ReadToEndAsync();
        Assert.True(_process.WaitForExit(s_patience), "The shell did not end.");
        return new ShellResult(_process.ExitCode, output.Result, _error.Result);
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        _process.Dispose();
    }
}
