namespace PSCredentials;

/// <summary>The audit trail of an authority.</summary>
public interface IAuditService
{
    /// <summary>Lists events, the oldest first.</summary>
    /// <param name="query">Which ones.</param>
    /// <param name="cancellationToken">Ends the listing.</param>
    /// <returns>A stream; memory does not grow with its length.</returns>
    IAsyncEnumerable<CredentialEvent> ListAsync(CredentialEventQuery query, CancellationToken cancellationToken);
}
