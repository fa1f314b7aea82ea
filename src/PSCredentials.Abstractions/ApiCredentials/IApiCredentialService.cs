namespace PSCredentials;

/// <summary>What an authority does with API credentials. Every method fails with <see cref="CredentialException"/> alone, or with cancellation.</summary>
public interface IApiCredentialService
{
    /// <summary>Issues a credential; when the task completes, it is on disk.</summary>
    /// <param name="request">What to issue.</param>
    /// <param name="cancellationToken">Gives up before anything is issued.</param>
    /// <returns>The credential with its secret, the only time it is shown.</returns>
    Task<IssuedApiCredential> CreateAsync(ApiCredentialRequest request, CancellationToken cancellationToken);

    /// <summary>Lists credentials by namespace, then name; by id where the query gives the beginning of one.</summary>
    /// <param name="query">Which ones.</param>
    /// <param name="cancellationToken">Ends the listing.</param>
    /// <returns>A stream; memory does not grow with its length.</returns>
    IAsyncEnumerable<ApiCredential> ListAsync(ApiCredentialQuery query, CancellationToken cancellationToken);

    /// <summary>Counts what <see cref="ListAsync"/> would return, without regard to paging.</summary>
    /// <param name="query">Which ones.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The number.</returns>
    Task<long> CountAsync(ApiCredentialQuery query, CancellationToken cancellationToken);

    /// <summary>
    /// Lists the values that credentials have in a property: each once, without regard to case, in the order of their upper case, with how many
    /// credentials have it. Values that are empty are left out.
    /// </summary>
    /// <param name="property">The property.</param>
    /// <param name="query">Which values.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The values.</returns>
    Task<IReadOnlyList<PropertyValue>> ListValuesAsync(ApiCredentialProperty property, PropertyValueQuery query, CancellationToken cancellationToken);

    /// <summary>Reads one credential.</summary>
    /// <param name="reference">Which one.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The credential.</returns>
    Task<ApiCredential> GetAsync(CredentialReference reference, CancellationToken cancellationToken);

    /// <summary>Moves the expiry; the secret stays. Tokens only; an expired one can be renewed, a revoked one cannot.</summary>
    /// <param name="reference">Which one.</param>
    /// <param name="expiry">The new expiry.</param>
    /// <param name="cancellationToken">Gives up before anything changes.</param>
    /// <returns>The credential as it now is.</returns>
    Task<ApiCredential> RenewAsync(CredentialReference reference, Expiry expiry, CancellationToken cancellationToken);

    /// <summary>Makes a new secret; the old one works on until its grace period ends.</summary>
    /// <param name="reference">Which one.</param>
    /// <param name="request">How.</param>
    /// <param name="cancellationToken">Gives up before anything changes.</param>
    /// <returns>The credential with its new secret, the only time it is shown.</returns>
    Task<IssuedApiCredential> RotateAsync(CredentialReference reference, RotationRequest request, CancellationToken cancellationToken);

    /// <summary>Changes roles, groups, labels, addresses or description.</summary>
    /// <param name="reference">Which one.</param>
    /// <param name="change">What to change.</param>
    /// <param name="cancellationToken">Gives up before anything changes.</param>
    /// <returns>The credential as it now is.</returns>
    Task<ApiCredential> ChangeAsync(CredentialReference reference, ApiCredentialChange change, CancellationToken cancellationToken);

    /// <summary>Switches it off for now. Doing it twice changes nothing.</summary>
    /// <param name="reference">Which one.</param>
    /// <param name="cancellationToken">Gives up before anything changes.</param>
    /// <returns>The credential as it now is.</returns>
    Task<ApiCredential> DisableAsync(CredentialReference reference, CancellationToken cancellationToken);

    /// <summary>Switches it on again. Doing it twice changes nothing; a revoked one cannot be enabled.</summary>
    /// <param name="reference">Which one.</param>
    /// <param name="cancellationToken">Gives up before anything changes.</param>
    /// <returns>The credential as it now is.</returns>
    Task<ApiCredential> EnableAsync(CredentialReference reference, CancellationToken cancellationToken);

    /// <summary>Ends it for good; a revoked one is refused with <see cref="CredentialErrors.AlreadyRevoked"/>.</summary>
    /// <param name="reference">Which one.</param>
    /// <param name="reason">Why.</param>
    /// <param name="cancellationToken">Gives up before anything changes.</param>
    /// <returns>The credential as it now is.</returns>
    Task<ApiCredential> RevokeAsync(CredentialReference reference, RevocationReason reason, CancellationToken cancellationToken);

    /// <summary>
    /// Ends many for good in few transactions. One that is refused undoes no other. What comes later in the list than a failure of the store is told that
    /// failure; where nothing was revoked before it, the task fails with it.
    /// </summary>
    /// <param name="references">Which ones, revoked in this order.</param>
    /// <param name="reason">Why.</param>
    /// <param name="stopAtRefusal">Whether nothing that comes later than the first one refused is touched.</param>
    /// <param name="cancellationToken">Gives up; what was revoked before stays so.</param>
    /// <returns>What came of each, in their order; it ends with the first refusal where that is asked for.</returns>
    Task<IReadOnlyList<RevocationOutcome>> RevokeAllAsync(
        IReadOnlyList<CredentialReference> references, RevocationReason reason, bool stopAtRefusal, CancellationToken cancellationToken);

    /// <summary>
    /// Removes the record; what it issued is refused from then on, and its events stay. It can be restored for the policy's <see cref="CredentialPolicy.RemovalRetention"/>.
    /// </summary>
    /// <param name="reference">Which one.</param>
    /// <param name="cancellationToken">Gives up before anything changes.</param>
    /// <returns>A task that completes when that is on disk.</returns>
    Task RemoveAsync(CredentialReference reference, CancellationToken cancellationToken);
}
