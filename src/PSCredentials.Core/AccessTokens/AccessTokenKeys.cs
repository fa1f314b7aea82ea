using PSCredentials.Authority;
using PSCredentials.Protection;
using PSCredentials.Storage;

namespace PSCredentials.AccessTokens;

/// <summary>
/// The keys that sign access tokens, as this session knows them: read again when the store has changed. A key signs for thirty days and verifies until the last
/// token that it can have signed has ended.
/// </summary>
internal sealed class AccessTokenKeys(OpenedAuthority authority) : IDisposable
{
    private static readonly TimeSpan SignsFor = TimeSpan.FromDays(30);

    // As often as the store looks for other processes: tokens with identifiers that were made up must not cost a read each.
    private const int SearchMilliseconds = 200;

    private readonly Lock _gate = new();
    private Known _known = new(-1, []);
    private long _nextSearch;
    private bool _disposed;

    /// <summary>The key that signs now; made where there is none, or the newest is too old.</summary>
    public async ValueTask<AccessTokenKey> SigningAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (Newest(All(), now) is { } current)
        {
            return current;
        }

        AccessTokenKeyRecord made = await authority.Store.WriteAsync(connection => FindOrMake(connection, now), cancellationToken);
        return Find(Read(), made.Id) ?? throw Missing();
    }

    /// <summary>The keys whose tokens may still be good.</summary>
    public IEnumerable<AccessTokenKey> Verifying(DateTimeOffset now) => All().Where(key => key.Record.VerifiesUntil > now);

    /// <summary>The key of an identifier, be it one that another process made a moment ago.</summary>
    public AccessTokenKey? Find(string id, DateTimeOffset now)
    {
        AccessTokenKey? key = Find(All(), id);
        if (key is null && MaySearch())
        {
            key = Find(Read(), id);
        }

        return key?.Record.VerifiesUntil > now ? key : null;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
            foreach (AccessTokenKey key in _known.Keys)
            {
                key.Dispose();
            }
        }
    }

    private static AccessTokenKey? Find(AccessTokenKey[] keys, string id) => Array.Find(keys, key => key.Record.Id == id);

    private static AccessTokenKey? Newest(AccessTokenKey[] keys, DateTimeOffset now) => keys.Length > 0 && Signs(keys[0].Record, now) ? keys[0] : null;

    private static bool Signs(AccessTokenKeyRecord key, DateTimeOffset now) => now < key.CreatedAt + SignsFor;

    private static CredentialException Missing() => new(CredentialErrors.StoreDamaged, "The vault is damaged: the key that signs access tokens is missing.");

    // In the transaction, since another process may have been first.
    private AccessTokenKeyRecord FindOrMake(StoreConnection connection, DateTimeOffset now)
    {
        if (AccessTokenKeyTable.All(connection).FirstOrDefault() is { } newest && Signs(newest, now))
        {
            return newest;
        }

        AccessTokenKeyRecord made = AccessTokenKey.Create(authority.Keys, authority.Id, now, now + SignsFor + AccessTokenClaims.LongestLifetime);
        AccessTokenKeyTable.RemoveEnded(connection, now);
        AccessTokenKeyTable.Add(connection, made);
        authority.Store.MarkFactsChanged();
        return made;
    }

    private bool MaySearch()
    {
        long now = Environment.TickCount64;
        long next = Volatile.Read(ref _nextSearch);
        return now >= next && Interlocked.CompareExchange(ref _nextSearch, now + SearchMilliseconds, next) == next;
    }

    private AccessTokenKey[] All()
    {
        long epoch = authority.Store.CurrentEpoch();
        Known known = Volatile.Read(ref _known);
        return known.Epoch == epoch ? known.Keys : Read();
    }

    private AccessTokenKey[] Read()
    {
        // One at a time, so that none takes back what another has read later.
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, typeof(EmbeddedAuthority));
            long epoch = authority.Store.CurrentEpoch();
            AccessTokenKey[] keys = [.. authority.Store.Read(AccessTokenKeyTable.All).Select(Know)];
            Volatile.Write(ref _known, new Known(epoch, keys));
            return keys;
        }
    }

    // A key whose row went is left to the collector: a thread may be verifying with it.
    private AccessTokenKey Know(AccessTokenKeyRecord record) =>
        Find(_known.Keys, record.Id) is { } before && before.Record.SealedKey.AsSpan().SequenceEqual(record.SealedKey)
            ? before
            : AccessTokenKey.Open(record, authority.Keys, authority.Id);

    private sealed record Known(long Epoch, AccessTokenKey[] Keys);
}
