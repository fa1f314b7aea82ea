namespace PSCredentials.Deployment;

/// <summary>How long a change that could not be delivered waits for the next try.</summary>
internal static class RetryDelay
{
    /// <summary>The longest wait, before it is spread.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    private const int MostDoublings = 10;

    /// <summary>A second at first, then twice as long each time; spread by a fifth, so that many that failed together do not come back together.</summary>
    /// <param name="attempts">How often it failed.</param>
    public static TimeSpan After(long attempts)
    {
        TimeSpan doubled = TimeSpan.FromSeconds(1 << (int)Math.Clamp(attempts - 1, 0, MostDoublings));
        return (doubled < Longest ? doubled : Longest) * (0.8 + (Random.Shared.NextDouble() * 0.4));
    }

    /// <summary>Whether a time to try again has come; one that is further off than any delay was set before the clock was set back.</summary>
    public static bool IsOver(DateTimeOffset dueAt, DateTimeOffset now) => dueAt <= now || dueAt > now + (Longest * 2);
}
