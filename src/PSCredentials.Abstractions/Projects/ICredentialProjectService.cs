namespace PSCredentials;

/// <summary>Projects, and the roles that their credentials have.</summary>
public interface ICredentialProjectService
{
    /// <summary>Makes a project.</summary>
    /// <param name="name">Its name: 1 to 255 characters, unique without regard to case.</param>
    /// <param name="description">What it is for.</param>
    /// <param name="cancellationToken">Gives up before anything is made.</param>
    /// <returns>The project.</returns>
    Task<CredentialProject> CreateProjectAsync(string name, string description, CancellationToken cancellationToken);

    /// <summary>Lists projects in the order of their names.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The projects.</returns>
    Task<IReadOnlyList<CredentialProject>> ListProjectsAsync(CancellationToken cancellationToken);

    /// <summary>Reads one project.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The project.</returns>
    /// <exception cref="CredentialException"><see cref="CredentialErrors.NotFound"/>: there is none.</exception>
    Task<CredentialProject> GetProjectAsync(string name, CancellationToken cancellationToken);

    /// <summary>Deletes a project. With force, its credentials are taken out of its environments, and both go with it.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="force">Whether to go on where it has credentials or environments.</param>
    /// <param name="cancellationToken">Gives up before anything changes.</param>
    /// <returns>What became of taking the credentials out of the environments; nothing of it is tried again.</returns>
    /// <exception cref="CredentialException">
    /// <see cref="CredentialErrors.NotFound"/>: there is none; <see cref="CredentialErrors.InUse"/>: it has credentials or environments, and force was not asked for.
    /// </exception>
    Task<DeploymentResult> RemoveProjectAsync(string name, bool force, CancellationToken cancellationToken);

    /// <summary>Makes a role.</summary>
    /// <param name="name">Its name: 1 to 255 characters, unique without regard to case.</param>
    /// <param name="description">What it is for.</param>
    /// <param name="cancellationToken">Gives up before anything is made.</param>
    /// <returns>The role.</returns>
    Task<CredentialRole> CreateRoleAsync(string name, string description, CancellationToken cancellationToken);

    /// <summary>Lists roles in the order of their names.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The roles.</returns>
    Task<IReadOnlyList<CredentialRole>> ListRolesAsync(CancellationToken cancellationToken);

    /// <summary>Deletes a role. With force, it is taken from every credential that has it, which is deployed.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="force">Whether to go on where credentials have it.</param>
    /// <param name="cancellationToken">Gives up before anything changes.</param>
    /// <returns>What became of the deployment of the credentials that had it.</returns>
    /// <exception cref="CredentialException">
    /// <see cref="CredentialErrors.NotFound"/>: there is none; <see cref="CredentialErrors.InUse"/>: credentials have it, and force was not asked for.
    /// </exception>
    Task<DeploymentResult> RemoveRoleAsync(string name, bool force, CancellationToken cancellationToken);
}
