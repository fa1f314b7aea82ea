using System.Management.Automation;

namespace PSCredentials.Commands;

/// <summary>
/// Removes project credentials with all that they may use, and takes them out of every environment; their events stay. They can be restored for a time by policy. Usernames take
/// wildcards.
/// </summary>
[Cmdlet(VerbsCommon.Remove, "ProjectCredential", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(void))]
public sealed class RemoveProjectCredentialCommand : ProjectCredentialIdentityCmdlet
{
    private protected override string ActionText => "Remove";

    private protected override bool TakesWildcards => true;

    private protected override void Apply(ProjectCredential credential)
    {
        IProjectCredentialService service = Target.ProjectCredentials;
        ProjectCredential removed = Await(cancellation => service.RemoveAsync(CredentialReference.ById(credential.Id), cancellation));
        WarnOfDeployment(removed.Project, removed.DeploymentResult);
    }
}
