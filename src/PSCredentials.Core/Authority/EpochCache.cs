using PSCredentials.Storage;

namespace PSCredentials.Authority;

/// <summary>What was read of the store, read again only after the store has changed.</summary>
/// <param name="store">The store, asked each time: it may be closed.</param>
/// <param name="read">Reads it.</param>
internal sealed class EpochCache<T>(Func<VaultStore> store, Func<StoreConnection, T> read)
{
    private Known? _known;

    /// <summary>The value.</summary>
    public T Get()
    {
        VaultStore opened = store();
        long epoch = opened.CurrentEpoch();
        if (Volatile.Read(ref _known) is not { } known || known.Epoch != epoch)
        {
            known = new Known(epoch, opened.Read(connection => connection.InSnapshot(read)));
            Volatile.Write(ref _known, known);
        }

        return known.Value;
    }

    // One object, so that no reader sees the epoch of one moment with the value of another.
    private sealed record Known(long Epoch, T Value);
}
