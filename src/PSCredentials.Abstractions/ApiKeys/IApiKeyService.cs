namespace PSCredentials;

/// <summary>What an authority does with API keys. Every method fails with <see cref="CredentialException"/> alone, or with cancellation.</summary>
public interface IApiKeyService
{
    /// <summary>Issues a key; when the task completes, it is on disk.</summary>
    /// <param name="request">What to issue.</param>
    /// <param name="cancellationToken">Gives up before anything is issued.</param>
    /// <returns>The key.</returns>
    Task<IssuedApiKey> CreateAsync(ApiKeyRequest request, CancellationToken cancellationToken);

    /// <summary>Lists keys by workspace, then name, with the key masked; by id where the query gives the beginning of one.</summary>
    /// <param name="query">Which ones.</param>
    /// <param name="cancellationToken">Ends the listing.</param>
    /// <returns>A stream; memory does not grow with its length.</returns>
    IAsyncEnumerable<ApiKey> ListAsync(ApiKeyQuery query, CancellationToken cancellationToken);

    /// <summary>Counts what <see cref="ListAsync"/> would return, without regard to paging.</summary>
    /// <param name="query">Which ones.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The number.</returns>
    Task<long> CountAsync(ApiKeyQuery query, CancellationToken cancellationToken);

    /// <summary>
    /// Lists the values that keys have in a property: each once, without regard to case, in the order of their upper case, with how many
    /// keys have it. Values that are empty are left out.
    /// </summary>
    /// <param name="property">The property.</param>
    /// <param name="query">Which values.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The values.</returns>
    Task<IReadOnlyList<PropertyValue>> ListValuesAsync(ApiKeyProperty property, PropertyValueQuery query, CancellationToken cancellationToken);

    /// <summary>Reads one key, masked.</summary>
    /// <param name="reference">Which one.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The key's facts.</returns>
    Task<ApiKey> GetAsync(CredentialReference reference, CancellationToken cancellationToken);

    /// <summary>Reads one key whole; the audit trail keeps who did.</summary>
    /// <param name="reference">Which one.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The key.</returns>
    Task<IssuedApiKey> RevealAsync(CredentialReference reference, CancellationToken cancellationToken);

    /// <summary>Lists keys as <see cref="ListAsync"/> does, whole where the query allows it; the audit trail keeps who did, in one event for the list.</summary>
    /// <param name="query">Which ones.</param>
    /// <param name="cancellationToken">Ends the listing.</param>
    /// <returns>A stream; a key that is whole is an <see cref="IssuedApiKey"/>.</returns>
    IAsyncEnumerable<ApiKey> RevealAllAsync(ApiKeyQuery query, CancellationToken cancellationToken);

    /// <summary>Moves the last day; the key stays. An expired one can be renewed.</summary>
    /// <param name="reference">Which one.</param>
    /// <param name="validUntil">The new last day, in UTC; null takes the policy's default.</param>
    /// <param name="cancellationToken">Gives up before anything changes.</param>
    /// <returns>The key's facts as they now are.</returns>
    Task<ApiKey> RenewAsync(CredentialReference reference, DateOnly? validUntil, CancellationToken cancellationToken);

    /// <summary>Makes a new key; the old one works on until its grace period ends.</summary>
    /// <param name="reference">Which one.</param>
    /// <param name="gracePeriod">How long the old key works on; zero ends it at once.</param>
    /// <param name="validUntil">The new last day; null keeps it, or takes the policy's default where it has passed.</param>
    /// <param name="cancellationToken">Gives up before anything changes.</param>
    /// <returns>The new key.</returns>
    Task<IssuedApiKey> RotateAsync(CredentialReference reference, TimeSpan gracePeriod, DateOnly? validUntil, CancellationToken cancellationToken);

    /// <summary>Switches it off for now. Doing it twice changes nothing.</summary>
    /// <param name="reference">Which one.</param>
    /// <param name="cancellationToken">Gives up before anything changes.</param>
    /// <returns>The key's facts as they now are.</returns>
    Task<ApiKey> DisableAsync(CredentialReference reference, CancellationToken cancellationToken);

    /// <summary>Switches it on again. Doing it twice changes nothing.</summary>
    /// <param name="reference">Which one.</param>
    /// <param name="cancellationToken">Gives up before anything changes.</param>
    /// <returns>The key's facts as they now are.</returns>
    Task<ApiKey> EnableAsync(CredentialReference reference, CancellationToken cancellationToken);

    /// <summary>Removes the record; the key is refused from then on, and its events stay. It can be restored for the policy's <see cref="CredentialPolicy.RemovalRetention"/>.</summary>
    /// <param name="reference">Which one.</param>
    /// <param name="cancellationToken">Gives up before anything changes.</param>
    /// <returns>A task that completes when that is on disk.</returns>
    Task RemoveAsync(CredentialReference reference, CancellationToken cancellationToken);
}
