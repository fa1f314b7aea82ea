using System.Diagnostics;

namespace PSCredentials.Tests;

/// <summary>Runs a program of someone else's that judges what was made. Where it is not installed, the test is skipped.</summary>
internal sealed record ExternalProgram(int ExitCode, string Output, string Error)
{
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(4);

    public string Everything => Output + Error;

    public static Task<ExternalProgram> RunAsync(string program, params string[] arguments) => RunAsync(program, arguments, _ => { });

    /// <summary>Runs a program in surroundings that the caller prepares.</summary>
    public static Task<ExternalProgram> RunAsync(string program, string[] arguments, Action<ProcessStartInfo> prepare) =>
        RunAsync(program, arguments, prepare, string.Empty);

    /// <summary>Runs a program in surroundings that the caller prepares, and gives it something to read.</summary>
    public static async Task<ExternalProgram> RunAsync(string program, string[] arguments, Action<ProcessStartInfo> prepare, string input)
    {
        Assert.SkipUnless(IsInstalled(program), $"{program} is not installed.");
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };

        // Non-ASCII arguments reach OpenSSL and Java as UTF-8, and messages come in the language that is looked for.
        start.Environment["LC_ALL"] = "C.UTF-8";
        prepare(start);
        using Process process = Process.Start(start)!;
        await WriteInputAsync(process, input);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(s_limit);
        try
        {
            Task<string> output = process.StandardOutput.ReadToEndAsync(limit.Token);
            Task<string> error = process.StandardError.ReadToEndAsync(limit.Token);
            await process.WaitForExitAsync(limit.Token);
            return new ExternalProgram(process.ExitCode, await output, await error);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }

    private static async Task WriteInputAsync(Process process, string input)
    {
        try
        {
            await process.StandardInput.WriteAsync(input);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It ended before it read; its exit code and messages say why.
        }
    }

    public static bool IsInstalled(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? string.Empty)
            .Split(Path.PathSeparator)
            .Any(folder => File.Exists(Path.Combine(folder, program)) || File.Exists(Path.Combine(folder, program + ".exe")));

    public ExternalProgram Succeeded()
    {
        Assert.True(ExitCode == 0, $"exit code {ExitCode}: {Everything}");
        return this;
    }
}
