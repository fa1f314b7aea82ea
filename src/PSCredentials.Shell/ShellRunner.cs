using System.Management.Automation.Runspaces;
using System.Reflection;

namespace PSCredentials.Shell;

/// <summary>Runs one call of the shell from start to exit code.</summary>
public static class ShellRunner
{
    /// <summary>Runs a script, a command or a prompt with the module imported, and renders all it writes to the console.</summary>
    /// <param name="options">What to run.</param>
    /// <param name="console">Where to read and write.</param>
    /// <param name="signals">How to stop it; <see langword="null"/> if nothing will.</param>
    /// <returns>The exit code.</returns>
    public static int Run(ShellOptions options, ShellConsole console, ShellSignals? signals = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(console);
        signals ??= new ShellSignals();
        switch (options.Mode)
        {
            case ShellMode.Help:
                console.Out.WriteLine(CommandLine.Usage);
                return ExitCodes.Success;
            case ShellMode.Version:
                console.Out.WriteLine(Version());
                return ExitCodes.Success;
        }

        ShellSession session;
        try
        {
            session = ShellSession.Open(options, console, signals);
        }
        catch (Exception failure) when (failure is ShellStartException or FileNotFoundException)
        {
            console.Error.WriteLine(failure.Message);
            return signals.ExitCode ?? ExitCodes.CannotStart;
        }

        using (session)
        {
            return options.Mode switch
            {
                ShellMode.Script => RunScript(session, options),
                ShellMode.Command => RunText(session, options.CommandText ?? string.Empty),
                _ when session.Host.IsInteractive => new InteractivePrompt(session, console, signals).Run(),
                _ => RunText(session, console.In.ReadToEnd()),
            };
        }
    }

    private static int RunScript(ShellSession session, ShellOptions options)
    {
        string path = Path.GetFullPath(options.ScriptPath ?? throw new ArgumentException("No script is named.", nameof(options)));
        var script = new Command(path, isScript: false, useLocalScope: false);
        ScriptArguments.AddTo(script, options.ScriptArguments);
        ScriptExitCode exitCode = session.WatchExitCode();
        PipelineOutcome outcome = session.Invoke(script);
        return session.ExitCodeAfter(outcome) ?? exitCode.Own ?? ExitCodes.Success;
    }

    private static int RunText(ShellSession session, string text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return ExitCodes.Success;
        }

        PipelineOutcome outcome = session.Invoke(text);
        return session.ExitCodeAfter(outcome)
            ?? (session.GetVariable("?") is false ? ExitCodes.Failure : ExitCodes.Success);
    }

    private static string Version()
    {
        string engine = Informational(typeof(Runspace).Assembly);
        return $"PSCredentials.Shell {Informational(typeof(ShellRunner).Assembly)}, PowerShell engine {engine}";
    }

    // What follows the plus sign is a commit, which says nothing to a user.
    private static string Informational(Assembly assembly) =>
        (assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion
            ?? assembly.GetName().Version?.ToString() ?? "unknown").Split('+', ' ')[0];
}
