using PSCredentials.Vendors.Http;

namespace PSCredentials.Vendors.Service.Client;

/// <summary>Projects and roles of a service.</summary>
internal sealed class ServiceProjects(ServiceConnection connection) : ICredentialProjectService
{
    private const string Projects = "v1/projects";
    private const string Roles = "v1/roles";

    /// <inheritdoc/>
    public async Task<CredentialProject> CreateProjectAsync(string name, string description, CancellationToken cancellationToken)
    {
        ProjectWire made = await connection.MakeAsync(
            RemoteRequest.Of(HttpMethod.Post, Projects, new NamedCreation { Name = name, Description = description }),
            async () => (await WiresAsync<ProjectWire>(Projects, cancellationToken)).FirstOrDefault(project => IsAsked(project.Name, project.Description, name, description)),
            cancellationToken);
        return made.ToProject(connection.Authority);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<CredentialProject>> ListProjectsAsync(CancellationToken cancellationToken) =>
        connection.AllAsync<ProjectWire, CredentialProject>(RemoteRequest.Get(Projects), project => project.ToProject(connection.Authority), cancellationToken);

    /// <inheritdoc/>
    public async Task<CredentialProject> GetProjectAsync(string name, CancellationToken cancellationToken) =>
        (await connection.Channel.SendAsync<ProjectWire>(RemoteRequest.Get(PathOf(Projects, "project", name)), cancellationToken)).ToProject(connection.Authority);

    /// <inheritdoc/>
    public Task<DeploymentResult> RemoveProjectAsync(string name, bool force, CancellationToken cancellationToken) =>
        RemoveAsync(PathOf(Projects, "project", name), force, cancellationToken);

    /// <inheritdoc/>
    public async Task<CredentialRole> CreateRoleAsync(string name, string description, CancellationToken cancellationToken)
    {
        RoleWire made = await connection.MakeAsync(
            RemoteRequest.Of(HttpMethod.Post, Roles, new NamedCreation { Name = name, Description = description }),
            async () => (await WiresAsync<RoleWire>(Roles, cancellationToken)).FirstOrDefault(role => IsAsked(role.Name, role.Description, name, description)),
            cancellationToken);
        return made.ToRole(connection.Authority);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<CredentialRole>> ListRolesAsync(CancellationToken cancellationToken) =>
        connection.AllAsync<RoleWire, CredentialRole>(RemoteRequest.Get(Roles), role => role.ToRole(connection.Authority), cancellationToken);

    /// <inheritdoc/>
    public Task<DeploymentResult> RemoveRoleAsync(string name, bool force, CancellationToken cancellationToken) =>
        RemoveAsync(PathOf(Roles, "role", name), force, cancellationToken);

    private static string PathOf(string list, string noun, string name) => $"{list}/{ServiceConnection.Part(noun, name)}";

    private static bool IsAsked(string name, string? description, string askedName, string askedDescription) =>
        string.Equals(name, askedName, StringComparison.OrdinalIgnoreCase) && (description ?? string.Empty) == (askedDescription ?? string.Empty);

    private Task<IReadOnlyList<TWire>> WiresAsync<TWire>(string list, CancellationToken cancellation)
        where TWire : class, IWire<TWire> => connection.AllAsync<TWire, TWire>(RemoteRequest.Get(list), wire => wire, cancellation);

    private async Task<DeploymentResult> RemoveAsync(string path, bool force, CancellationToken cancellation)
    {
        RemoteAnswer? answer = await connection.RemoveAsync(RemoteRequest.Of(HttpMethod.Delete, path + new ServiceQuery().With("force", force)), cancellation);

        // Without force there was nothing that had to be taken out of an environment.
        return answer?.Read<DeploymentResultWire>().ToResult() ?? new DeploymentResult
        {
            Success = !force,
            Message = force ? "It is removed; the answer that told what became of its deployment was lost." : "It is removed.",
        };
    }
}
