using System.Management.Automation;

namespace PSCredentials.Commands;

/// <summary>
/// Takes access to proxies and groups of proxies from project credentials; to take what is not there is no error. The change is deployed to all environments
/// of the project.
/// </summary>
[Cmdlet(VerbsSecurity.Revoke, "ProjectCredentialAccess", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(ProjectCredential))]
public sealed class RevokeProjectCredentialAccessCommand : ProjectCredentialAccessCmdlet
{
    /// <summary>Takes all access.</summary>
    [Parameter]
    public SwitchParameter All { get; set; }

    /// <summary>Returns the credential, with what became of the deployment.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override string ActionText => (All.IsPresent, Targets.Count) switch
    {
        (true, 0) => "Revoke all access",
        (false, > 0) => $"Revoke access to {TargetText}",
        (true, _) => throw CredentialException.Invalid("All", "and the names of proxies or groups exclude each other; give one of them."),
        _ => throw CredentialException.Invalid("ApiProxy, ApiProxyGroup, Access or All", "is needed: nothing says what access to revoke."),
    };

    private protected override void Apply(ProjectCredential credential)
    {
        IProjectCredentialService service = Target.ProjectCredentials;
        var reference = CredentialReference.ById(credential.Id);
        DeploymentResult result = Await(cancellation => service.RevokeAccessAsync(reference, Targets, cancellation));
        WarnOfDeployment(credential.Project, result);
        if (PassThru)
        {
            WriteObject(Await(cancellation => service.GetAsync(reference, cancellation)) with { DeploymentResult = result });
        }
    }
}
