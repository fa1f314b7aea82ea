using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace PSCredentials.Deployment;

/// <summary>Runs a program of this machine, such as the one that makes a web server read its password file anew. No shell is asked.</summary>
internal static class LocalProgram
{
    private const int MostOfError = 4096;


    // What a program started, and left behind, may still hold its output.
    private static readonly TimeSpan PatienceForOutput = TimeSpan.FromMilliseconds(200);

    /// <summary>Runs the program and waits for its end.</summary>
    /// <param name="command">The program by its absolute path, and its arguments.</param>
    /// <param name="input">What it reads from its standard input; null for nothing.</param>
    /// <param name="limit">How long it may take.</param>
    /// <param name="clock">The time.</param>
    /// <exception cref="DeliveryException">It could not be run, did not end in time, or ended with another code than 0.</exception>
    public static async Task RunAsync(IReadOnlyList<string> command, string? input, TimeSpan limit, TimeProvider clock)
    {
        using Process process = Start(command);
        using var patience = new CancellationTokenSource(limit, clock);
        var error = new StringBuilder();
        process.ErrorDataReceived += (_, line) => Keep(error, line.Data);
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
        try
        {
            await WriteAsync(process, input, patience.Token);

            // The end of the process alone: whatever it left running may hold its output open for ever.
            await WaitForEndAsync(process, patience.Token);
        }
        catch (OperationCanceledException exception)
        {
            process.Kill(entireProcessTree: true);
            throw new DeliveryException($"'{command[0]}' did not end within {limit.TotalSeconds} seconds", exception);
        }

        if (process.ExitCode != 0)
        {
            await Task.Delay(PatienceForOutput, clock);
            string said;
            lock (error)
            {
                said = error.ToString();
            }

            throw new DeliveryException(string.Create(
                CultureInfo.InvariantCulture, $"'{command[0]}' ended with code {process.ExitCode}{Reason.Of(said)}"));
        }
    }

    private static Process Start(IReadOnlyList<string> command)
    {
        var start = new ProcessStartInfo(command[0], command.Skip(1))
        {
            RedirectStandardInput = true,
            StandardInputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };

        // The vault's master key is nobody else's.
        start.Environment.Remove(AuthorityOptions.MasterKeyVariable);
        try
        {
            return Process.Start(start)!;
        }
        catch (Exception exception) when (exception is Win32Exception or InvalidOperationException or IOException)
        {
            throw new DeliveryException($"'{command[0]}' could not be run{Reason.Of(exception.Message)}", exception);
        }
    }

    // A program that does not read, or ends before it has, decides by its code alone.
    private static async Task WriteAsync(Process process, string? input, CancellationToken cancellationToken)
    {
        try
        {
            await process.StandardInput.WriteAsync(input.AsMemory(), cancellationToken);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
        }
    }

    private static async Task WaitForEndAsync(Process process, CancellationToken cancellationToken)
    {
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        process.Exited += (_, _) => ended.TrySetResult();
        process.EnableRaisingEvents = true;
        await ended.Task.WaitAsync(cancellationToken);
    }

    private static void Keep(StringBuilder error, string? line)
    {
        lock (error)
        {
            if (line is not null && error.Length < MostOfError)
            {
                error.Append(line.AsSpan(0, Math.Min(line.Length, MostOfError))).Append('\n');
            }
        }
    }
}
