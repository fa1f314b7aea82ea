namespace PSCredentials;

/// <summary>How others learn that a certificate of an authority ended before its time. Every method fails with <see cref="CredentialException"/> alone, or with cancellation.</summary>
public interface IRevocationService
{
    /// <summary>Issues a certificate revocation list (RFC 5280, 5) with the next number.</summary>
    /// <param name="request">Which kind of list.</param>
    /// <param name="cancellationToken">Gives up before a number is taken.</param>
    /// <returns>The list.</returns>
    Task<RevocationList> IssueListAsync(RevocationListRequest request, CancellationToken cancellationToken);

    /// <summary>
    /// Returns a list to serve: the last one that this method issued, as long as it says what there is to say and half its time is not over, else a new one. However
    /// often it is asked, it issues no more than one list in 10 seconds, so that what it returns lacks what was revoked within the last 10 seconds at most.
    /// </summary>
    /// <param name="issuerKeyIdentifier">Whose list: the identifier of a certificate authority's key, in hexadecimal.</param>
    /// <param name="isDelta">Whether it lists only what changed since the last full list, which is issued first where there is none.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The list.</returns>
    Task<RevocationList> GetListAsync(string issuerKeyIdentifier, bool isDelta, CancellationToken cancellationToken);

    /// <summary>Where revocation lists and status answers are served, so that certificates say so.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The address; null where they are served nowhere.</returns>
    Task<Uri?> GetAddressAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Says where revocation lists and status answers are served. Each certificate that is issued from then on names <c>&lt;address&gt;/crl/&lt;key&gt;.crl</c> for its
    /// issuer's list (RFC 5280, 4.2.1.13), <c>&lt;address&gt;/ocsp</c> for status answers and <c>&lt;address&gt;/ca/&lt;key&gt;.cer</c> for its issuer's certificate
    /// (RFC 5280, 4.2.2.1), where the key is <see cref="CredentialAuthorityCertificate.KeyIdentifier"/> in lower case.
    /// </summary>
    /// <param name="address">An http or https address without user, query and fragment, at most 512 characters; null for nowhere.</param>
    /// <param name="cancellationToken">Gives up before anything changes.</param>
    /// <returns>The address as it is kept.</returns>
    Task<Uri?> SetAddressAsync(Uri? address, CancellationToken cancellationToken);

    /// <summary>Answers a status request (OCSP, RFC 6960). A request that cannot be read gets an answer that says so, and no exception.</summary>
    /// <param name="request">The OCSPRequest, DER.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The OCSPResponse, DER.</returns>
    Task<ReadOnlyMemory<byte>> AnswerStatusRequestAsync(ReadOnlyMemory<byte> request, CancellationToken cancellationToken);
}
