using System.Management.Automation;
using PSCredentials.Module.Binding;
using PSCredentials.Module.Completion;

namespace PSCredentials.Commands;

/// <summary>Removes roles. One that credentials have is kept unless it is forced; then they lose it, and are deployed. Names take wildcards.</summary>
[Cmdlet(VerbsCommon.Remove, "CredentialRole", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(void))]
public sealed class RemoveCredentialRoleCommand : NamedRemovalCmdlet<CredentialRole>
{
    /// <summary>The names of the roles, or the roles as Get-CredentialRole returns them; wildcards are allowed.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [NameList]
    [ArgumentCompleter(typeof(RoleCompleter))]
    public string[] Name { get; set; } = [];

    private protected override string Noun => "role";

    private protected override IReadOnlyList<string> Names => Name;

    private protected override string NameOf(CredentialRole item) => item.Name;

    private protected override string Describe(CredentialRole item) => item.Name;

    private protected override Task<IReadOnlyList<CredentialRole>> ListAsync(ICredentialAuthority authority, CancellationToken cancellationToken) =>
        authority.Projects.ListRolesAsync(cancellationToken);

    private protected override Use? FindUse(CredentialRole item)
    {
        if (item.CredentialCount == 0)
        {
            return null;
        }

        string uses = Quantity.Of(item.CredentialCount, "credential");
        return new Use($"belongs to {uses}, which would lose it", $"Remove for good, and take it from {uses}");
    }

    private protected override void Remove(CredentialRole item)
    {
        ICredentialProjectService service = Target.Projects;
        DeploymentResult result = Await(cancellation => service.RemoveRoleAsync(item.Name, Force, cancellation));
        foreach (EnvironmentResult failed in result.EnvironmentResults.Where(one => !one.Success))
        {
            WriteWarning(DeploymentWarning.For(failed));
        }
    }
}
