using System.Management.Automation;

namespace PSCredentials.Shell.MissingCommands;

/// <summary>Stands for a cmdlet of full PowerShell and refuses to exist.</summary>
/// <remarks>
/// The engine swallows what the look-up hook throws, but not what a cmdlet's constructor throws. Failing there ends the
/// statement before any part of its pipeline starts, exactly as a command that was not found does.
/// </remarks>
internal sealed class UnavailableCommand : Cmdlet
{
    // The engine creates the cmdlet on the thread that looked it up, right after the look-up.
    [ThreadStatic]
    private static string? t_name;

    /// <summary>Never succeeds.</summary>
    /// <exception cref="CommandNotFoundException">Always.</exception>
    public UnavailableCommand()
    {
        string name = t_name ?? nameof(UnavailableCommand);
        throw new CommandNotFoundException(MissingCommandMessage.For(name)) { CommandName = name };
    }

    internal static CmdletInfo Create(string name)
    {
        t_name = name;
        return new CmdletInfo(name, typeof(UnavailableCommand));
    }
}
