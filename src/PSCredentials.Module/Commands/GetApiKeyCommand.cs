using System.Collections;
using System.Management.Automation;
using PSCredentials.Module.Binding;
using PSCredentials.Module.Completion;

namespace PSCredentials.Commands;

/// <summary>Lists API keys, with the keys masked unless they are asked for. Every parameter that is given narrows the list.</summary>
[Cmdlet(VerbsCommon.Get, "ApiKey", SupportsPaging = true)]
[OutputType(typeof(ApiKey), typeof(IssuedApiKey), typeof(RemovedApiKey))]
public sealed class GetApiKeyCommand : CredentialListCmdlet<ApiKey>
{
    /// <summary>Names; wildcards are allowed. A name without wildcards that is not found is an error.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [SupportsWildcards]
    [NameList]
    [ArgumentCompleter(typeof(ApiKeyCompleter))]
    public string[]? Name { get; set; }

    /// <summary>Ids. One that is not found is an error.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(ApiKeyCompleter))]
    public string[]? Id { get; set; }

    /// <summary>Workspaces; wildcards are allowed.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("WorkspaceName")]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ApiKeyPropertyCompleter))]
    public string[]? Workspace { get; set; }

    /// <summary>Roles.</summary>
    [Parameter]
    public ApiKeyRole[]? Role { get; set; }

    /// <summary>Users; wildcards are allowed.</summary>
    [Parameter]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ApiKeyPropertyCompleter))]
    public string[]? UserName { get; set; }

    /// <summary>States.</summary>
    [Parameter]
    public CredentialState[]? State { get; set; }

    /// <summary>Labels that have to be there; their values take wildcards.</summary>
    [Parameter]
    [Label]
    [ArgumentCompleter(typeof(ApiKeyLabelCompleter))]
    public Hashtable? Label { get; set; }

    /// <summary>Returns the keys themselves, as SecureString. The audit trail keeps that they were read.</summary>
    [Parameter]
    public SwitchParameter IncludeSecret { get; set; }

    /// <summary>Lists the keys that were removed and can be restored, instead of those that are there.</summary>
    [Parameter]
    public SwitchParameter Removed { get; set; }

    private protected override string Noun => "API key";

    private protected override string[] Names => Given(Name);

    private protected override string[] Ids => Given(Id);

    private protected override IAsyncEnumerable<ApiKey> ListAsync(ICredentialAuthority authority, Page page, CancellationToken cancellationToken) =>
        Removed
            ? authority.RemovedApiKeys.ListAsync(Query() with { Skip = page.Skip, First = page.First }, cancellationToken)
            : authority.ApiKeys.ListAsync(Query() with { Skip = page.Skip, First = page.First }, cancellationToken);

    private protected override Task<long> CountAsync(ICredentialAuthority authority, CancellationToken cancellationToken) =>
        Removed ? authority.RemovedApiKeys.CountAsync(Query(), cancellationToken) : authority.ApiKeys.CountAsync(Query(), cancellationToken);

    private protected override void Emit(ApiKey credential)
    {
        if (!IncludeSecret)
        {
            WriteObject(credential);
            return;
        }

        ICredentialAuthority authority = Target;
        Attempt(credential, () => WriteObject(Await(cancellation => authority.ApiKeys.RevealAsync(CredentialReference.ById(credential.Id), cancellation))));
    }

    private ApiKeyQuery Query() => Removed && IncludeSecret
        ? throw CredentialException.Invalid("IncludeSecret", "does not go with Removed: a key that was removed is shown again once it is restored.")
        : new()
    {
        Name = Names,
        Id = Ids,
        Workspace = Given(Workspace),
        Role = Role ?? [],
        UserName = UserName ?? [],
        State = State ?? [],
        Label = LabelAttribute.ToDictionary(Label),
        ExpiringBefore = ExpiringBefore,
        ExpiredBefore = ExpiredBefore,
    };
}
