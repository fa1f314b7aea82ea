using PSCredentials.Vendors.Http;

namespace PSCredentials.Vendors.Service.Client;

/// <summary>Environments of a service. It delivers by itself.</summary>
internal sealed class ServiceDeployment(ServiceConnection connection) : IDeploymentService
{
    /// <inheritdoc/>
    public async Task<CredentialEnvironment> CreateEnvironmentAsync(CredentialEnvironmentRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request.Kind == CredentialEnvironmentKind.Htpasswd || request.ReloadCommand.Count > 0)
        {
            throw Unsupported.Error(connection.Title, "way to write password files or run commands for who is not on its machine");
        }

        // Not repeated: of an environment that is there, nobody can tell whether it has this signing key.
        RemoteRequest create = RemoteRequest.Of(HttpMethod.Post, PathOf(request.Project) + "/environments", EnvironmentCreation.Of(request));
        return (await connection.Channel.SendAsync<EnvironmentWire>(create, cancellationToken)).ToEnvironment(connection.Authority);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<CredentialEnvironment>> ListEnvironmentsAsync(CancellationToken cancellationToken) =>
        connection.AllAsync<EnvironmentWire, CredentialEnvironment>(
            RemoteRequest.Get("v1/environments"), environment => environment.ToEnvironment(connection.Authority), cancellationToken);

    /// <inheritdoc/>
    public Task RemoveEnvironmentAsync(string project, string name, bool force, CancellationToken cancellationToken)
    {
        string path = $"{PathOf(project)}/environments/{ServiceConnection.Part("environment", name)}{new ServiceQuery().With("force", force)}";
        return connection.RemoveAsync(RemoteRequest.Of(HttpMethod.Delete, path), cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<DeploymentResult> PublishAsync(string project, IReadOnlyList<string> environments, CancellationToken cancellationToken)
    {
        RemoteRequest publish = RemoteRequest.Of(HttpMethod.Post, PathOf(project) + "/publish", new PublicationWire { Environments = environments }) with { IsRepeatable = true };
        return (await connection.Channel.SendAsync<DeploymentResultWire>(publish, cancellationToken)).ToResult();
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<CredentialDeployment>> ListPendingAsync(CancellationToken cancellationToken) =>
        connection.AllAsync<PendingDeploymentWire, CredentialDeployment>(
            RemoteRequest.Get("v1/deployments"), deployment => deployment.ToDeployment(connection.Authority), cancellationToken);

    /// <inheritdoc/>
    public Task RunAsync(Action<string, EnvironmentResult> report, CancellationToken cancellationToken) =>
        throw Unsupported.Error(connection.Title, "deployment to be run from here: it delivers by itself");

    private static string PathOf(string project) => $"v1/projects/{ServiceConnection.Part("project", project)}";
}
