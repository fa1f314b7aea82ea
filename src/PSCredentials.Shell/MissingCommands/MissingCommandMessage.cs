using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace PSCredentials.Shell.MissingCommands;

/// <summary>What is said about a command that only full PowerShell has.</summary>
internal static class MissingCommandMessage
{
    /// <summary>The message, or the engine's own where full PowerShell lacks the command too.</summary>
    public static string For(string name) => FullPowerShellCommands.ModuleOf(name) is string module
        ? $"{name} belongs to {module} of full PowerShell 7.6 or later, which this shell's engine package does not carry; run this with pwsh."
        : $"There is no command '{name}'.";

    /// <summary>Lets views and scripts read the message from errors of child runspaces too, which no hook reaches.</summary>
    public static SessionStateTypeEntry CreateTypeEntry()
    {
        var type = new TypeData(typeof(CommandNotFoundException));
        type.Members.Add(
            nameof(Exception.Message),
            new CodePropertyData(nameof(Exception.Message), typeof(MissingCommandMessage).GetMethod(nameof(Read)), null));
        return new SessionStateTypeEntry(type, isRemove: false);
    }

    /// <summary>The engine reads the property <c>Message</c> of the exception through this.</summary>
    public static string Read(PSObject instance)
    {
        var error = (CommandNotFoundException)instance.BaseObject;
        string name = FullPowerShellCommands.WithoutModule(error.CommandName ?? string.Empty);
        return FullPowerShellCommands.ModuleOf(name) is null ? error.Message : For(name);
    }
}
