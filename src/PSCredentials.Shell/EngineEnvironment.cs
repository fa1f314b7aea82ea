using System.Management.Automation.Runspaces;
using Microsoft.PowerShell;
using PSCredentials.Shell.MissingCommands;

namespace PSCredentials.Shell;

/// <summary>What the engine has to find in the process and in a session before it opens a runspace.</summary>
internal static class EngineEnvironment
{
    private const string ModulePath = "PSModulePath";
    private const string TelemetryOptOut = "POWERSHELL_TELEMETRY_OPTOUT";

    /// <summary>Sets the environment variables that the engine and every child runspace read.</summary>
    public static void Prepare(string manifest)
    {
        // A shell for credentials reports nothing to anybody; the engine reads this when its first type loads.
        Environment.SetEnvironmentVariable(TelemetryOptOut, "1");

        // A module is found by name in the folder that holds its folder: this is how child runspaces load it.
        string? moduleRoot = Path.GetDirectoryName(Path.GetDirectoryName(manifest));
        string[] folders = (Environment.GetEnvironmentVariable(ModulePath) ?? string.Empty)
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        if (moduleRoot is not null && !folders.Contains(moduleRoot))
        {
            Environment.SetEnvironmentVariable(ModulePath, string.Join(Path.PathSeparator, [moduleRoot, .. folders]));
        }
    }

    /// <summary>The session's initial state: the engine's own commands, and the words for those it lacks.</summary>
    public static InitialSessionState CreateSessionState()
    {
        InitialSessionState state = InitialSessionState.CreateDefault2();
        state.Types.Add(MissingCommandMessage.CreateTypeEntry());
        if (OperatingSystem.IsWindows())
        {
            state.ExecutionPolicy = ExecutionPolicy.RemoteSigned;
        }

        return state;
    }
}
