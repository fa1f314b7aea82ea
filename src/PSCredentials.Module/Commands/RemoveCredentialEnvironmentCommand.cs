using System.Management.Automation;
using PSCredentials.Module.Binding;
using PSCredentials.Module.Completion;

namespace PSCredentials.Commands;

/// <summary>
/// Forgets environments; what was deployed there stays there. One that changes have still to reach is kept unless it is forced. Names take wildcards.
/// </summary>
[Cmdlet(VerbsCommon.Remove, "CredentialEnvironment", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(void))]
public sealed class RemoveCredentialEnvironmentCommand : NamedRemovalCmdlet<CredentialEnvironment>
{
    /// <summary>The names of the environments, or the environments as Get-CredentialEnvironment returns them; wildcards are allowed.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [NameList]
    [ArgumentCompleter(typeof(EnvironmentCompleter))]
    public string[] Name { get; set; } = [];

    /// <summary>The project that names are looked for in; all by default.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(ProjectCompleter))]
    public string? Project { get; set; }

    private protected override string Noun => "environment";

    private protected override IReadOnlyList<string> Names => Name;

    private protected override string ActionText => "Forget environment";

    private protected override string NameOf(CredentialEnvironment item) => item.Name;

    private protected override string Describe(CredentialEnvironment item) => $"{item.Project}/{item.Name} ({item.Target})";

    private protected override bool IsWanted(CredentialEnvironment item) =>
        string.IsNullOrEmpty(Project) || string.Equals(Project, item.Project, StringComparison.OrdinalIgnoreCase);

    private protected override Task<IReadOnlyList<CredentialEnvironment>> ListAsync(ICredentialAuthority authority, CancellationToken cancellationToken) =>
        authority.Deployment.ListEnvironmentsAsync(cancellationToken);

    private protected override Use? FindUse(CredentialEnvironment item)
    {
        if (item.PendingCount == 0)
        {
            return null;
        }

        string changes = Quantity.Of(item.PendingCount, "change");
        return new Use($"has still to hear of {changes}, which would be forgotten with it", $"Forget environment, with {changes} that have not reached it");
    }

    private protected override void Remove(CredentialEnvironment item)
    {
        IDeploymentService service = Target.Deployment;
        Await(cancellation => service.RemoveEnvironmentAsync(item.Project, item.Name, Force, cancellation));
    }
}
