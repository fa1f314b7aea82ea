namespace PSCredentials;

/// <summary>When something shall expire: after a time, at a moment, or as the policy says.</summary>
public sealed record Expiry
{
    private Expiry(TimeSpan? after, DateTimeOffset? at)
    {
        After = after;
        At = at;
    }

    /// <summary>The time from now, if that was given.</summary>
    public TimeSpan? After { get; }

    /// <summary>The moment, if that was given.</summary>
    public DateTimeOffset? At { get; }

    /// <summary>As the policy says for the type.</summary>
    public static Expiry Default { get; } = new(null, null);

    /// <summary>After a time.</summary>
    /// <param name="lifetime">The time from the moment of issue.</param>
    /// <returns>The expiry.</returns>
    public static Expiry In(TimeSpan lifetime) => new(lifetime, null);

    /// <summary>At a moment.</summary>
    /// <param name="moment">The moment.</param>
    /// <returns>The expiry.</returns>
    public static Expiry On(DateTimeOffset moment) => new(null, moment);
}
