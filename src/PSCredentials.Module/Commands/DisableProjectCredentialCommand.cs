using System.Management.Automation;

namespace PSCredentials.Commands;

/// <summary>Switches project credentials off for now, in every environment of their project too.</summary>
[Cmdlet(VerbsLifecycle.Disable, "ProjectCredential", SupportsShouldProcess = true)]
[OutputType(typeof(ProjectCredential))]
public sealed class DisableProjectCredentialCommand : ProjectCredentialChangeCmdlet
{
    private protected override string ActionText => "Disable";

    private protected override ProjectCredentialChange Change { get; } = new() { IsEnabled = false };
}
