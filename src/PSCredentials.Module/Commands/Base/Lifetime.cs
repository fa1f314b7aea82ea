namespace PSCredentials.Commands;

/// <summary>Reads the parameters that say when something shall expire.</summary>
internal static class Lifetime
{
    private const int MostDays = 36_500;

    /// <summary>The expiry that was asked for.</summary>
    /// <param name="days">The value of -ExpirationDays; it counts where both are given.</param>
    /// <param name="moment">The value of -ExpiresAt.</param>
    /// <returns>The expiry, or null where none was asked for.</returns>
    internal static Expiry? Read(int? days, DateTimeOffset? moment) =>
        days is { } count ? Expiry.In(TimeSpan.FromDays(Checked(count)))
        : moment is { } end ? Expiry.On(end)
        : null;

    /// <summary>The last day of an API key that was asked for.</summary>
    /// <param name="days">The value of -ExpirationDays; it counts where both are given.</param>
    /// <param name="day">The value of -ValidUntil.</param>
    /// <param name="now">The moment the days count from.</param>
    /// <returns>The day, or null where none was asked for.</returns>
    internal static DateOnly? ReadDay(int? days, DateOnly? day, DateTimeOffset now) =>
        days is { } count ? LastDay(TimeSpan.FromDays(Checked(count)), now) : day;

    /// <summary>The last day of a lifetime that begins now, in UTC.</summary>
    /// <param name="lifetime">The lifetime; a begun day counts.</param>
    /// <param name="now">The moment it counts from.</param>
    /// <returns>The day.</returns>
    internal static DateOnly LastDay(TimeSpan lifetime, DateTimeOffset now) =>
        DateOnly.FromDateTime(now.UtcDateTime).AddDays((int)Math.Ceiling(lifetime.TotalDays));

    /// <summary>The moment a last day ends, in UTC.</summary>
    /// <param name="day">The day.</param>
    /// <returns>The beginning of the next one.</returns>
    internal static DateTimeOffset EndOf(DateOnly day) => new(day.AddDays(1).ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);

    private static int Checked(int days) =>
        days is >= 1 and <= MostDays
            ? days
            : throw CredentialException.Invalid("ExpirationDays", $"is {days}; allowed are 1 to {MostDays}, and no more than the policy says.");
}
