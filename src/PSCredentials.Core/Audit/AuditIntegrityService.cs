using System.Security.Cryptography;
using PSCredentials.Authority;
using PSCredentials.Protection;
using PSCredentials.Storage;

namespace PSCredentials.Audit;

/// <summary>Proves the audit trail of the embedded authority.</summary>
internal sealed class AuditIntegrityService(AuthorityContext authority) : IAuditIntegrityService
{
    /// <inheritdoc/>
    public Task<CredentialAuditVerdict> VerifyAsync(IReadOnlyList<CredentialAuditAnchor> anchors, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(anchors);
        foreach (CredentialAuditAnchor anchor in anchors)
        {
            Check(anchor);
        }

        // Reading a long trail takes seconds.
        return Task.Run(
            () => authority.Store.Read(connection => connection.InSnapshot(
                snapshot => new TrailVerification(snapshot, authority.AuditKey, authority.Name, anchors, cancellationToken).Run())),
            cancellationToken);
    }

    /// <inheritdoc/>
    public Task<CredentialAuditAnchor> GetAnchorAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        AuditHead? head = authority.Store.Read(connection => connection.InSnapshot(
            snapshot => AuditHeadTable.Read(snapshot) is { } found && found.IsGenuine(authority.AuditKey) && found.Sequence == EventTable.LastSequence(snapshot) ? found : null));
        if (head is null)
        {
            throw new CredentialException(
                CredentialErrors.StoreDamaged, "The vault is damaged: the end of its audit trail is not as it was written; Test-CredentialAuditTrail -Detailed tells more.");
        }

        DateTimeOffset now = authority.Now();
        return Task.FromResult(new CredentialAuditAnchor
        {
            AuthorityId = authority.Id,
            Sequence = head.Sequence,
            Time = now,
            Chain = Convert.ToHexStringLower(head.Chain),
            Proof = Convert.ToHexStringLower(authority.AuditKey.Anchor(head.Sequence, now, head.Chain)),
        });
    }

    private void Check(CredentialAuditAnchor anchor)
    {
        if (!string.Equals(anchor.AuthorityId, authority.Id, StringComparison.OrdinalIgnoreCase))
        {
            throw CredentialException.Invalid(
                "Anchor", $"is of the authority '{anchor.AuthorityId}'; '{authority.Name}' is '{authority.Id}', and only its own anchors say something about its trail.");
        }

        byte[] proof = authority.AuditKey.Anchor(anchor.Sequence, anchor.Time, TrailVerification.ChainOf(anchor));
        if (!CryptographicOperations.FixedTimeEquals(proof, Convert.FromHexString(anchor.Proof)))
        {
            throw CredentialException.Invalid("Anchor", FormattableString.Invariant($"at event {anchor.Sequence} is not as the authority made it."));
        }
    }
}
