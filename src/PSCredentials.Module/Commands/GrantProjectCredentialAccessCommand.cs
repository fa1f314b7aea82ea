using System.Management.Automation;

namespace PSCredentials.Commands;

/// <summary>
/// Grants project credentials access to proxies and groups of proxies: all that is named or, where a credential has one of them already, none. The change is
/// deployed to all environments of the project.
/// </summary>
[Cmdlet(VerbsSecurity.Grant, "ProjectCredentialAccess", SupportsShouldProcess = true)]
[OutputType(typeof(ProjectCredentialAccess))]
public sealed class GrantProjectCredentialAccessCommand : ProjectCredentialAccessCmdlet
{
    private protected override string ActionText => Targets.Count > 0
        ? $"Grant access to {TargetText}"
        : throw CredentialException.Invalid("ApiProxy, ApiProxyGroup or Access", "is needed: nothing says what access to grant.");

    private protected override void Apply(ProjectCredential credential)
    {
        IProjectCredentialService service = Target.ProjectCredentials;
        IReadOnlyList<ProjectCredentialAccess> granted = Await(
            cancellation => service.GrantAccessAsync(CredentialReference.ById(credential.Id), Targets, cancellation));
        WarnOfDeployment(credential.Project, granted.FirstOrDefault()?.DeploymentResult);
        WriteObject(granted, enumerateCollection: true);
    }
}
