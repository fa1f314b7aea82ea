using System.Collections.Concurrent;
using PSCredentials.Authority;
using PSCredentials.Storage;

namespace PSCredentials.Verification;

/// <summary>How often each credential was accepted lately in this process, where the policy limits that. Where it does not, nothing is counted and nothing is kept.</summary>
internal sealed class VerificationRates(OpenedAuthority authority)
{
    // Those that have been quiet for a minute have nothing to remember.
    private const int MostBuckets = 100_000;

    private readonly ConcurrentDictionary<(CredentialFamily Family, string Id), RateBucket> _buckets = new();

    /// <summary>The limit for a credential, as the policy is now.</summary>
    /// <returns>Null where there is none.</returns>
    public VerificationRate? Of(CredentialFamily family, string id)
    {
        int perMinute = authority.Policy().VerificationsPerMinute;
        if (perMinute == 0)
        {
            return null;
        }

        if (_buckets.Count >= MostBuckets)
        {
            Forget();
        }

        return new VerificationRate(_buckets.GetOrAdd((family, id), static _ => new RateBucket()), authority.Clock, perMinute);
    }

    private void Forget()
    {
        long now = authority.Clock.GetTimestamp();
        foreach (var (key, bucket) in _buckets)
        {
            if (bucket.FullAt <= now)
            {
                _buckets.TryRemove(key, out _);
            }
        }
    }
}

/// <summary>How often a credential may be accepted.</summary>
/// <param name="Bucket">How often it was, lately.</param>
/// <param name="Clock">The time.</param>
/// <param name="PerMinute">How often in a minute.</param>
internal sealed record VerificationRate(RateBucket Bucket, TimeProvider Clock, int PerMinute)
{
    /// <summary>Counts one.</summary>
    /// <returns>Null where it may be accepted; otherwise how long it takes until it may.</returns>
    public TimeSpan? Take() => Bucket.Take(Clock, PerMinute);
}
