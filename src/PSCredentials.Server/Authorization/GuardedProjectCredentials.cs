namespace PSCredentials.Server.Authorization;

/// <summary>The credentials of projects as a caller may use them, by the permissions of contract 3.</summary>
internal sealed class GuardedProjectCredentials(IProjectCredentialService inner, Access access) : IProjectCredentialService
{
    private const CredentialScopeType Scope = CredentialScopeType.Project;

    /// <inheritdoc/>
    public Task<ProjectCredential> CreateAsync(ProjectCredentialRequest request, CancellationToken cancellationToken)
    {
        DemandProject(access, request.Project, CredentialPermissions.Manage);
        return inner.CreateAsync(request, cancellationToken);
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<ProjectCredential> ListAsync(ProjectCredentialQuery query, CancellationToken cancellationToken) =>
        inner.ListAsync(query with { VisibleIn = access.Visible(Scope) }, cancellationToken);

    /// <inheritdoc/>
    public Task<long> CountAsync(ProjectCredentialQuery query, CancellationToken cancellationToken) =>
        inner.CountAsync(query with { VisibleIn = access.Visible(Scope) }, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<PropertyValue>> ListValuesAsync(ProjectCredentialProperty property, PropertyValueQuery query, CancellationToken cancellationToken) =>
        inner.ListValuesAsync(property, query with { VisibleIn = access.Visible(Scope) }, cancellationToken);

    /// <inheritdoc/>
    public Task<ProjectCredential> GetAsync(CredentialReference reference, CancellationToken cancellationToken) =>
        inner.GetAsync(access.Seen(reference, Scope), cancellationToken);

    /// <inheritdoc/>
    public async Task<ProjectCredential> ChangeAsync(CredentialReference reference, ProjectCredentialChange change, CancellationToken cancellationToken) =>
        await inner.ChangeAsync(await FindAsync(reference, cancellationToken), change, cancellationToken);

    /// <inheritdoc/>
    public async Task<ProjectCredential> RemoveAsync(CredentialReference reference, CancellationToken cancellationToken) =>
        await inner.RemoveAsync(await FindAsync(reference, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<ProjectCredentialAccess>> ListAccessAsync(CredentialReference reference, CancellationToken cancellationToken) =>
        inner.ListAccessAsync(access.Seen(reference, Scope), cancellationToken);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ProjectCredentialAccess>> GrantAccessAsync(
        CredentialReference reference, IReadOnlyList<AccessTarget> targets, CancellationToken cancellationToken) =>
        await inner.GrantAccessAsync(await FindAsync(reference, cancellationToken), targets, cancellationToken);

    /// <inheritdoc/>
    public async Task<DeploymentResult> RevokeAccessAsync(
        CredentialReference reference, IReadOnlyList<AccessTarget> targets, CancellationToken cancellationToken) =>
        await inner.RevokeAccessAsync(await FindAsync(reference, cancellationToken), targets, cancellationToken);

    /// <summary>Demands permissions in a project; one that the caller may not see is told like one that is not there (contract 3).</summary>
    internal static void DemandProject(Access access, string project, CredentialPermissions permissions)
    {
        if (!access.Rights.Allow(CredentialPermissions.View, Scope, project))
        {
            throw new CredentialException(CredentialErrors.NotFound, $"Project({project}) was not found or user does not have privilege to access it!");
        }

        access.Demand(permissions, Scope, project);
    }

    private async Task<CredentialReference> FindAsync(CredentialReference reference, CancellationToken cancellationToken)
    {
        // Who may not change anything in a project is not told what is in it.
        if (reference.Scope is { } project)
        {
            DemandProject(access, project, CredentialPermissions.Manage);
        }

        ProjectCredential credential = await GetAsync(reference, cancellationToken);
        access.Demand(CredentialPermissions.Manage, Scope, credential.Project);
        return CredentialReference.ById(credential.Id) with { ModifiedAt = reference.ModifiedAt };
    }
}
