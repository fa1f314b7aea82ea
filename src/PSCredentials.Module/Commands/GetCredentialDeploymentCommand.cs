using System.Management.Automation;
using PSCredentials.Module.Completion;

namespace PSCredentials.Commands;

/// <summary>Lists the changes of project credentials that have not reached an environment yet: those that failed, and those that were not tried.</summary>
[Cmdlet(VerbsCommon.Get, "CredentialDeployment")]
[OutputType(typeof(CredentialDeployment))]
public sealed class GetCredentialDeploymentCommand : AuthorityCmdlet
{
    /// <summary>Projects; wildcards are allowed.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ProjectCompleter))]
    public string[]? Project { get; set; }

    /// <summary>Environments; wildcards are allowed.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(EnvironmentCompleter))]
    public string[]? Environment { get; set; }

    /// <summary>The usernames of the credentials that were changed; wildcards are allowed.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ProjectCredentialCompleter))]
    public string[]? Username { get; set; }

    /// <summary>Only what failed at least once.</summary>
    [Parameter]
    public SwitchParameter Failed { get; set; }

    private protected override void Process()
    {
        IDeploymentService service = Target.Deployment;
        IReadOnlyList<CredentialDeployment> pending = Await(service.ListPendingAsync);
        WriteObject(pending.Where(IsWanted), enumerateCollection: true);
    }

    private bool IsWanted(CredentialDeployment change) =>
        NamePattern.Match(Project, change.Project)
        && NamePattern.Match(Environment, change.Environment)
        && NamePattern.Match(Username, change.Username)
        && (!Failed || change.State == DeploymentState.Failed);
}
