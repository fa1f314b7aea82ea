using System.Collections.Concurrent;

namespace PSCredentials.Verification;

/// <summary>
/// The secrets that were verified lately, from their second use on: what is used once only passes by and leaves nothing behind. Two generations
/// bound its memory: when the young one is full it becomes the old one, and what is used again moves over.
/// </summary>
internal sealed class VerificationCache(int generationSize = 16 * 1024)
{
    private ConcurrentDictionary<UInt128, CachedSecret> _young = new();
    private ConcurrentDictionary<UInt128, CachedSecret> _old = new();
    private readonly ulong[] _seenOnce = new ulong[64 * 1024];
    private int _count;

    /// <summary>Finds what was read at this epoch.</summary>
    public CachedSecret? Find(UInt128 key, long epoch)
    {
        if (_young.TryGetValue(key, out CachedSecret? secret))
        {
            return secret.Epoch == epoch ? secret : null;
        }

        if (_old.TryGetValue(key, out secret) && secret.Epoch == epoch)
        {
            Add(key, secret);
            return secret;
        }

        return null;
    }

    /// <summary>Keeps what was read, if its key came by before.</summary>
    public void Offer(UInt128 key, CachedSecret secret)
    {
        ref ulong seen = ref _seenOnce[(ulong)key % (ulong)_seenOnce.Length];
        var mark = (ulong)(key >> 64);
        if (Volatile.Read(ref seen) == mark)
        {
            Add(key, secret);
        }
        else
        {
            Volatile.Write(ref seen, mark);
        }
    }

    private void Add(UInt128 key, CachedSecret secret)
    {
        ConcurrentDictionary<UInt128, CachedSecret> young = _young;
        if (young.TryAdd(key, secret))
        {
            // The count runs beside the dictionary, whose own Count takes every lock.
            if (Interlocked.Increment(ref _count) >= generationSize)
            {
                Volatile.Write(ref _old, young);
                Volatile.Write(ref _young, new ConcurrentDictionary<UInt128, CachedSecret>());
                Volatile.Write(ref _count, 0);
            }
        }
        else
        {
            young[key] = secret;
        }
    }
}
