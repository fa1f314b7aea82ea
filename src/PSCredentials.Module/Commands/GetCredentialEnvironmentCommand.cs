using System.Management.Automation;
using PSCredentials.Module.Binding;
using PSCredentials.Module.Completion;

namespace PSCredentials.Commands;

/// <summary>Lists environments, with what has not reached them yet.</summary>
[Cmdlet(VerbsCommon.Get, "CredentialEnvironment")]
[OutputType(typeof(CredentialEnvironment))]
public sealed class GetCredentialEnvironmentCommand : NamedListCmdlet<CredentialEnvironment>
{
    /// <summary>Names; wildcards are allowed. A name without wildcards that is not found is an error.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [SupportsWildcards]
    [NameList]
    [ArgumentCompleter(typeof(EnvironmentCompleter))]
    public string[]? Name { get; set; }

    /// <summary>Projects; wildcards are allowed.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ProjectCompleter))]
    public string[]? Project { get; set; }

    /// <summary>States.</summary>
    [Parameter]
    public DeploymentState[]? State { get; set; }

    private protected override string Noun => "environment";

    private protected override IReadOnlyList<string>? Names => Name;

    private protected override string Narrowed
    {
        get
        {
            string[] given = [.. new[] { nameof(Project), nameof(State) }.Where(MyInvocation.BoundParameters.ContainsKey)];
            return given.Length == 0 ? string.Empty : $" with the given {string.Join(", ", given)}";
        }
    }

    private protected override string NameOf(CredentialEnvironment item) => item.Name;

    private protected override bool IsWanted(CredentialEnvironment item) =>
        NamePattern.Match(Project, item.Project) && (State is null or [] || State.Contains(item.State));

    private protected override Task<IReadOnlyList<CredentialEnvironment>> ListAsync(ICredentialAuthority authority, CancellationToken cancellationToken) =>
        authority.Deployment.ListEnvironmentsAsync(cancellationToken);
}
