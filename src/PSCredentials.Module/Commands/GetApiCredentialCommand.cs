using System.Collections;
using System.Management.Automation;
using PSCredentials.Module.Binding;
using PSCredentials.Module.Completion;

namespace PSCredentials.Commands;

/// <summary>Lists API credentials, without their secrets. Every parameter that is given narrows the list.</summary>
[Cmdlet(VerbsCommon.Get, "ApiCredential", SupportsPaging = true)]
[OutputType(typeof(ApiCredential), typeof(RemovedApiCredential))]
public sealed class GetApiCredentialCommand : CredentialListCmdlet<ApiCredential>
{
    /// <summary>Names; wildcards are allowed. A name without wildcards that is not found is an error.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [SupportsWildcards]
    [NameList]
    [ArgumentCompleter(typeof(ApiCredentialCompleter))]
    public string[]? Name { get; set; }

    /// <summary>Ids. One that is not found is an error.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(ApiCredentialCompleter))]
    public string[]? Id { get; set; }

    /// <summary>Types.</summary>
    [Parameter]
    [CredentialType]
    public CredentialType[]? Type { get; set; }

    /// <summary>Namespaces; wildcards are allowed.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ApiCredentialPropertyCompleter))]
    public string[]? Namespace { get; set; }

    /// <summary>Owners; wildcards are allowed.</summary>
    [Parameter]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ApiCredentialPropertyCompleter))]
    public string[]? Owner { get; set; }

    /// <summary>States.</summary>
    [Parameter]
    public CredentialState[]? State { get; set; }

    /// <summary>Labels that have to be there; their values take wildcards.</summary>
    [Parameter]
    [Label]
    [ArgumentCompleter(typeof(ApiCredentialLabelCompleter))]
    public Hashtable? Label { get; set; }

    /// <summary>Lists the credentials that were removed and can be restored, instead of those that are there.</summary>
    [Parameter]
    public SwitchParameter Removed { get; set; }

    private protected override string Noun => "API credential";

    private protected override string[] Names => Given(Name);

    private protected override string[] Ids => Given(Id);

    private protected override IAsyncEnumerable<ApiCredential> ListAsync(ICredentialAuthority authority, Page page, CancellationToken cancellationToken) =>
        Removed
            ? authority.RemovedApiCredentials.ListAsync(Query() with { Skip = page.Skip, First = page.First }, cancellationToken)
            : authority.ApiCredentials.ListAsync(Query() with { Skip = page.Skip, First = page.First }, cancellationToken);

    private protected override Task<long> CountAsync(ICredentialAuthority authority, CancellationToken cancellationToken) =>
        Removed ? authority.RemovedApiCredentials.CountAsync(Query(), cancellationToken) : authority.ApiCredentials.CountAsync(Query(), cancellationToken);

    private ApiCredentialQuery Query() => new()
    {
        Name = Names,
        Id = Ids,
        Type = Type ?? [],
        Namespace = Given(Namespace),
        Owner = Given(Owner),
        State = State ?? [],
        Label = LabelAttribute.ToDictionary(Label),
        ExpiringBefore = ExpiringBefore,
        ExpiredBefore = ExpiredBefore,
    };
}
