using System.Management.Automation;

namespace PSCredentials.Commands;

/// <summary>Switches project credentials on again, in every environment of their project too.</summary>
[Cmdlet(VerbsLifecycle.Enable, "ProjectCredential", SupportsShouldProcess = true)]
[OutputType(typeof(ProjectCredential))]
public sealed class EnableProjectCredentialCommand : ProjectCredentialChangeCmdlet
{
    private protected override string ActionText => "Enable";

    private protected override ProjectCredentialChange Change { get; } = new() { IsEnabled = true };
}
