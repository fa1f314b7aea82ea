using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace PSCredentials.Shell.MissingCommands;

/// <summary>Answers the engine when it finds no command, so that the error names full PowerShell.</summary>
internal static class MissingCommandHook
{
    /// <summary>Hooks a runspace. The engine asks only for a command it is about to run; Get-Command goes on finding nothing.</summary>
    public static void Install(Runspace runspace) =>
        runspace.SessionStateProxy.InvokeCommand.CommandNotFoundAction = static (_, lookup) => Answer(lookup);

    private static void Answer(CommandLookupEventArgs lookup)
    {
        string name = FullPowerShellCommands.WithoutModule(lookup.CommandName);
        if (FullPowerShellCommands.ModuleOf(name) is not null)
        {
            lookup.Command = UnavailableCommand.Create(name);
        }
    }
}
