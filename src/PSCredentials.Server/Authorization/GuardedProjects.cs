namespace PSCredentials.Server.Authorization;

/// <summary>Projects and roles as a caller may use them: what is made is the whole authority's, what is seen is the caller's own.</summary>
internal sealed class GuardedProjects(ICredentialProjectService inner, Access access) : ICredentialProjectService
{
    /// <inheritdoc/>
    public Task<CredentialProject> CreateProjectAsync(string name, string description, CancellationToken cancellationToken)
    {
        access.Demand(CredentialPermissions.Manage, CredentialScopeType.Project, EffectiveRights.EveryScope);
        return inner.CreateProjectAsync(name, description, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<CredentialProject>> ListProjectsAsync(CancellationToken cancellationToken) =>
        [.. (await inner.ListProjectsAsync(cancellationToken)).Where(project => access.Rights.Allow(CredentialPermissions.View, CredentialScopeType.Project, project.Name))];

    /// <inheritdoc/>
    public Task<CredentialProject> GetProjectAsync(string name, CancellationToken cancellationToken)
    {
        GuardedProjectCredentials.DemandProject(access, name, CredentialPermissions.View);
        return inner.GetProjectAsync(name, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<DeploymentResult> RemoveProjectAsync(string name, bool force, CancellationToken cancellationToken)
    {
        GuardedProjectCredentials.DemandProject(access, name, CredentialPermissions.All);
        return inner.RemoveProjectAsync(name, force, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<CredentialRole> CreateRoleAsync(string name, string description, CancellationToken cancellationToken)
    {
        access.Demand(CredentialPermissions.Manage, CredentialScopeType.Authority);
        return inner.CreateRoleAsync(name, description, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<CredentialRole>> ListRolesAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<CredentialRole> roles = await inner.ListRolesAsync(cancellationToken);

        // The names are needed wherever credentials are made; how many have a role tells of projects that are not the caller's.
        return access.Rights.Allow(CredentialPermissions.View, CredentialScopeType.Authority) ? roles
            : access.Visible(CredentialScopeType.Project) is { Count: 0 } ? []
            : [.. roles.Select(role => role with { CredentialCount = 0 })];
    }

    /// <inheritdoc/>
    public Task<DeploymentResult> RemoveRoleAsync(string name, bool force, CancellationToken cancellationToken)
    {
        access.Demand(CredentialPermissions.Manage, CredentialScopeType.Authority);
        return inner.RemoveRoleAsync(name, force, cancellationToken);
    }
}
