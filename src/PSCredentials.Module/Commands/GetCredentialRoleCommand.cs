using System.Management.Automation;
using PSCredentials.Module.Binding;
using PSCredentials.Module.Completion;

namespace PSCredentials.Commands;

/// <summary>Lists roles.</summary>
[Cmdlet(VerbsCommon.Get, "CredentialRole")]
[OutputType(typeof(CredentialRole))]
public sealed class GetCredentialRoleCommand : NamedListCmdlet<CredentialRole>
{
    /// <summary>Names; wildcards are allowed. A name without wildcards that is not found is an error.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [SupportsWildcards]
    [NameList]
    [ArgumentCompleter(typeof(RoleCompleter))]
    public string[]? Name { get; set; }

    private protected override string Noun => "role";

    private protected override IReadOnlyList<string>? Names => Name;

    private protected override string NameOf(CredentialRole item) => item.Name;

    private protected override Task<IReadOnlyList<CredentialRole>> ListAsync(ICredentialAuthority authority, CancellationToken cancellationToken) =>
        authority.Projects.ListRolesAsync(cancellationToken);
}
