namespace PSCredentials.Server.Authorization;

/// <summary>Removed records of a family as a caller may use them: who may see what is there may see what was, and who may remove may restore.</summary>
internal abstract class GuardedRemovedCredentials<TRemoved, TCredential, TQuery>(
    IRemovedCredentialService<TRemoved, TCredential, TQuery> inner, Access access, CredentialScopeType scope) : IRemovedCredentialService<TRemoved, TCredential, TQuery>
    where TRemoved : class, TCredential, IRemovedCredential
    where TCredential : class, ICredential
{
    /// <inheritdoc/>
    public IAsyncEnumerable<TRemoved> ListAsync(TQuery query, CancellationToken cancellationToken) => inner.ListAsync(Seen(query, access.Visible(scope)), cancellationToken);

    /// <inheritdoc/>
    public Task<long> CountAsync(TQuery query, CancellationToken cancellationToken) => inner.CountAsync(Seen(query, access.Visible(scope)), cancellationToken);

    /// <inheritdoc/>
    public Task<TRemoved> GetAsync(CredentialReference reference, CancellationToken cancellationToken) => inner.GetAsync(access.Seen(reference, scope), cancellationToken);

    /// <inheritdoc/>
    public async Task<TCredential> RestoreAsync(CredentialReference reference, CancellationToken cancellationToken)
    {
        TRemoved removed = await GetAsync(reference, cancellationToken);
        access.Demand(CredentialPermissions.Manage, scope, ScopeOf(removed));
        return await inner.RestoreAsync(CredentialReference.ById(removed.Id) with { ModifiedAt = reference.ModifiedAt }, cancellationToken);
    }

    /// <summary>The query, limited to what may be seen.</summary>
    protected abstract TQuery Seen(TQuery query, IReadOnlyList<string>? visible);

    /// <summary>Where a record was.</summary>
    protected abstract string ScopeOf(TRemoved removed);
}

/// <summary>Removed API credentials as a caller may use them.</summary>
internal sealed class GuardedRemovedApiCredentials(IRemovedCredentialService<RemovedApiCredential, ApiCredential, ApiCredentialQuery> inner, Access access)
    : GuardedRemovedCredentials<RemovedApiCredential, ApiCredential, ApiCredentialQuery>(inner, access, CredentialScopeType.Namespace)
{
    /// <inheritdoc/>
    protected override ApiCredentialQuery Seen(ApiCredentialQuery query, IReadOnlyList<string>? visible) => query with { VisibleIn = visible };

    /// <inheritdoc/>
    protected override string ScopeOf(RemovedApiCredential removed) => removed.Namespace;
}

/// <summary>Removed API keys as a caller may use them.</summary>
internal sealed class GuardedRemovedApiKeys(IRemovedCredentialService<RemovedApiKey, ApiKey, ApiKeyQuery> inner, Access access)
    : GuardedRemovedCredentials<RemovedApiKey, ApiKey, ApiKeyQuery>(inner, access, CredentialScopeType.Workspace)
{
    /// <inheritdoc/>
    protected override ApiKeyQuery Seen(ApiKeyQuery query, IReadOnlyList<string>? visible) => query with { VisibleIn = visible };

    /// <inheritdoc/>
    protected override string ScopeOf(RemovedApiKey removed) => GuardedApiKeys.ScopeOf(removed.Role, removed.Workspace);
}

/// <summary>Removed credentials of projects as a caller may use them.</summary>
internal sealed class GuardedRemovedProjectCredentials(
    IRemovedCredentialService<RemovedProjectCredential, ProjectCredential, ProjectCredentialQuery> inner, Access access)
    : GuardedRemovedCredentials<RemovedProjectCredential, ProjectCredential, ProjectCredentialQuery>(inner, access, CredentialScopeType.Project)
{
    /// <inheritdoc/>
    protected override ProjectCredentialQuery Seen(ProjectCredentialQuery query, IReadOnlyList<string>? visible) => query with { VisibleIn = visible };

    /// <inheritdoc/>
    protected override string ScopeOf(RemovedProjectCredential removed) => removed.Project;
}
