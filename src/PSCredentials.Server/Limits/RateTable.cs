using System.IO.Hashing;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace PSCredentials.Server.Limits;

/// <summary>
/// Counts for many at once how often each comes: a bucket of permits that refills evenly over a period. Memory is fixed, however many come: a newcomer without a place takes
/// that of the one, of the few whose place it could be, whose bucket is fullest. Who asks under ever new names gains nothing by that but what new names give anyway.
/// </summary>
internal sealed class RateTable
{
    private const int Ways = 4;
    private const int Sets = 16 * 1024;
    private const int Locks = 256;

    private readonly Bucket[] _buckets = GC.AllocateUninitializedArray<Bucket>(Ways * Sets);
    private readonly Lock[] _locks = [.. Enumerable.Range(0, Locks).Select(_ => new Lock())];
    private readonly TimeProvider _clock;
    private readonly long _interval;
    private readonly long _tolerance;

    // Nobody outside can choose names that share a place with somebody else's.
    private readonly long _seed = MemoryMarshal.Read<long>(RandomNumberGenerator.GetBytes(sizeof(long)));

    /// <summary>Makes a table.</summary>
    /// <param name="permits">How many permits a bucket holds.</param>
    /// <param name="period">In which time an empty bucket is full again.</param>
    /// <param name="clock">The time.</param>
    public RateTable(int permits, TimeSpan period, TimeProvider clock)
    {
        _clock = clock;
        long whole = (long)(period.TotalSeconds * clock.TimestampFrequency);
        _interval = Math.Max(1, whole / permits);
        _tolerance = whole - _interval;
        Array.Fill(_buckets, new Bucket(0, long.MinValue));
    }

    /// <summary>The key of a name.</summary>
    /// <param name="name">The name.</param>
    /// <returns>The key.</returns>
    public ulong KeyOf(ReadOnlySpan<byte> name) => XxHash3.HashToUInt64(name, _seed);

    /// <summary>Takes a permit.</summary>
    /// <param name="key">Whose.</param>
    /// <returns>Nothing where there was one; otherwise how long it takes until there is one.</returns>
    public TimeSpan? Take(ulong key) => Visit(key, take: true);

    /// <summary>Looks whether there is a permit, and takes none.</summary>
    /// <param name="key">Whose.</param>
    /// <returns>Nothing where there is one; otherwise how long it takes until there is one.</returns>
    public TimeSpan? Look(ulong key) => Visit(key, take: false);

    private TimeSpan? Visit(ulong key, bool take)
    {
        int set = (int)(key % Sets);
        long now = _clock.GetTimestamp();
        lock (_locks[set % Locks])
        {
            ref Bucket bucket = ref Find(_buckets.AsSpan(set * Ways, Ways), key, take);
            if (Unsafe.IsNullRef(ref bucket))
            {
                return null;
            }

            // The moment at which the bucket is full again (generic cell rate algorithm).
            long full = Math.Max(bucket.FullAt, now);
            if (full - now > _tolerance)
            {
                return TimeSpan.FromSeconds((double)(full - now - _tolerance) / _clock.TimestampFrequency);
            }

            if (take)
            {
                bucket = new Bucket(key, full + _interval);
            }

            return null;
        }
    }

    private static ref Bucket Find(Span<Bucket> set, ulong key, bool make)
    {
        int fullest = 0;
        for (int i = 0; i < set.Length; i++)
        {
            if (set[i].Key == key)
            {
                return ref set[i];
            }

            fullest = set[i].FullAt < set[fullest].FullAt ? i : fullest;
        }

        if (!make)
        {
            return ref Unsafe.NullRef<Bucket>();
        }

        set[fullest] = new Bucket(key, long.MinValue);
        return ref set[fullest];
    }

    private readonly record struct Bucket(ulong Key, long FullAt);
}
