using PSCredentials.Authority;
using PSCredentials.Issuing;
using PSCredentials.Storage;

namespace PSCredentials.Removal;

/// <summary>Takes records out of their family, and deletes for good what can no longer be put back.</summary>
internal static class Removals
{
    /// <summary>
    /// Takes a record out, in the caller's transaction: to where it can be restored from, or for good where the policy says so. What it issued is known to nobody from then on; certificates
    /// go on the revocation list, on hold as long as they may come back.
    /// </summary>
    /// <param name="authority">The vault, and who acts.</param>
    /// <param name="connection">The transaction.</param>
    /// <param name="family">The record's family.</param>
    /// <param name="row">The record's row.</param>
    /// <returns>What there is to say about it in the event.</returns>
    public static string TakeOut(AuthorityContext authority, StoreConnection connection, CredentialFamily family, long row)
    {
        DateTimeOffset now = authority.Now();
        TimeSpan retention = PolicyTable.RemovalRetention(connection);
        if (family == CredentialFamily.ApiCredential && retention > TimeSpan.Zero)
        {
            RevokedCertificateTable.Hold(connection, row, now);
        }
        else if (family == CredentialFamily.ApiCredential)
        {
            RevokedCertificateTable.End(connection, StoredJson.Rows([row]), now, (int)RevocationReason.CessationOfOperation);
        }

        long removed = RemovedTable.Keep(connection, family, row, now, authority.Caller);
        authority.Store.MarkFactsChanged();
        if (retention > TimeSpan.Zero)
        {
            return $"; can be restored until {ApiCredentialService.Utc(now + retention)}";
        }

        // The same way as after a retention, so that there is one that lets nothing lie.
        RemovedTable.Delete(connection, family, [removed]);
        return string.Empty;
    }
}
