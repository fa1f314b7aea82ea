namespace PSCredentials.Verification;

/// <summary>How often one credential was accepted lately: a bucket of permits that refills evenly within a minute.</summary>
internal sealed class RateBucket
{
    private long _fullAt = long.MinValue;

    /// <summary>When the bucket is full again, in ticks of the clock; in the past where it is.</summary>
    public long FullAt => Volatile.Read(ref _fullAt);

    /// <summary>Takes a permit.</summary>
    /// <param name="clock">The time.</param>
    /// <param name="perMinute">How many permits a full bucket holds.</param>
    /// <returns>Null where there was one; otherwise how long it takes until there is one.</returns>
    public TimeSpan? Take(TimeProvider clock, int perMinute)
    {
        long minute = 60 * clock.TimestampFrequency;
        long interval = Math.Max(1, minute / perMinute);
        long now = clock.GetTimestamp();
        while (true)
        {
            // The generic cell rate algorithm.
            long before = Volatile.Read(ref _fullAt);
            long full = Math.Max(before, now);
            long wait = full - now - (minute - interval);
            if (wait > 0)
            {
                return TimeSpan.FromSeconds((double)wait / clock.TimestampFrequency);
            }

            if (Interlocked.CompareExchange(ref _fullAt, full + interval, before) == before)
            {
                return null;
            }
        }
    }
}
