namespace PSCredentials;

/// <summary>How others learn that a certificate of an authority ended before its time. Every method fails with <see cref="CredentialException"/> alone, or with cancellation.</summary>
public interface IRevocationService
{
    /// <summary>Issues a certificate revocation list (RFC 5280, 5) with the next number.</summary>
    /// <param name="request">Which kind of list.</param>
    /// <param name="cancellationToken">Gives up before a number is taken.</param>
    /// <returns>The list.</returns>
    Task<RevocationList> IssueListAsync(RevocationListRequest request, CancellationToken cancellationToken);

    /// <summary>Answers a status request (OCSP, RFC 6960). A request that cannot be read gets an answer that says so, and no exception.</summary>
    /// <param name="request">The OCSPRequest, DER.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The OCSPResponse, DER.</returns>
    Task<ReadOnlyMemory<byte>> AnswerStatusRequestAsync(ReadOnlyMemory<byte> request, CancellationToken cancellationToken);
}
