using System.Management.Automation;

namespace PSCredentials.Module.Session;

/// <summary>Ends the session's connections when the module is removed from it.</summary>
public sealed class ModuleLifetime : IModuleAssemblyCleanup
{
    /// <inheritdoc/>
    public void OnRemove(PSModuleInfo psModuleInfo) => SessionConnections.ClearHere();
}
