using System.Management.Automation;

namespace PSCredentials.Commands;

/// <summary>Grants users and groups rights in namespaces, workspaces, projects, or the whole authority; to grant one twice changes nothing.</summary>
[Cmdlet(VerbsSecurity.Grant, "CredentialRight", SupportsShouldProcess = true)]
[OutputType(typeof(CredentialRight))]
public sealed class GrantCredentialRightCommand : CredentialRightCmdlet
{
    private protected override string Verb => "Grant";

    private protected override void Apply(CredentialRight right)
    {
        ICredentialRightService service = Target.Rights;
        WriteObject(Await(cancellation => service.GrantAsync(right, cancellation)));
    }
}
