using PSCredentials.Shell;

namespace PSCredentials.Module.Tests.Support;

/// <summary>What a user of the shell sees of a script.</summary>
/// <param name="ExitCode">The exit code.</param>
/// <param name="Output">What was written, with all streams but errors.</param>
/// <param name="Error">Errors.</param>
internal sealed record ShellText(int ExitCode, string Output, string Error)
{
    /// <summary>The lines that say something, without trailing blanks.</summary>
    public string[] Lines => [.. Output.Split('\n').Select(line => line.TrimEnd()).Where(line => line.Length > 0)];

    /// <summary>Runs a script in the shell, in this process.</summary>
    /// <param name="script">The script; the module is imported.</param>
    /// <param name="width">The columns to lay out for.</param>
    /// <param name="colour">Whether colours are wanted.</param>
    public static ShellText Of(string script, int width = 120, bool colour = false)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var console = new ShellConsole(output, error) { Width = width, UsesColor = colour, UsesErrorColor = colour, IsTerminal = false };
        int code = ShellRunner.Run(ShellOptions.ForCommand(script) with { ModulePath = TestEnvironment.Manifest }, console);
        return new ShellText(code, output.ToString(), error.ToString());
    }

    /// <summary>Runs a script in a process of its own.</summary>
    /// <param name="script">The script; the module is imported.</param>
    public static async Task<ShellText> OfProcessAsync(string script)
    {
        ExternalProgram run = await ExternalProgram.RunAsync("dotnet", TestEnvironment.Shell, "-Command", script);
        return new ShellText(run.ExitCode, run.Output, run.Error);
    }

    /// <summary>This, where nothing went wrong.</summary>
    public ShellText Succeeded()
    {
        Assert.True(ExitCode == 0 && Error.Length == 0, $"exit code {ExitCode}: {Output}{Error}");
        return this;
    }
}
