using System.Management.Automation;
using PSCredentials.Module.Binding;
using PSCredentials.Module.Completion;

namespace PSCredentials.Commands;

/// <summary>
/// Removes projects. One with credentials or environments is kept unless it is forced; then its credentials are taken out of its environments, and both go
/// with it. Names take wildcards.
/// </summary>
[Cmdlet(VerbsCommon.Remove, "CredentialProject", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(void))]
public sealed class RemoveCredentialProjectCommand : NamedRemovalCmdlet<CredentialProject>
{
    /// <summary>The names of the projects, or the projects as Get-CredentialProject returns them; wildcards are allowed.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [NameList]
    [ArgumentCompleter(typeof(ProjectCompleter))]
    public string[] Name { get; set; } = [];

    private protected override string Noun => "project";

    private protected override IReadOnlyList<string> Names => Name;

    private protected override string NameOf(CredentialProject item) => item.Name;

    private protected override string Describe(CredentialProject item) => item.Name;

    private protected override Task<IReadOnlyList<CredentialProject>> ListAsync(ICredentialAuthority authority, CancellationToken cancellationToken) =>
        authority.Projects.ListProjectsAsync(cancellationToken);

    private protected override Use? FindUse(CredentialProject item)
    {
        string[] parts = [.. Parts(item)];
        if (parts.Length == 0)
        {
            return null;
        }

        string uses = string.Join(" and ", parts);
        return new Use($"has {uses}, which would be removed with it", $"Remove for good, with its {uses}");
    }

    private protected override void Remove(CredentialProject item)
    {
        ICredentialProjectService service = Target.Projects;
        DeploymentResult result = Await(cancellation => service.RemoveProjectAsync(item.Name, Force, cancellation));
        foreach (EnvironmentResult failed in result.EnvironmentResults.Where(one => !one.Success))
        {
            WriteWarning(DeploymentWarning.ForRemoved(item.Name, failed));
        }
    }

    private static IEnumerable<string> Parts(CredentialProject project)
    {
        if (project.CredentialCount > 0)
        {
            yield return Quantity.Of(project.CredentialCount, "credential");
        }

        if (project.Environment.Count > 0)
        {
            yield return Quantity.Of(project.Environment.Count, "environment");
        }
    }
}
