namespace PSCredentials.Module.Completion;

/// <summary>Offers the scopes of the kind that -ScopeType says.</summary>
public sealed class RightScopeCompleter : AuthorityValueCompleter
{
    private readonly ApiCredentialPropertyCompleter _namespaces = new();
    private readonly ApiKeyPropertyCompleter _workspaces = new();
    private readonly ProjectCompleter _projects = new();

    internal override IAsyncEnumerable<Offer> FindAsync(ICredentialAuthority authority, CompletionRequest request, CancellationToken cancellationToken)
    {
        string type = request.Texts("ScopeType").FirstOrDefault() ?? string.Empty;
        return Enum.TryParse(type, ignoreCase: true, out CredentialScopeType known)
            ? known switch
            {
                CredentialScopeType.Namespace => _namespaces.FindAsync(authority, request with { Parameter = nameof(ApiCredentialProperty.Namespace) }, cancellationToken),
                CredentialScopeType.Workspace => _workspaces.FindAsync(authority, request with { Parameter = nameof(ApiKeyProperty.Workspace) }, cancellationToken),
                CredentialScopeType.Project => _projects.FindAsync(authority, request, cancellationToken),
                _ => AsyncEnumerable.Empty<Offer>(),
            }
            : AsyncEnumerable.Empty<Offer>();
    }
}
