using System.Management.Automation;

namespace PSCredentials.Commands;

/// <summary>A command that changes project credentials and returns them on request.</summary>
public abstract class ProjectCredentialChangeCmdlet : ProjectCredentialIdentityCmdlet
{
    private protected ProjectCredentialChangeCmdlet()
    {
    }

    /// <summary>Returns the credential as it now is, with what became of its deployment.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected abstract ProjectCredentialChange Change { get; }

    private protected sealed override void Apply(ProjectCredential credential)
    {
        IProjectCredentialService service = Target.ProjectCredentials;
        ProjectCredential changed = Await(cancellation => service.ChangeAsync(CredentialReference.ById(credential.Id), Change, cancellation));
        WarnOfDeployment(changed.Project, changed.DeploymentResult);
        WarnOfExpiry(changed);
        Emit(changed);
    }

    private protected virtual void Emit(ProjectCredential changed)
    {
        if (PassThru)
        {
            WriteObject(changed);
        }
    }
}
