namespace PSCredentials;

/// <summary>An authority that a service has open once, on behalf of many.</summary>
public interface IServedAuthority : ICredentialAuthority
{
    /// <summary>Access tokens.</summary>
    IAccessTokenService AccessTokens { get; }

    /// <summary>The authority on behalf of somebody: what is made belongs to that one, and the audit trail names it. It asks for no rights.</summary>
    /// <param name="caller">The name.</param>
    /// <param name="mayDeploy">
    /// Whether changes in a project of a name are brought to its environments; where not, they are kept, and each environment's result says why it has not heard
    /// of them. Null where they always are.
    /// </param>
    /// <returns>A light object that shares everything with this one; it need not be disposed of.</returns>
    ICredentialAuthority ActingAs(string caller, Func<string, bool>? mayDeploy = null);

    /// <summary>Issues a certificate for a TLS server of the authority itself, which is in no list: it is short-lived, and its key goes nowhere but to the caller.</summary>
    /// <param name="names">Its DNS names and IP addresses, at least one.</param>
    /// <param name="lifetime">How long it is good.</param>
    /// <param name="cancellationToken">Gives up before anything is issued.</param>
    /// <returns>The certificate, its chain and its key.</returns>
    /// <exception cref="CredentialException">A name is none, or the certificate authority ends too soon.</exception>
    Task<IssuedSecret> IssueServerCertificateAsync(IReadOnlyList<string> names, TimeSpan lifetime, CancellationToken cancellationToken);

    /// <summary>Has the current certificate authority sign something that goes nowhere, so that a key that cannot be reached is known before it is missed.</summary>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>A task that completes when it has signed.</returns>
    /// <exception cref="CredentialException">It cannot sign.</exception>
    Task CheckSigningKeyAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Deletes for good what was removed and can no longer be restored, with what is kept of its secrets. Commands do that by the way; who serves for long without any change asks for it.
    /// </summary>
    /// <param name="cancellationToken">Gives up; what was deleted before stays so.</param>
    /// <returns>How many records were deleted.</returns>
    Task<int> PurgeRemovedAsync(CancellationToken cancellationToken);
}
