using PSCredentials.Authority;
using PSCredentials.Storage;

namespace PSCredentials.Removal;

/// <summary>API credentials of the embedded authority that were removed and can be restored.</summary>
internal sealed class RemovedApiCredentials(AuthorityContext authority)
    : RemovedCredentials<RemovedApiCredential, ApiCredential, ApiCredentialQuery>(authority, CredentialFamily.ApiCredential, ApiCredentialTable.Removed, "removed credential")
{
    private readonly AuthorityContext _authority = authority;

    /// <inheritdoc/>
    protected override ListPart Part(ApiCredentialQuery query) => new(query.IdPrefix is not null, query.After, query.Skip, query.First);

    /// <inheritdoc/>
    protected override Filter Matching(ApiCredentialQuery query) => ApiCredentialTable.Matching(query, _authority.Now());

    /// <inheritdoc/>
    protected override ListPlace Place(RemovedApiCredential removed) => new(removed.Namespace, removed.Name, removed.Id);

    /// <inheritdoc/>
    protected override DateTimeOffset ModifiedAt(RemovedApiCredential removed) => removed.ModifiedAt;

    /// <inheritdoc/>
    protected override AuditSubject Subject(ApiCredential credential) => AuditSubject.Of(credential);

    /// <inheritdoc/>
    protected override void EnsureFree(StoreConnection connection, RemovedApiCredential removed)
    {
        // Contract 1 allows one in a namespace at a time.
        if (removed is { Type: CredentialType.ScimApiToken, RevokedAt: null } && ApiCredentialTable.FindScim(connection, removed.Namespace).Count > 0)
        {
            throw new CredentialException(
                CredentialErrors.AlreadyExists,
                $"Credential '{removed.Name}' cannot be restored: namespace '{removed.Namespace}' has another SCIM token since, which would have to be revoked or removed first.");
        }
    }

    /// <inheritdoc/>
    protected override CredentialException Taken(RemovedApiCredential removed) => new(
        CredentialErrors.AlreadyExists, $"Credential '{removed.Name}' cannot be restored: there is another one of its name in namespace '{removed.Namespace}' since.");

    /// <inheritdoc/>
    protected override ApiCredential Settle(StoreConnection connection, long row, RemovedApiCredential removed, DateTimeOffset modifiedAt, DateTimeOffset now)
    {
        ApiCredential restored = ApiCredentialTable.Get(connection, row, _authority.RowContext())!.Value with { ModifiedAt = modifiedAt };
        ApiCredentialTable.Update(connection, new(row, restored));
        RevokedCertificateTable.TakeOffHold(connection, row, now);
        return restored;
    }
}
