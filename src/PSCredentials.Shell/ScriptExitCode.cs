using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace PSCredentials.Shell;

/// <summary>Tells the code of a script's own <c>exit</c> from those of native programs and of scripts it called.</summary>
/// <remarks>
/// All of them end up in <c>$LASTEXITCODE</c>. The engine stores a script's own code once the script is left, the
/// others while its frame still lies on the call stack.
/// </remarks>
internal sealed class ScriptExitCode(Runspace runspace) : PSVariable(VariableName)
{
    private const string VariableName = "LASTEXITCODE";

    /// <summary>What the script gave to <c>exit</c>; <see langword="null"/> if it just ended.</summary>
    public int? Own { get; private set; }

    /// <inheritdoc/>
    public override object? Value
    {
        get => base.Value;
        set
        {
            base.Value = value;
            Own = value is int code && !runspace.Debugger.GetCallStack().Any() ? code : null;
        }
    }

    /// <summary>Puts the variable in place before a script runs.</summary>
    public static ScriptExitCode Watch(Runspace runspace)
    {
        var variable = new ScriptExitCode(runspace);
        runspace.SessionStateProxy.PSVariable.Set(variable);
        return variable;
    }
}
