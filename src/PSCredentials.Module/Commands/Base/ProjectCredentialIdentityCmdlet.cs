using System.Management.Automation;
using PSCredentials.Module.Binding;
using PSCredentials.Module.Completion;

namespace PSCredentials.Commands;

/// <summary>A command that does something to project credentials that exist.</summary>
public abstract class ProjectCredentialIdentityCmdlet : IdentityCmdlet<ProjectCredential>
{
    private protected ProjectCredentialIdentityCmdlet()
    {
    }

    /// <summary>
    /// The credentials: usernames, ids, objects as Get-ProjectCredential and New-ProjectCredential return them, live or deserialized, or any objects
    /// with a property Id or Username, such as the rows of a CSV file.
    /// </summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Username", "Id")]
    [Identity(NameProperty = "Username")]
    [ArgumentCompleter(typeof(ProjectCredentialCompleter))]
    public CredentialIdentity[] Identity { get; set; } = [];

    /// <summary>The project that usernames are looked for in; all by default.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(ProjectCredentialPropertyCompleter))]
    public string? Project { get; set; }

    private protected sealed override CredentialIdentity[] Identities => Identity;

    private protected sealed override string? Scope => string.IsNullOrEmpty(Project) ? null : Project;

    private protected override Task<ProjectCredential> FindAsync(
        ICredentialAuthority authority, CredentialReference reference, CancellationToken cancellationToken) =>
        authority.ProjectCredentials.GetAsync(reference, cancellationToken);

    private protected override IAsyncEnumerable<ProjectCredential> MatchAsync(
        ICredentialAuthority authority, string name, string? scope, CancellationToken cancellationToken) =>
        authority.ProjectCredentials.ListAsync(
            new ProjectCredentialQuery { Username = [name], Project = scope is null ? [] : [WildcardPattern.Escape(scope)] }, cancellationToken);

    private protected sealed override string Describe(ProjectCredential credential) => $"{credential.Project}/{credential.Username}";

    /// <summary>Warns of each environment that a change has not reached.</summary>
    private protected void WarnOfDeployment(string project, DeploymentResult? result) => DeploymentWarning.All(project, result).ForEach(WriteWarning);
}
