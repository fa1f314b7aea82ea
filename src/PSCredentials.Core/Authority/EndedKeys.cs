using PSCredentials.Storage;

namespace PSCredentials.Authority;

/// <summary>
/// The private keys of former certificate authorities: each signs revocation lists and status answers until the last certificate under it has ended by its
/// own words, for a revoked one has to stay on the list until then. After that nothing can rest on the key, and it is destroyed; of one in a token the vault
/// forgets the PIN.
/// </summary>
internal static class EndedKeys
{
    /// <summary>Destroys them, with an event for each, in the caller's transaction.</summary>
    /// <param name="authority">The vault.</param>
    /// <param name="connection">Where.</param>
    /// <param name="now">The present moment.</param>
    /// <param name="except">One that is needed once more.</param>
    /// <returns>The rows of those whose keys were destroyed.</returns>
    public static List<long> Destroy(AuthorityContext authority, StoreConnection connection, DateTimeOffset now, long? except = null)
    {
        var destroyed = new List<long>();
        foreach (CertificateAuthorityRecord record in CertificateAuthorityTable.All(connection))
        {
            if (record is { RetiredAt: not null, SealedKey: not null } && record.Row != except && !IsNeeded(CertificateAuthorityTable.LastExpiry(connection, record.Row), now))
            {
                CertificateAuthorityTable.DestroyKey(connection, record.Row, now);
                authority.Store.MarkFactsChanged();
                authority.Audit(connection, CredentialAction.DestroyKey, AuditSubject.Of(authority), authority.CertificateAuthorities.NameOf(record.Row) + (record.KeyUri is null ? string.Empty : $", PIN of {record.KeyUri}"));
                destroyed.Add(record.Row);
            }
        }

        return destroyed;
    }

    /// <summary>Whether a former certificate authority is needed whose last certificate ends then.</summary>
    public static bool IsNeeded(DateTimeOffset? lastExpiry, DateTimeOffset now) => lastExpiry > now;
}
