namespace PSCredentials;

/// <summary>Proves that the audit trail of an authority is as it was written.</summary>
public interface IAuditIntegrityService
{
    /// <summary>Looks through the whole trail for an event that was edited, put in, deleted, moved or cut off.</summary>
    /// <param name="anchors">What was known of the trail before; each has to fit.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The verdict, with the first thing found.</returns>
    /// <exception cref="CredentialException">An anchor is of another authority, or is not as it was made.</exception>
    Task<CredentialAuditVerdict> VerifyAsync(IReadOnlyList<CredentialAuditAnchor> anchors, CancellationToken cancellationToken);

    /// <summary>Says where the trail ends by now, for keeping elsewhere.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The anchor.</returns>
    /// <exception cref="CredentialException">The end of the trail is not as it was written.</exception>
    Task<CredentialAuditAnchor> GetAnchorAsync(CancellationToken cancellationToken);
}
