using PSCredentials.Protection;
using PSCredentials.Storage;

namespace PSCredentials.Audit;

/// <summary>
/// Protects the audit trail of a vault that an older version made: the events are taken as they stand, and from then on none can be changed unnoticed. It is done once,
/// when the vault is first opened: with that its keys are sealed anew in a way that says so.
/// </summary>
/// <param name="vault">The vault's own record.</param>
/// <param name="keys">Its keys.</param>
/// <param name="master">What seals them.</param>
/// <param name="sealedKeys">Them as they were found.</param>
internal sealed class TrailAdoption(VaultRecord vault, VaultKeys keys, byte[] master, Dictionary<string, byte[]> sealedKeys)
{
    private const int PageSize = 1000;

    /// <summary>Does it.</summary>
    public void Run(VaultStore store, string caller, DateTimeOffset now, CancellationToken cancellationToken) =>
        store.WriteAsync(
            connection =>
            {
                if (IsAsFound(VaultTable.Keys(connection)))
                {
                    Adopt(connection, caller, now);
                }

                return 0;
            },
            cancellationToken).GetAwaiter().GetResult();

    // Another process may have been first, or have sealed the keys under another master key.
    private bool IsAsFound(Dictionary<string, byte[]> current) =>
        current.All(key => sealedKeys.TryGetValue(key.Key, out byte[]? box) && box.AsSpan().SequenceEqual(key.Value));

    private void Adopt(StoreConnection connection, string caller, DateTimeOffset now)
    {
        using AuditKey key = keys.DeriveAuditKey(vault.Id);
        long last = 0;
        byte[] chain = AuditKey.Origin;
        while (AuditTrailTable.Facts(connection, key, last, PageSize) is { Count: > 0 } page)
        {
            foreach ((long sequence, byte[] own) in page)
            {
                chain = key.Link(chain, sequence, own);
                AuditTrailTable.Protect(connection, sequence, own, chain);
                last = sequence;
            }
        }

        AuditHeadTable.Add(connection, key, last, chain, protectedSince: last + 1);
        foreach ((string purpose, byte[] sealedKey) in keys.Seal(master, vault.Id))
        {
            VaultTable.SetKey(connection, purpose, sealedKey);
        }

        EventTable.Append(connection, key, new CredentialEvent
        {
            Time = now,
            Actor = caller,
            Action = CredentialAction.ProtectAuditTrail,
            Outcome = "Success",
            SubjectType = CredentialSubject.Authority,
            SubjectId = vault.Id,
            SubjectName = vault.Name,
            Detail = FormattableString.Invariant($"{last} events from before are taken as they were"),
        });
    }
}
