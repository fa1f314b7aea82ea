using PSCredentials.Authority;
using PSCredentials.Storage;

namespace PSCredentials.Deployment;

/// <summary>Brings the changes of project credentials to the environments of their projects.</summary>
internal sealed class Deployer(AuthorityContext authority) : IDeploymentService
{
    /// <summary>Notes a change for each environment of a project, in the caller's transaction.</summary>
    /// <param name="connection">The transaction.</param>
    /// <param name="project">The project's row.</param>
    /// <param name="credential">The credential as it is after the change, or was before it was deleted.</param>
    /// <param name="action">What was done.</param>
    public void Enqueue(StoreConnection connection, long project, ProjectCredential credential, DeploymentAction action) => throw new NotImplementedException();

    /// <summary>Delivers all that is noted for a project, trying each environment once, whatever its delay says.</summary>
    /// <param name="project">The project's row.</param>
    /// <param name="cancellationToken">Gives up; what is not delivered stays noted.</param>
    /// <returns>The result of each environment.</returns>
    public Task<DeploymentResult> DeliverAsync(long project, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>Whether a project has a password file, so that passwords need the hash for one.</summary>
    /// <param name="connection">The transaction.</param>
    /// <param name="project">The project's row.</param>
    /// <returns>Whether it has.</returns>
    public static bool HasPasswordFile(StoreConnection connection, long project) => throw new NotImplementedException();

    /// <summary>What a sealed hash for password files is sealed for.</summary>
    /// <param name="credentialId">The credential.</param>
    /// <returns>The context of the seal.</returns>
    public byte[] PasswordFileContext(string credentialId) => System.Text.Encoding.UTF8.GetBytes($"{authority.Id}/password-file/{credentialId}");

    /// <inheritdoc/>
    public Task<CredentialEnvironment> CreateEnvironmentAsync(CredentialEnvironmentRequest request, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <inheritdoc/>
    public Task<IReadOnlyList<CredentialEnvironment>> ListEnvironmentsAsync(CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <inheritdoc/>
    public Task RemoveEnvironmentAsync(string project, string name, bool force, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <inheritdoc/>
    public Task<DeploymentResult> PublishAsync(string project, IReadOnlyList<string> environments, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <inheritdoc/>
    public Task<IReadOnlyList<CredentialDeployment>> ListPendingAsync(CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <inheritdoc/>
    public Task RunAsync(Action<string, EnvironmentResult> report, CancellationToken cancellationToken) => throw new NotImplementedException();
}
