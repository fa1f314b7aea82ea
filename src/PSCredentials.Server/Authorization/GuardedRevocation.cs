namespace PSCredentials.Server.Authorization;

/// <summary>Revocation lists: everybody reads them, editors of the authority have a new one numbered, its owners say where they are served.</summary>
internal sealed class GuardedRevocation(IRevocationService inner, Access access) : IRevocationService
{
    /// <inheritdoc/>
    public Task<RevocationList> IssueListAsync(RevocationListRequest request, CancellationToken cancellationToken)
    {
        access.Demand(CredentialPermissions.Manage, CredentialScopeType.Authority);
        return inner.IssueListAsync(request, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<RevocationList> GetListAsync(string issuerKeyIdentifier, bool isDelta, CancellationToken cancellationToken) =>
        inner.GetListAsync(issuerKeyIdentifier, isDelta, cancellationToken);

    /// <inheritdoc/>
    public Task<Uri?> GetAddressAsync(CancellationToken cancellationToken) => inner.GetAddressAsync(cancellationToken);

    /// <inheritdoc/>
    public Task<Uri?> SetAddressAsync(Uri? address, CancellationToken cancellationToken)
    {
        access.Demand(CredentialPermissions.All, CredentialScopeType.Authority);
        return inner.SetAddressAsync(address, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<ReadOnlyMemory<byte>> AnswerStatusRequestAsync(ReadOnlyMemory<byte> request, CancellationToken cancellationToken) =>
        inner.AnswerStatusRequestAsync(request, cancellationToken);
}
