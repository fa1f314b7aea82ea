namespace PSCredentials.Formatting;

/// <summary>How far away something is.</summary>
internal static class RelativeTime
{
    /// <summary>The distance of a moment, to the nearest unit, so that what was just issued for 90 days expires in 90 days and not in 89.</summary>
    /// <param name="left">The time that is left; negative for what is past.</param>
    /// <returns>Such as <c>in 12 days</c> or <c>3 h ago</c>.</returns>
    internal static string Of(TimeSpan left) =>
        left.Duration() < TimeSpan.FromSeconds(2) ? "now" : left > TimeSpan.Zero ? "in " + About(left) : About(-left) + " ago";

    /// <summary>The distance of a day, counted in days of the calendar.</summary>
    /// <param name="days">How many days are left; negative for what is past.</param>
    /// <returns>Such as <c>in 12 days</c> or <c>today</c>.</returns>
    internal static string OfDays(int days) => days switch
    {
        0 => "today",
        1 => "in 1 day",
        -1 => "1 day ago",
        > 0 => "in " + Count(days, "days"),
        _ => Count(-days, "days") + " ago",
    };

    /// <summary>A length that somebody chose, as it is, in the largest unit that divides it.</summary>
    /// <param name="span">The length.</param>
    /// <returns>Such as <c>90 days</c> or <c>15 min</c>.</returns>
    internal static string Exactly(TimeSpan span) =>
        span.Ticks % TimeSpan.TicksPerDay == 0 ? Count(span.TotalDays, span.Days == 1 ? "day" : "days")
        : span.Ticks % TimeSpan.TicksPerHour == 0 ? Count(span.TotalHours, "h")
        : span.Ticks % TimeSpan.TicksPerMinute == 0 ? Count(span.TotalMinutes, "min")
        : Count(span.TotalSeconds, "s");

    private static string About(TimeSpan span) => span switch
    {
        { TotalHours: >= 36 } => Count(span.TotalDays, "days"),
        { TotalMinutes: >= 90 } => Count(span.TotalHours, "h"),
        { TotalSeconds: >= 90 } => Count(span.TotalMinutes, "min"),
        _ => Count(span.TotalSeconds, "s"),
    };

    private static string Count(double amount, string unit) => FormattableString.Invariant($"{amount:0} {unit}");
}
