namespace PSCredentials.Server.Authorization;

/// <summary>
/// Environments as a caller may use them. A password file and its reload command are files and programs of the service's machine, and are not for callers to
/// choose: they are set up there.
/// </summary>
internal sealed class GuardedDeployment(IDeploymentService inner, Access access) : IDeploymentService
{
    private const CredentialScopeType Scope = CredentialScopeType.Project;

    /// <inheritdoc/>
    public Task<CredentialEnvironment> CreateEnvironmentAsync(CredentialEnvironmentRequest request, CancellationToken cancellationToken)
    {
        GuardedProjectCredentials.DemandProject(access, request.Project, CredentialPermissions.Administer);
        return request.Kind == CredentialEnvironmentKind.Webhook && request.ReloadCommand.Count == 0
            ? inner.CreateEnvironmentAsync(request, cancellationToken)
            : throw Access.OnSiteOnly("make password files or run reload commands on request");
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<CredentialEnvironment>> ListEnvironmentsAsync(CancellationToken cancellationToken) =>
        [.. (await inner.ListEnvironmentsAsync(cancellationToken)).Where(environment => MayView(environment.Project))];

    /// <inheritdoc/>
    public Task RemoveEnvironmentAsync(string project, string name, bool force, CancellationToken cancellationToken)
    {
        GuardedProjectCredentials.DemandProject(access, project, CredentialPermissions.Administer);
        return inner.RemoveEnvironmentAsync(project, name, force, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<DeploymentResult> PublishAsync(string project, IReadOnlyList<string> environments, CancellationToken cancellationToken)
    {
        GuardedProjectCredentials.DemandProject(access, project, CredentialPermissions.Deploy);
        return inner.PublishAsync(project, environments, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<CredentialDeployment>> ListPendingAsync(CancellationToken cancellationToken) =>
        [.. (await inner.ListPendingAsync(cancellationToken)).Where(deployment => MayView(deployment.Project))];

    /// <inheritdoc/>
    public Task RunAsync(Action<string, EnvironmentResult> report, CancellationToken cancellationToken) => throw Access.OnSiteOnly("run its loop on request");

    private bool MayView(string project) => access.Rights.Allow(CredentialPermissions.View, Scope, project);
}
