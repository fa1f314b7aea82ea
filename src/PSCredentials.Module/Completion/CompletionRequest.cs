using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using PSCredentials.Module.Session;

namespace PSCredentials.Module.Completion;

/// <summary>What the tab key asks for.</summary>
/// <param name="Session">The connections of the runspace that completes.</param>
/// <param name="Command">The command's name.</param>
/// <param name="Parameter">The parameter's own name, whatever alias was written.</param>
/// <param name="Word">What was typed.</param>
/// <param name="Line">The command line.</param>
/// <param name="Bound">The values of the other parameters.</param>
internal sealed record CompletionRequest(
    SessionConnections Session, string Command, string Parameter, CompletionWord Word, CommandAst? Line, IDictionary? Bound)
{
    /// <summary>Whether the parameter's value is read as a wildcard pattern.</summary>
    internal bool TakesPattern => Command.StartsWith("Get-", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether what is meant was removed, so that it can be restored.</summary>
    internal bool IsOfRemoved => Command.StartsWith("Restore-", StringComparison.OrdinalIgnoreCase) || Writes("Removed");

    /// <summary>The texts that a parameter is given.</summary>
    /// <param name="parameter">The parameter's name.</param>
    /// <returns>The texts; none where it is not given.</returns>
    internal IReadOnlyList<string> Texts(string parameter)
    {
        object? value = Bound?[parameter];
        value = value is PSObject wrapped ? wrapped.BaseObject : value;
        IEnumerable<object?> items = value is IEnumerable many and not string ? many.Cast<object?>() : [value];
        return [.. items.Select(item => item?.ToString() ?? string.Empty).Where(text => text.Length > 0)];
    }

    /// <summary>Whether the command line has a parameter under just this name.</summary>
    /// <param name="name">The name or alias.</param>
    /// <returns>True where it is written out.</returns>
    internal bool Writes(string name) =>
        Line?.CommandElements.OfType<CommandParameterAst>().Any(element => string.Equals(element.ParameterName, name, StringComparison.OrdinalIgnoreCase)) == true;
}
