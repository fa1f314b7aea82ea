namespace PSCredentials.Server.Authorization;

/// <summary>
/// API credentials as a caller may use them. A secret that carries somebody's rights is made for that one alone, or by an owner of the authority; one that carries
/// its own never gets more than its maker has.
/// </summary>
internal sealed class GuardedApiCredentials(IApiCredentialService inner, Access access) : IApiCredentialService
{
    private const CredentialScopeType Scope = CredentialScopeType.Namespace;

    /// <inheritdoc/>
    public Task<IssuedApiCredential> CreateAsync(ApiCredentialRequest request, CancellationToken cancellationToken)
    {
        access.Demand(CredentialPermissions.Manage, Scope, request.Namespace);
        if (request.Type.IsService() || request.Type == CredentialType.ScimApiToken)
        {
            DemandRightsOf(request.NamespaceRole, request.UserGroup);
            DemandOwner(request.Owner);
        }
        else
        {
            DemandIdentity(request.Owner ?? access.Caller.User);
        }

        return inner.CreateAsync(request, cancellationToken);
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<ApiCredential> ListAsync(ApiCredentialQuery query, CancellationToken cancellationToken) =>
        inner.ListAsync(query with { VisibleIn = access.Visible(Scope) }, cancellationToken);

    /// <inheritdoc/>
    public Task<long> CountAsync(ApiCredentialQuery query, CancellationToken cancellationToken) =>
        inner.CountAsync(query with { VisibleIn = access.Visible(Scope) }, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<PropertyValue>> ListValuesAsync(ApiCredentialProperty property, PropertyValueQuery query, CancellationToken cancellationToken) =>
        inner.ListValuesAsync(property, query with { VisibleIn = access.Visible(Scope) }, cancellationToken);

    /// <inheritdoc/>
    public Task<ApiCredential> GetAsync(CredentialReference reference, CancellationToken cancellationToken) =>
        inner.GetAsync(access.Seen(reference, Scope), cancellationToken);

    /// <inheritdoc/>
    public async Task<ApiCredential> RenewAsync(CredentialReference reference, Expiry expiry, CancellationToken cancellationToken) =>
        await inner.RenewAsync(await FindAsync(reference, cancellationToken), expiry, cancellationToken);

    /// <inheritdoc/>
    public async Task<IssuedApiCredential> RotateAsync(CredentialReference reference, RotationRequest request, CancellationToken cancellationToken)
    {
        ApiCredential credential = await ReadAsync(reference, cancellationToken);
        if (credential.Type.IsService())
        {
            DemandRightsOf(credential.NamespaceRole, credential.UserGroup);
        }
        else if (credential.Type != CredentialType.ScimApiToken)
        {
            DemandIdentity(credential.Owner);
        }

        return await inner.RotateAsync(By(credential, reference), request, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<ApiCredential> ChangeAsync(CredentialReference reference, ApiCredentialChange change, CancellationToken cancellationToken)
    {
        DemandRightsOf(change.NamespaceRole ?? [], change.UserGroup ?? []);
        return await inner.ChangeAsync(await FindAsync(reference, cancellationToken), change, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<ApiCredential> DisableAsync(CredentialReference reference, CancellationToken cancellationToken) =>
        await inner.DisableAsync(await FindAsync(reference, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public async Task<ApiCredential> EnableAsync(CredentialReference reference, CancellationToken cancellationToken) =>
        await inner.EnableAsync(await FindAsync(reference, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public async Task<ApiCredential> RevokeAsync(CredentialReference reference, RevocationReason reason, CancellationToken cancellationToken) =>
        await inner.RevokeAsync(await FindAsync(reference, cancellationToken), reason, cancellationToken);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<RevocationOutcome>> RevokeAllAsync(
        IReadOnlyList<CredentialReference> references, RevocationReason reason, bool stopAtRefusal, CancellationToken cancellationToken)
    {
        if (access.Rights.Scopes(CredentialPermissions.View | CredentialPermissions.Manage, Scope) is null)
        {
            return await inner.RevokeAllAsync(references, reason, stopAtRefusal, cancellationToken);
        }

        // Where the caller may not end everything, each is looked at by itself first.
        var outcomes = new RevocationOutcome?[references.Count];
        var allowed = new List<(int Index, CredentialReference Reference)>();
        for (int i = 0; i < references.Count && !(stopAtRefusal && i > 0 && outcomes[i - 1] is not null); i++)
        {
            try
            {
                allowed.Add((i, await FindAsync(references[i], cancellationToken)));
            }
            catch (CredentialException refusal)
            {
                outcomes[i] = new RevocationOutcome(references[i], null, refusal);
            }
        }

        IReadOnlyList<RevocationOutcome> ended = await inner.RevokeAllAsync([.. allowed.Select(found => found.Reference)], reason, stopAtRefusal, cancellationToken);
        for (int i = 0; i < ended.Count; i++)
        {
            outcomes[allowed[i].Index] = ended[i] with { Reference = references[allowed[i].Index] };
        }

        return [.. outcomes.TakeWhile(outcome => outcome is not null).Select(outcome => outcome!)];
    }

    /// <inheritdoc/>
    public async Task RemoveAsync(CredentialReference reference, CancellationToken cancellationToken) =>
        await inner.RemoveAsync(await FindAsync(reference, cancellationToken), cancellationToken);

    private static CredentialReference By(ApiCredential credential, CredentialReference reference) =>
        CredentialReference.ById(credential.Id) with { ModifiedAt = reference.ModifiedAt };

    private async Task<CredentialReference> FindAsync(CredentialReference reference, CancellationToken cancellationToken) =>
        By(await ReadAsync(reference, cancellationToken), reference);

    private async Task<ApiCredential> ReadAsync(CredentialReference reference, CancellationToken cancellationToken)
    {
        ApiCredential credential = await inner.GetAsync(access.Seen(reference, Scope), cancellationToken);
        access.Demand(CredentialPermissions.Manage, Scope, credential.Namespace);
        return credential;
    }

    // Who holds the secret has the owner's rights.
    private void DemandIdentity(string? owner)
    {
        if (owner is null)
        {
            throw Access.Refuse("a user: a credential of this type carries the rights of its owner; make a service credential instead");
        }

        if (!string.Equals(owner, access.Caller.User, StringComparison.OrdinalIgnoreCase))
        {
            access.Demand(CredentialPermissions.Administer, CredentialScopeType.Authority);
        }
    }

    private void DemandOwner(string? owner)
    {
        if (owner is not null && owner != access.Caller.Name)
        {
            access.Demand(CredentialPermissions.Administer, CredentialScopeType.Authority);
        }
    }

    private void DemandRightsOf(IReadOnlyList<NamespaceRole> roles, IReadOnlyList<string> groups)
    {
        foreach (NamespaceRole role in roles)
        {
            // Roles of other names are for others to interpret; to hand them out takes an owner of the namespace.
            CredentialPermissions permissions = Enum.TryParse(role.Role, ignoreCase: true, out CredentialRightRole known) && Enum.IsDefined(known)
                ? EffectiveRights.PermissionsOf(known)
                : CredentialPermissions.All;
            access.Demand(permissions, Scope, role.Namespace);
        }

        // A group can mean anything to whoever trusts the certificates, to a cluster for one.
        IReadOnlyList<string> own = access.Caller.Verdict.Principal?.Group ?? [];
        if (groups.Except(own, StringComparer.Ordinal).Any())
        {
            access.Demand(CredentialPermissions.Administer, CredentialScopeType.Authority);
        }
    }
}
