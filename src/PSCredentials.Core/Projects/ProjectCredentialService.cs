using PSCredentials.Authority;
using PSCredentials.Deployment;

namespace PSCredentials.Projects;

internal sealed class ProjectCredentialService(AuthorityContext authority, Deployer deployer) : IProjectCredentialService
{
    public Task<ProjectCredential> CreateAsync(ProjectCredentialRequest request, CancellationToken cancellationToken) => throw new NotImplementedException();
    public IAsyncEnumerable<ProjectCredential> ListAsync(ProjectCredentialQuery query, CancellationToken cancellationToken) => throw new NotImplementedException();
    public Task<long> CountAsync(ProjectCredentialQuery query, CancellationToken cancellationToken) => throw new NotImplementedException();
    public Task<IReadOnlyList<PropertyValue>> ListValuesAsync(ProjectCredentialProperty property, PropertyValueQuery query, CancellationToken cancellationToken) => throw new NotImplementedException();
    public Task<ProjectCredential> GetAsync(CredentialReference reference, CancellationToken cancellationToken) => throw new NotImplementedException();
    public Task<ProjectCredential> ChangeAsync(CredentialReference reference, ProjectCredentialChange change, CancellationToken cancellationToken) => throw new NotImplementedException();
    public Task<ProjectCredential> RemoveAsync(CredentialReference reference, CancellationToken cancellationToken) => throw new NotImplementedException();
    public Task<IReadOnlyList<ProjectCredentialAccess>> ListAccessAsync(CredentialReference reference, CancellationToken cancellationToken) => throw new NotImplementedException();
    public Task<IReadOnlyList<ProjectCredentialAccess>> GrantAccessAsync(CredentialReference reference, IReadOnlyList<AccessTarget> targets, CancellationToken cancellationToken) => throw new NotImplementedException();
    public Task<DeploymentResult> RevokeAccessAsync(CredentialReference reference, IReadOnlyList<AccessTarget> targets, CancellationToken cancellationToken) => throw new NotImplementedException(authority.Name + deployer);
}
