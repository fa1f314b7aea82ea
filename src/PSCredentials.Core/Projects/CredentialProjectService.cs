using PSCredentials.Authority;
using PSCredentials.Deployment;
using PSCredentials.Issuing;
using PSCredentials.Policy;
using PSCredentials.Removal;
using PSCredentials.Storage;

namespace PSCredentials.Projects;

/// <summary>Projects and roles of the embedded authority.</summary>
internal sealed class CredentialProjectService(AuthorityContext authority, Deployer deployer) : ICredentialProjectService
{
    /// <inheritdoc/>
    public Task<CredentialProject> CreateProjectAsync(string name, string description, CancellationToken cancellationToken)
    {
        DateTimeOffset now = authority.Now();
        var project = new CredentialProject
        {
            Id = Guid.CreateVersion7(now).ToString("D"),
            Name = ProjectRules.Name(name),
            Description = FieldRules.Text("Description", description),
            CreatedAt = now,
            Authority = authority.Name,
        };
        return authority.ChangeAsync(
            CredentialAction.Create,
            (connection, _) =>
            {
                if (!ProjectTable.TryAdd(connection, project))
                {
                    throw new CredentialException(CredentialErrors.AlreadyExists, $"There is already a project '{project.Name}'.");
                }

                authority.Audit(connection, CredentialAction.Create, Subject(project));
                return project;
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<CredentialProject>> ListProjectsAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<CredentialProject>>(
            authority.Store.Read(connection => ProjectTable.List(connection, authority.Name).ConvertAll(stored => stored.Value)));

    /// <inheritdoc/>
    public Task<CredentialProject> GetProjectAsync(string name, CancellationToken cancellationToken) =>
        Task.FromResult(authority.Store.Read(connection => Find(connection, name).Value));

    /// <inheritdoc/>
    public async Task<DeploymentResult> RemoveProjectAsync(string name, bool force, CancellationToken cancellationToken)
    {
        // First its credentials, which the environments have to hear of; then the project, when they have.
        long row = await authority.ChangeAsync(
            CredentialAction.Remove,
            (connection, _) =>
            {
                Stored<CredentialProject> stored = Find(connection, name);
                if (!force && (stored.Value.CredentialCount > 0 || stored.Value.Environment.Count > 0))
                {
                    throw new CredentialException(
                        CredentialErrors.InUse,
                        $"Project '{stored.Value.Name}' has {stored.Value.CredentialCount} credentials and {stored.Value.Environment.Count} environments, which would be removed with it.");
                }

                foreach (Stored<ProjectCredential> credential in ProjectCredentialTable.OfProject(connection, stored.Row, authority.RowContext()))
                {
                    deployer.Enqueue(connection, stored.Row, credential.Value, DeploymentAction.Remove);
                    string until = Removals.TakeOut(authority, connection, CredentialFamily.ProjectCredential, credential.Row);
                    authority.Audit(connection, CredentialAction.Remove, AuditSubject.Of(credential.Value), $"with project {stored.Value.Name}{until}");
                }

                authority.Store.MarkFactsChanged();
                return stored.Row;
            },
            cancellationToken);
        DeploymentResult result = await deployer.DeliverAsync(row, cancellationToken);
        await authority.ChangeAsync(
            CredentialAction.Remove,
            (connection, _) =>
            {
                if (ProjectTable.Find(connection, name, authority.Name) is { } stored && stored.Row == row)
                {
                    ProjectTable.Remove(connection, row);
                    authority.Store.MarkFactsChanged();
                    authority.Audit(connection, CredentialAction.Remove, Subject(stored.Value), result.Success ? string.Empty : result.Message);
                }

                return 0;
            },
            cancellationToken);
        return result;
    }

    /// <inheritdoc/>
    public Task<CredentialRole> CreateRoleAsync(string name, string description, CancellationToken cancellationToken)
    {
        var role = new CredentialRole
        {
            Name = ProjectRules.Name(name),
            Description = FieldRules.Text("Description", description),
            CreatedAt = authority.Now(),
            Authority = authority.Name,
        };
        return authority.ChangeAsync(
            CredentialAction.Create,
            (connection, _) =>
            {
                if (!RoleTable.TryAdd(connection, role))
                {
                    throw new CredentialException(CredentialErrors.AlreadyExists, $"There is already a role '{role.Name}'.");
                }

                authority.Audit(connection, CredentialAction.Create, Subject(role));
                return role;
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<CredentialRole>> ListRolesAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<CredentialRole>>(authority.Store.Read(connection => RoleTable.List(connection, authority.Name)));

    /// <inheritdoc/>
    public async Task<DeploymentResult> RemoveRoleAsync(string name, bool force, CancellationToken cancellationToken)
    {
        List<(long Row, string Name)> projects = await authority.ChangeAsync(
            CredentialAction.Remove,
            (connection, _) =>
            {
                CredentialRole role = RoleTable.Find(connection, name, authority.Name)
                    ?? throw new CredentialException(CredentialErrors.NotFound, $"There is no role '{name}'.");
                if (!force && role.CredentialCount > 0)
                {
                    throw new CredentialException(CredentialErrors.InUse, $"{role.CredentialCount} credentials have role '{role.Name}', and would lose it.");
                }

                var touched = new HashSet<(long Row, string Name)>();
                foreach (Stored<ProjectCredential> stored in ProjectCredentialTable.WithRole(connection, role.Name, authority.RowContext()))
                {
                    touched.Add((TakeRole(connection, stored, role.Name), stored.Value.Project));
                }

                RoleTable.Remove(connection, role.Name);
                authority.Store.MarkFactsChanged();
                authority.Audit(connection, CredentialAction.Remove, Subject(role));
                return touched.ToList();
            },
            cancellationToken);
        var results = new List<EnvironmentResult>();
        foreach ((long row, string project) in projects)
        {
            DeploymentResult result = await deployer.DeliverAsync(row, cancellationToken);
            results.AddRange(result.EnvironmentResults.Select(one => projects.Count == 1 ? one : one with { EnvironmentName = $"{project}/{one.EnvironmentName}" }));
        }

        return DeploymentResult.Of(results);
    }

    private static AuditSubject Subject(CredentialProject project) => new(CredentialSubject.Project, project.Id, project.Name, string.Empty);

    private static AuditSubject Subject(CredentialRole role) => new(CredentialSubject.Role, string.Empty, role.Name, string.Empty);

    private Stored<CredentialProject> Find(StoreConnection connection, string name) =>
        ProjectTable.Find(connection, name, authority.Name) ?? throw ProjectRules.NoProject(name);

    private long TakeRole(StoreConnection connection, Stored<ProjectCredential> stored, string role)
    {
        ProjectCredential credential = stored.Value with
        {
            Role = [.. stored.Value.Role.Where(one => one != role)],
            ModifiedAt = References.NextModification(stored.Value.ModifiedAt, authority.Now()),
        };
        long project = ProjectCredentialTable.ProjectOf(connection, stored.Row);
        ProjectCredentialTable.Update(connection, new(stored.Row, credential));
        deployer.Enqueue(connection, project, credential, DeploymentAction.Update);
        authority.Audit(connection, CredentialAction.Change, AuditSubject.Of(credential), $"role {role} was removed");
        return project;
    }
}
