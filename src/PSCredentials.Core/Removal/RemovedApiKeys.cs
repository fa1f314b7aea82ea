using PSCredentials.Authority;
using PSCredentials.Storage;

namespace PSCredentials.Removal;

/// <summary>API keys of the embedded authority that were removed and can be restored.</summary>
internal sealed class RemovedApiKeys(AuthorityContext authority)
    : RemovedCredentials<RemovedApiKey, ApiKey, ApiKeyQuery>(authority, CredentialFamily.ApiKey, ApiKeyTable.Removed, "removed API key")
{
    private readonly AuthorityContext _authority = authority;

    /// <inheritdoc/>
    protected override ListPart Part(ApiKeyQuery query) => new(query.IdPrefix is not null, query.After, query.Skip, query.First);

    /// <inheritdoc/>
    protected override Filter Matching(ApiKeyQuery query) => ApiKeyTable.Matching(query, _authority.Now());

    /// <inheritdoc/>
    protected override ListPlace Place(RemovedApiKey removed) => new(removed.Workspace, removed.Name, removed.Id);

    /// <inheritdoc/>
    protected override DateTimeOffset ModifiedAt(RemovedApiKey removed) => removed.ModifiedAt;

    /// <inheritdoc/>
    protected override AuditSubject Subject(ApiKey credential) => AuditSubject.Of(credential);

    /// <inheritdoc/>
    protected override CredentialException Taken(RemovedApiKey removed) => new(
        CredentialErrors.AlreadyExists,
        $"API key '{removed.Name}' cannot be restored: there is another one of its name {(removed.Workspace.Length == 0 ? "without a workspace" : $"in workspace '{removed.Workspace}'")} since.");

    /// <inheritdoc/>
    protected override ApiKey Settle(StoreConnection connection, long row, RemovedApiKey removed, DateTimeOffset modifiedAt, DateTimeOffset now)
    {
        ApiKey restored = ApiKeyTable.Get(connection, row, _authority.RowContext())!.Value with { ModifiedAt = modifiedAt };
        ApiKeyTable.Update(connection, new(row, restored));
        return restored;
    }
}
