using PSCredentials.Authority;
using PSCredentials.Storage;

namespace PSCredentials.Removal;

/// <summary>
/// Deletes for good what was removed and can no longer be restored. It goes with the changes that are made anyway, a little at a time, so that nobody waits for it; where nothing is changed,
/// opening the vault does it, and who serves asks for it.
/// </summary>
internal sealed class RemovalPurge(OpenedAuthority authority)
{
    private const long MillisecondsBetweenLooks = 60_000;
    private const long MostAtOnce = 200;

    private long _nextLook;

    /// <summary>Deletes some, in the caller's transaction, if it is time to look.</summary>
    public void RunIfDue(StoreConnection connection)
    {
        long now = authority.Now().ToUnixTimeMilliseconds();
        if (now >= Volatile.Read(ref _nextLook))
        {
            Volatile.Write(ref _nextLook, now + MillisecondsBetweenLooks);
            if (Run(connection, PolicyTable.RemovalRetention(connection), MostAtOnce) >= MostAtOnce)
            {
                Volatile.Write(ref _nextLook, now);
            }
        }
    }

    /// <summary>Deletes in the caller's transaction what no policy of a retention keeps.</summary>
    /// <param name="connection">The transaction.</param>
    /// <param name="retention">How long removals can be undone.</param>
    /// <param name="most">How many of each family at most.</param>
    /// <returns>How many records were deleted.</returns>
    public int Run(StoreConnection connection, TimeSpan retention, long most = long.MaxValue)
    {
        DateTimeOffset now = authority.Now();
        int count = 0;
        foreach (CredentialFamily family in Enum.GetValues<CredentialFamily>())
        {
            foreach ((string id, string name, string scope) in RemovedTable.Purge(connection, family, (now - retention).ToUnixTimeMilliseconds(), most))
            {
                count++;
                EventTable.Append(connection, authority.AuditKey, new CredentialEvent
                {
                    Time = now,
                    Actor = authority.OwnName,
                    Action = CredentialAction.Purge,
                    Outcome = "Success",
                    SubjectType = family switch
                    {
                        CredentialFamily.ApiCredential => CredentialSubject.ApiCredential,
                        CredentialFamily.ApiKey => CredentialSubject.ApiKey,
                        _ => CredentialSubject.ProjectCredential,
                    },
                    SubjectId = id,
                    SubjectName = name,
                    Scope = scope,
                });
            }
        }

        return count;
    }

    /// <summary>Deletes all that is due, some in each transaction.</summary>
    /// <param name="cancellationToken">Gives up; what was deleted before stays so.</param>
    /// <returns>How many records were deleted.</returns>
    public async Task<int> RunAllAsync(CancellationToken cancellationToken)
    {
        int count = 0;
        while (authority.Store.Read(connection => RemovedTable.HasAny(connection, (authority.Now() - PolicyTable.RemovalRetention(connection)).ToUnixTimeMilliseconds())))
        {
            count += await authority.Store.WriteAsync(connection => Run(connection, PolicyTable.RemovalRetention(connection), MostAtOnce), cancellationToken);
        }

        return count;
    }

    /// <summary>Deletes what is due when a vault is opened: where commands only read, nothing else would. A vault where that cannot be done opens all the same.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    public void RunAtOpening(CancellationToken cancellationToken)
    {
        try
        {
            RunAllAsync(cancellationToken).GetAwaiter().GetResult();
        }
        catch (CredentialException)
        {
            // It is tried again with the next change, which says what is wrong.
        }
    }
}
