namespace PSCredentials;

/// <summary>Environments, and what has to reach them.</summary>
public interface IDeploymentService
{
    /// <summary>Makes an environment, and deploys the project's credentials to it.</summary>
    /// <param name="request">What it shall be.</param>
    /// <param name="cancellationToken">Gives up before anything is made.</param>
    /// <returns>The environment; its <see cref="CredentialEnvironment.LastError"/> says where the first deployment failed.</returns>
    /// <exception cref="CredentialException">A value is not allowed, the project does not exist, or the name is taken.</exception>
    Task<CredentialEnvironment> CreateEnvironmentAsync(CredentialEnvironmentRequest request, CancellationToken cancellationToken);

    /// <summary>Lists environments in the order of project and name.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The environments.</returns>
    Task<IReadOnlyList<CredentialEnvironment>> ListEnvironmentsAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Forgets an environment. What lies there stays there: whoever takes an environment away from an authority decides what becomes of its password file.
    /// </summary>
    /// <param name="project">The project.</param>
    /// <param name="name">The environment.</param>
    /// <param name="force">Whether to go on where changes were not delivered yet; they are forgotten.</param>
    /// <param name="cancellationToken">Gives up before anything changes.</param>
    /// <returns>When it is done.</returns>
    /// <exception cref="CredentialException">
    /// <see cref="CredentialErrors.NotFound"/>: there is none; <see cref="CredentialErrors.InUse"/>: changes were not delivered yet, and force was not asked for.
    /// </exception>
    Task RemoveEnvironmentAsync(string project, string name, bool force, CancellationToken cancellationToken);

    /// <summary>Deploys all credentials of a project again, and with them whatever is pending.</summary>
    /// <param name="project">The project.</param>
    /// <param name="environments">The names of the environments; empty for all.</param>
    /// <param name="cancellationToken">Gives up; what is pending then stays so.</param>
    /// <returns>The result of each environment.</returns>
    Task<DeploymentResult> PublishAsync(string project, IReadOnlyList<string> environments, CancellationToken cancellationToken);

    /// <summary>Lists what still has to reach environments, in its order.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The changes.</returns>
    Task<IReadOnlyList<CredentialDeployment>> ListPendingAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Delivers what is due, until it is told to end: what failed, with growing delay, and what becomes due by time, as the expiry of a credential.
    /// </summary>
    /// <param name="report">Is told of each environment that was tried: the project, and the result.</param>
    /// <param name="cancellationToken">Ends it; a delivery under way is finished or repeated later.</param>
    /// <returns>When it has ended.</returns>
    Task RunAsync(Action<string, EnvironmentResult> report, CancellationToken cancellationToken);
}
