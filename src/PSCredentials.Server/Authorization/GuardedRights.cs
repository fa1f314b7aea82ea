namespace PSCredentials.Server.Authorization;

/// <summary>Rights: whoever administers a scope gives and takes those in it, and nobody gives what he does not have.</summary>
internal sealed class GuardedRights(ICredentialRightService inner, Access access) : ICredentialRightService
{
    /// <inheritdoc/>
    public Task<CredentialRight> GrantAsync(CredentialRight right, CancellationToken cancellationToken)
    {
        Demand(right);
        return inner.GrantAsync(right, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<CredentialRight> RevokeAsync(CredentialRight right, CancellationToken cancellationToken)
    {
        Demand(right);
        return inner.RevokeAsync(right, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<CredentialRight>> ListAsync(CancellationToken cancellationToken) =>
        [.. (await inner.ListAsync(cancellationToken)).Where(right => access.Rights.Allow(CredentialPermissions.Administer, right.ScopeType, right.Scope) || IsOwn(right))];

    /// <inheritdoc/>
    public EffectiveRights Of(CredentialVerdict verdict) => inner.Of(verdict);

    private bool IsOwn(CredentialRight right) => !right.IsGroup && string.Equals(right.Principal, access.Caller.User, StringComparison.OrdinalIgnoreCase);

    private void Demand(CredentialRight right)
    {
        // Groups reach into every cluster and namespace that knows them.
        if (right.IsGroup)
        {
            access.Demand(CredentialPermissions.All, CredentialScopeType.Authority);
        }

        access.Demand(CredentialPermissions.Administer | EffectiveRights.PermissionsOf(right.Role), right.ScopeType, right.Scope);
    }
}
