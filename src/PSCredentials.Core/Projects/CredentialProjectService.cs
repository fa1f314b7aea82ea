using PSCredentials.Authority;
using PSCredentials.Deployment;

namespace PSCredentials.Projects;

internal sealed class CredentialProjectService(AuthorityContext authority, Deployer deployer) : ICredentialProjectService
{
    public Task<CredentialProject> CreateProjectAsync(string name, string description, CancellationToken cancellationToken) => throw new NotImplementedException();
    public Task<IReadOnlyList<CredentialProject>> ListProjectsAsync(CancellationToken cancellationToken) => throw new NotImplementedException();
    public Task<DeploymentResult> RemoveProjectAsync(string name, bool force, CancellationToken cancellationToken) => throw new NotImplementedException(authority.Name + deployer);
    public Task<CredentialRole> CreateRoleAsync(string name, string description, CancellationToken cancellationToken) => throw new NotImplementedException();
    public Task<IReadOnlyList<CredentialRole>> ListRolesAsync(CancellationToken cancellationToken) => throw new NotImplementedException();
    public Task<DeploymentResult> RemoveRoleAsync(string name, bool force, CancellationToken cancellationToken) => throw new NotImplementedException();
}
