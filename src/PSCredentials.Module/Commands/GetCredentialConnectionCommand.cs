using System.Management.Automation;
using PSCredentials.Module.Binding;
using PSCredentials.Module.Completion;
using PSCredentials.Module.Loading;
using PSCredentials.Module.Session;

namespace PSCredentials.Commands;

/// <summary>Lists saved connections to remote authorities. It makes no vault, and shows no token.</summary>
[Cmdlet(VerbsCommon.Get, "CredentialConnection")]
[OutputType(typeof(CredentialConnection))]
public sealed class GetCredentialConnectionCommand : NamedListCmdlet<CredentialConnection>
{
    /// <summary>Names; wildcards are allowed. A name without wildcards that is not found is an error.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [SupportsWildcards]
    [NameList]
    [ArgumentCompleter(typeof(SavedConnectionCompleter))]
    public string[]? Name { get; set; }

    private protected override string Noun => "saved connection";

    private protected override IReadOnlyList<string>? Names => Name;

    private protected override bool HasNothing =>
        Authority is null && SessionConnections.Here.CurrentVault is null && !AuthorityProvider.Instance.Exists(new AuthorityOptions());

    private protected override string NameOf(CredentialConnection item) => item.Name;

    private protected override SessionConnections.Connection Unnamed() => OwnVault();

    private protected override Task<IReadOnlyList<CredentialConnection>> ListAsync(ICredentialAuthority authority, CancellationToken cancellationToken) =>
        authority.Connections.ListAsync([], cancellationToken);
}
