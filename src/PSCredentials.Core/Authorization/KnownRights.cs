using System.Collections.Concurrent;

namespace PSCredentials.Authorization;

/// <summary>The rights that were asked for at one epoch of the store.</summary>
internal sealed class KnownRights(long epoch)
{
    // Some megabytes; whoever has more users at once reads some of them again.
    private const int Most = 16 * 1024;

    private readonly ConcurrentDictionary<RightSource, EffectiveRights> _rights = new();
    private int _count;

    /// <summary>The epoch at which they held.</summary>
    public long Epoch => epoch;

    /// <summary>Whether no more should be kept here.</summary>
    public bool IsFull => Volatile.Read(ref _count) >= Most;

    /// <summary>Finds what is known.</summary>
    public EffectiveRights? Find(in RightSource source) => _rights.GetValueOrDefault(source);

    /// <summary>Keeps what was read.</summary>
    public void Add(in RightSource source, EffectiveRights rights)
    {
        if (_rights.TryAdd(source, rights))
        {
            Interlocked.Increment(ref _count);
        }
    }
}
