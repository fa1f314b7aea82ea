using System.Management.Automation;

namespace PSCredentials.Commands;

/// <summary>Undoes the removal of project credentials: they are back with their passwords and all that they may use, and in every environment. Usernames take wildcards.</summary>
[Cmdlet(VerbsData.Restore, "ProjectCredential", SupportsShouldProcess = true)]
[OutputType(typeof(ProjectCredential))]
public sealed class RestoreProjectCredentialCommand : ProjectCredentialIdentityCmdlet
{
    /// <summary>Returns the credential as it now is, with what became of its deployment.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override string ActionText => "Restore";

    private protected override bool TakesWildcards => true;

    private protected override async Task<ProjectCredential> FindAsync(ICredentialAuthority authority, CredentialReference reference, CancellationToken cancellationToken) =>
        await authority.RemovedProjectCredentials.GetAsync(reference, cancellationToken);

    private protected override IAsyncEnumerable<ProjectCredential> MatchAsync(ICredentialAuthority authority, string name, string? scope, CancellationToken cancellationToken) =>
        authority.RemovedProjectCredentials.ListAsync(new ProjectCredentialQuery { Username = [name], Project = scope is null ? [] : [WildcardPattern.Escape(scope)] }, cancellationToken);

    private protected override void Apply(ProjectCredential credential)
    {
        ICredentialAuthority authority = Target;
        ProjectCredential restored = Await(cancellation => authority.RemovedProjectCredentials.RestoreAsync(CredentialReference.ById(credential.Id), cancellation));
        WarnOfDeployment(restored.Project, restored.DeploymentResult);
        WarnOfExpiry(restored);
        if (PassThru)
        {
            WriteObject(restored);
        }
    }
}
