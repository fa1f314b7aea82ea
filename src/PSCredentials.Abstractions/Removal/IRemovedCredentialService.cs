namespace PSCredentials;

/// <summary>
/// The records of a family that were removed and can be restored: for as long as the policy's <see cref="CredentialPolicy.RemovalRetention"/> says. From the moment of their removal what
/// they issued is refused, their names are free, and no other list has them. Every method fails with <see cref="CredentialException"/> alone, or with cancellation.
/// </summary>
/// <typeparam name="TRemoved">A removed record of the family.</typeparam>
/// <typeparam name="TCredential">A record of the family.</typeparam>
/// <typeparam name="TQuery">Which records of the family to list.</typeparam>
public interface IRemovedCredentialService<TRemoved, TCredential, TQuery>
    where TRemoved : class, TCredential, IRemovedCredential
    where TCredential : class, ICredential
{
    /// <summary>Lists what can be restored, in the order in which the family is listed; of the same name, what was made first comes first.</summary>
    /// <param name="query">Which ones.</param>
    /// <param name="cancellationToken">Ends the listing.</param>
    /// <returns>A stream; memory does not grow with its length.</returns>
    IAsyncEnumerable<TRemoved> ListAsync(TQuery query, CancellationToken cancellationToken);

    /// <summary>Counts what <see cref="ListAsync"/> would return, without regard to paging.</summary>
    /// <param name="query">Which ones.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The number.</returns>
    Task<long> CountAsync(TQuery query, CancellationToken cancellationToken);

    /// <summary>Reads one that can be restored.</summary>
    /// <param name="reference">Which one; a name that several removed ones had is refused with <see cref="CredentialErrors.AmbiguousName"/>.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The record as it was removed.</returns>
    Task<TRemoved> GetAsync(CredentialReference reference, CancellationToken cancellationToken);

    /// <summary>
    /// Undoes a removal: the record is back with its id, its secret and the secrets before it whose grace period goes on. What has expired or was revoked before stays so. Where its name has
    /// been taken since it is refused with <see cref="CredentialErrors.AlreadyExists"/>, and can still be restored afterwards.
    /// </summary>
    /// <param name="reference">Which one.</param>
    /// <param name="cancellationToken">Gives up before anything changes.</param>
    /// <returns>The record as it now is.</returns>
    Task<TCredential> RestoreAsync(CredentialReference reference, CancellationToken cancellationToken);
}
