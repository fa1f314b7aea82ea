using System.Management.Automation;
using PSCredentials.Module.Binding;
using PSCredentials.Module.Completion;

namespace PSCredentials.Commands;

/// <summary>Lists projects.</summary>
[Cmdlet(VerbsCommon.Get, "CredentialProject")]
[OutputType(typeof(CredentialProject))]
public sealed class GetCredentialProjectCommand : NamedListCmdlet<CredentialProject>
{
    /// <summary>Names; wildcards are allowed. A name without wildcards that is not found is an error.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [SupportsWildcards]
    [NameList]
    [ArgumentCompleter(typeof(ProjectCompleter))]
    public string[]? Name { get; set; }

    private protected override string Noun => "project";

    private protected override IReadOnlyList<string>? Names => Name;

    private protected override string NameOf(CredentialProject item) => item.Name;

    private protected override Task<IReadOnlyList<CredentialProject>> ListAsync(ICredentialAuthority authority, CancellationToken cancellationToken) =>
        authority.Projects.ListProjectsAsync(cancellationToken);
}
