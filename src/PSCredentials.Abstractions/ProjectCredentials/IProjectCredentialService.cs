namespace PSCredentials;

/// <summary>
/// The credentials of projects. Every change is on disk, and was tried once in each environment of the project, before the answer. An environment that
/// fails undoes nothing and stops no other: <see cref="ProjectCredential.DeploymentResult"/> says so, and the change is kept for it.
/// </summary>
public interface IProjectCredentialService
{
    /// <summary>Makes a credential.</summary>
    /// <param name="request">What it shall be.</param>
    /// <param name="cancellationToken">Gives up before anything is made.</param>
    /// <returns>The credential; an <see cref="IssuedProjectCredential"/> where its password was made.</returns>
    /// <exception cref="CredentialException">
    /// A value is not allowed, the project or a role does not exist, or the username is taken. The texts about what is empty or taken are those of the
    /// Apinizer contract.
    /// </exception>
    Task<ProjectCredential> CreateAsync(ProjectCredentialRequest request, CancellationToken cancellationToken);

    /// <summary>Lists credentials in the order of project and username.</summary>
    /// <param name="query">Which.</param>
    /// <param name="cancellationToken">Ends the list.</param>
    /// <returns>The credentials.</returns>
    IAsyncEnumerable<ProjectCredential> ListAsync(ProjectCredentialQuery query, CancellationToken cancellationToken);

    /// <summary>Counts credentials.</summary>
    /// <param name="query">Which.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>How many there are, whatever the query says about paging.</returns>
    Task<long> CountAsync(ProjectCredentialQuery query, CancellationToken cancellationToken);

    /// <summary>Lists the values that a property has, with how many credentials have each.</summary>
    /// <param name="property">The property.</param>
    /// <param name="query">Which values.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The values in their order.</returns>
    Task<IReadOnlyList<PropertyValue>> ListValuesAsync(ProjectCredentialProperty property, PropertyValueQuery query, CancellationToken cancellationToken);

    /// <summary>Reads one credential.</summary>
    /// <param name="reference">Which; the scope is the project.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The credential.</returns>
    /// <exception cref="CredentialException"><see cref="CredentialErrors.NotFound"/>: there is none.</exception>
    Task<ProjectCredential> GetAsync(CredentialReference reference, CancellationToken cancellationToken);

    /// <summary>Changes facts, the password among them.</summary>
    /// <param name="reference">Which; the scope is the project.</param>
    /// <param name="change">What to change.</param>
    /// <param name="cancellationToken">Gives up before anything changes.</param>
    /// <returns>The credential as it now is; an <see cref="IssuedProjectCredential"/> where a password was made.</returns>
    Task<ProjectCredential> ChangeAsync(CredentialReference reference, ProjectCredentialChange change, CancellationToken cancellationToken);

    /// <summary>
    /// Removes a credential with its grants, and takes it out of every environment. It can be restored for the policy's <see cref="CredentialPolicy.RemovalRetention"/>.
    /// </summary>
    /// <param name="reference">Which; the scope is the project.</param>
    /// <param name="cancellationToken">Gives up before anything changes.</param>
    /// <returns>The credential as it was, with what became of the deployment.</returns>
    Task<ProjectCredential> RemoveAsync(CredentialReference reference, CancellationToken cancellationToken);

    /// <summary>Lists what a credential may use.</summary>
    /// <param name="reference">Which; the scope is the project.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The grants in the order of type and name.</returns>
    Task<IReadOnlyList<ProjectCredentialAccess>> ListAccessAsync(CredentialReference reference, CancellationToken cancellationToken);

    /// <summary>Grants access: all of it or, where one of the grants is there already, none.</summary>
    /// <param name="reference">Which; the scope is the project.</param>
    /// <param name="targets">To what; at least one.</param>
    /// <param name="cancellationToken">Gives up before anything changes.</param>
    /// <returns>The grants that were made.</returns>
    /// <exception cref="CredentialException"><see cref="CredentialErrors.AlreadyExists"/>: it has one of them already.</exception>
    Task<IReadOnlyList<ProjectCredentialAccess>> GrantAccessAsync(
        CredentialReference reference, IReadOnlyList<AccessTarget> targets, CancellationToken cancellationToken);

    /// <summary>Takes access away; to take what is not there is no error.</summary>
    /// <param name="reference">Which; the scope is the project.</param>
    /// <param name="targets">To what; empty for everything.</param>
    /// <param name="cancellationToken">Gives up before anything changes.</param>
    /// <returns>What became of the deployment.</returns>
    Task<DeploymentResult> RevokeAccessAsync(CredentialReference reference, IReadOnlyList<AccessTarget> targets, CancellationToken cancellationToken);
}
