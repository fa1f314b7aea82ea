namespace PSCredentials.Module.Completion;

/// <summary>Offers API keys, in the workspace that the command line names.</summary>
public sealed class ApiKeyCompleter : CredentialCompleter<ApiKey>
{
    private protected override string Scope(ApiKey credential) => credential.Workspace;

    private protected override string Facts(ApiKey credential) => $"{credential.Role}, {credential.State}";

    private protected override IAsyncEnumerable<ApiKey> ListAsync(
        ICredentialAuthority authority, CompletionRequest request, Search search, CancellationToken cancellationToken)
    {
        var query = new ApiKeyQuery { Name = search.Name, IdPrefix = search.IdPrefix, Workspace = request.Texts("Workspace"), First = search.First };
        return request.IsOfRemoved ? authority.RemovedApiKeys.ListAsync(query, cancellationToken) : authority.ApiKeys.ListAsync(query, cancellationToken);
    }
}
