namespace PSCredentials.Module.Completion;

/// <summary>Offers API credentials, in the namespace that the command line names.</summary>
public sealed class ApiCredentialCompleter : CredentialCompleter<ApiCredential>
{
    private protected override string Scope(ApiCredential credential) => credential.Namespace;

    private protected override string Facts(ApiCredential credential) => $"{credential.Type}, {credential.State}";

    private protected override IAsyncEnumerable<ApiCredential> ListAsync(
        ICredentialAuthority authority, CompletionRequest request, Search search, CancellationToken cancellationToken)
    {
        var query = new ApiCredentialQuery { Name = search.Name, IdPrefix = search.IdPrefix, Namespace = request.Texts("Namespace"), First = search.First };
        return request.IsOfRemoved ? authority.RemovedApiCredentials.ListAsync(query, cancellationToken) : authority.ApiCredentials.ListAsync(query, cancellationToken);
    }
}
