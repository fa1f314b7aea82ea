namespace PSCredentials.Server.Authorization;

/// <summary>API keys as a caller may use them: a key never allows more in its workspace than its maker may do there.</summary>
internal sealed class GuardedApiKeys(IApiKeyService inner, Access access) : IApiKeyService
{
    private const CredentialScopeType Scope = CredentialScopeType.Workspace;

    /// <inheritdoc/>
    public Task<IssuedApiKey> CreateAsync(ApiKeyRequest request, CancellationToken cancellationToken)
    {
        DemandRole(request.Role, request.Workspace);
        return inner.CreateAsync(request, cancellationToken);
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<ApiKey> ListAsync(ApiKeyQuery query, CancellationToken cancellationToken) =>
        inner.ListAsync(query with { VisibleIn = access.Visible(Scope) }, cancellationToken);

    /// <inheritdoc/>
    public Task<long> CountAsync(ApiKeyQuery query, CancellationToken cancellationToken) =>
        inner.CountAsync(query with { VisibleIn = access.Visible(Scope) }, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<PropertyValue>> ListValuesAsync(ApiKeyProperty property, PropertyValueQuery query, CancellationToken cancellationToken) =>
        inner.ListValuesAsync(property, query with { VisibleIn = access.Visible(Scope) }, cancellationToken);

    /// <inheritdoc/>
    public Task<ApiKey> GetAsync(CredentialReference reference, CancellationToken cancellationToken) =>
        inner.GetAsync(access.Seen(reference, Scope), cancellationToken);

    /// <inheritdoc/>
    public async Task<IssuedApiKey> RevealAsync(CredentialReference reference, CancellationToken cancellationToken)
    {
        // Contract 2: only owners see keys whole.
        ApiKey key = await GetAsync(reference, cancellationToken);
        access.Demand(CredentialPermissions.Administer, Scope, ScopeOf(key.Role, key.Workspace));
        return await inner.RevealAsync(By(key, reference), cancellationToken);
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<ApiKey> RevealAllAsync(ApiKeyQuery query, CancellationToken cancellationToken) =>
        inner.RevealAllAsync(
            query with { VisibleIn = access.Visible(Scope), WholeIn = access.Rights.Scopes(CredentialPermissions.Administer, Scope) }, cancellationToken);

    /// <inheritdoc/>
    public async Task<ApiKey> RenewAsync(CredentialReference reference, DateOnly? validUntil, CancellationToken cancellationToken) =>
        await inner.RenewAsync(await FindAsync(reference, cancellationToken), validUntil, cancellationToken);

    /// <inheritdoc/>
    public async Task<IssuedApiKey> RotateAsync(CredentialReference reference, TimeSpan gracePeriod, DateOnly? validUntil, CancellationToken cancellationToken)
    {
        ApiKey key = await GetAsync(reference, cancellationToken);
        DemandRole(key.Role, key.Workspace);
        return await inner.RotateAsync(By(key, reference), gracePeriod, validUntil, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<ApiKey> DisableAsync(CredentialReference reference, CancellationToken cancellationToken) =>
        await inner.DisableAsync(await FindAsync(reference, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public async Task<ApiKey> EnableAsync(CredentialReference reference, CancellationToken cancellationToken) =>
        await inner.EnableAsync(await FindAsync(reference, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public async Task RemoveAsync(CredentialReference reference, CancellationToken cancellationToken) =>
        await inner.RemoveAsync(await FindAsync(reference, cancellationToken), cancellationToken);

    private static CredentialReference By(ApiKey key, CredentialReference reference) =>
        CredentialReference.ById(key.Id) with { ModifiedAt = reference.ModifiedAt };

    /// <summary>Where a key works: an owner's that names no workspace is good for all of them (contract 2: kubeslice-rbac-rw-admin).</summary>
    internal static string ScopeOf(ApiKeyRole role, string workspace) =>
        role == ApiKeyRole.Owner && workspace.Length == 0 ? EffectiveRights.EveryScope : workspace;

    private void DemandRole(ApiKeyRole role, string workspace)
    {
        CredentialPermissions permissions = role switch
        {
            ApiKeyRole.Owner => CredentialPermissions.All,
            _ => CredentialPermissions.View | CredentialPermissions.Manage,
        };
        access.Demand(permissions, Scope, ScopeOf(role, workspace));
    }

    private async Task<CredentialReference> FindAsync(CredentialReference reference, CancellationToken cancellationToken)
    {
        ApiKey key = await GetAsync(reference, cancellationToken);
        access.Demand(CredentialPermissions.Manage, Scope, ScopeOf(key.Role, key.Workspace));
        return By(key, reference);
    }
}
