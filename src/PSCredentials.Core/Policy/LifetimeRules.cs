using System.Globalization;

namespace PSCredentials.Policy;

/// <summary>Turns what was asked for into an expiry that the policy allows.</summary>
internal static class LifetimeRules
{
    /// <summary>The expiry of an API credential, in whole seconds, as certificates keep it.</summary>
    public static DateTimeOffset Resolve(Expiry expiry, LifetimePolicy policy, DateTimeOffset now)
    {
        // As a length first: the moment it leads to may lie beyond the calendar.
        TimeSpan lifetime = expiry.At is { } moment ? moment - now : expiry.After ?? policy.DefaultLifetime;
        if (lifetime <= TimeSpan.Zero)
        {
            throw new CredentialException(
                CredentialErrors.LifetimeNotAllowed,
                expiry.At is { } past
                    ? string.Create(CultureInfo.InvariantCulture, $"The expiry {past.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC is not in the future.")
                    : $"The lifetime has to be longer than nothing; the policy for {policy.Type} allows up to {Days(policy.MaximumLifetime)}.");
        }

        return lifetime > policy.MaximumLifetime
            ? throw TooLong(policy)
            : DateTimeOffset.FromUnixTimeSeconds(Math.Max((now + lifetime).ToUnixTimeSeconds(), now.ToUnixTimeSeconds() + 1));
    }

    /// <summary>The last day of an API key: today at the earliest, and not past the policy's limit.</summary>
    public static DateOnly ResolveDay(DateOnly? validUntil, LifetimePolicy policy, DateTimeOffset now)
    {
        DateOnly today = DateOnly.FromDateTime(now.UtcDateTime);
        DateOnly day = validUntil ?? today.AddDays((int)Math.Ceiling(policy.DefaultLifetime.TotalDays));
        if (day < today)
        {
            throw new CredentialException(
                CredentialErrors.LifetimeNotAllowed, string.Create(CultureInfo.InvariantCulture, $"ValidUntil {day:yyyy-MM-dd} is in the past (UTC)."));
        }

        return day > today.AddDays((int)Math.Ceiling(policy.MaximumLifetime.TotalDays)) ? throw TooLong(policy) : day;
    }

    /// <summary>The moment a day ends in UTC.</summary>
    public static DateTimeOffset EndOf(DateOnly day) => new(day.AddDays(1).ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);

    private static CredentialException TooLong(LifetimePolicy policy) => new(
        CredentialErrors.LifetimeNotAllowed, $"The lifetime is over the limit: the policy for {policy.Type} allows up to {Days(policy.MaximumLifetime)}.");

    private static string Days(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalDays:0.##} days");
}
