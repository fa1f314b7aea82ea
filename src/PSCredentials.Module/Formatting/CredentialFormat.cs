using System.Globalization;
using System.Management.Automation;
using PSCredentials.Module.Binding;

namespace PSCredentials.Formatting;

/// <summary>
/// What the views say. Everything takes live and deserialized values, and null. A parameter is a PSObject where a deserialized value knows its
/// text only by its wrapping, as an enumeration does.
/// </summary>
public static class CredentialFormat
{
    /// <summary>How far away a moment is, such as <c>in 12 days</c> or <c>3 h ago</c>.</summary>
    /// <param name="moment">The moment.</param>
    /// <returns>The distance from now, or nothing for null.</returns>
    public static string Expiry(object? moment) => Expiry(moment, null);

    /// <summary>How far away an expiry is, in the colour of its urgency.</summary>
    /// <param name="moment">The moment.</param>
    /// <param name="style">The session's <c>$PSStyle</c>, or null for no colour.</param>
    /// <returns>The distance from now, or nothing for null.</returns>
    public static string Expiry(object? moment, object? style)
    {
        if (!Moment.TryConvert(moment, out DateTimeOffset expiry))
        {
            return moment?.ToString() ?? string.Empty;
        }

        TimeSpan left = expiry - TimeProvider.System.GetUtcNow();
        string? colour = left <= TimeSpan.Zero ? "Red" : left < TimeSpan.FromDays(7) ? "Yellow" : null;
        return Style.Paint(Distance(left), colour, style);
    }

    /// <summary>A moment in local time, with how far away it is.</summary>
    /// <param name="moment">The moment.</param>
    /// <returns>Such as <c>2027-01-31 18:00:00 (in 12 days)</c>, or nothing for null.</returns>
    public static string Time(object? moment)
    {
        if (!Moment.TryConvert(moment, out DateTimeOffset time))
        {
            return moment?.ToString() ?? string.Empty;
        }

        return $"{Clock(time)} ({Distance(time - TimeProvider.System.GetUtcNow())})";
    }

    /// <summary>A moment in local time.</summary>
    /// <param name="moment">The moment.</param>
    /// <returns>Such as <c>2027-01-31 18:00:00</c>, or nothing for null.</returns>
    public static string LocalTime(object? moment) =>
        Moment.TryConvert(moment, out DateTimeOffset time) ? Clock(time) : moment?.ToString() ?? string.Empty;

    /// <summary>A state, or a verdict's reason, as a word in its colour.</summary>
    /// <param name="state">The state.</param>
    /// <param name="style">The session's <c>$PSStyle</c>, or null for no colour.</param>
    /// <returns>The word.</returns>
    public static string State(PSObject? state, object? style)
    {
        string word = state?.ToString() ?? string.Empty;
        string? colour = word switch
        {
            "Active" or "Valid" or "Success" => "Green",
            "Disabled" or "NotYetValid" => "Yellow",
            _ => "Red",
        };
        return Style.Paint(word, colour, style);
    }

    /// <summary>A day, such as <c>2027-01-31</c>.</summary>
    /// <param name="day">The day.</param>
    /// <returns>The day in ISO 8601.</returns>
    public static string Day(object? day) =>
        Moment.TryConvertDay(day, out DateOnly date) ? date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : day?.ToString() ?? string.Empty;

    /// <summary>A length of time, such as <c>90 days</c> or <c>15 min</c>.</summary>
    /// <param name="duration">The duration.</param>
    /// <returns>The length.</returns>
    public static string Duration(object? duration)
    {
        object? bare = duration is PSObject wrapped ? wrapped.BaseObject : duration;
        return bare is TimeSpan span ? Exactly(span) : duration?.ToString() ?? string.Empty;
    }

    /// <summary>Labels in one line.</summary>
    /// <param name="label">The labels.</param>
    /// <returns>Such as <c>stage=prod; team=payments</c>.</returns>
    public static string Label(object? label)
    {
        object? bare = label is PSObject wrapped ? wrapped.BaseObject : label;
        return bare is System.Collections.IDictionary pairs
            ? string.Join("; ", pairs.Keys.Cast<object>().Select(key => $"{key}={pairs[key]}").Order(StringComparer.Ordinal))
            : string.Empty;
    }

    /// <summary>Where in an issued object its secret is; never the secret.</summary>
    /// <param name="issued">The object.</param>
    /// <returns>A hint in one line.</returns>
    public static string Secret(object? issued) => SecretHint.Describe(issued);

    private static string Clock(DateTimeOffset time) => time.ToLocalTime().ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    private static string Distance(TimeSpan left) =>
        left.Duration() < TimeSpan.FromSeconds(2) ? "now" : left > TimeSpan.Zero ? "in " + About(left) : About(-left) + " ago";

    // To the nearest unit, so that what was just issued for 90 days expires in 90 days and not in 89.
    private static string About(TimeSpan span) => span switch
    {
        { TotalHours: >= 36 } => Count(span.TotalDays, "days"),
        { TotalMinutes: >= 90 } => Count(span.TotalHours, "h"),
        { TotalSeconds: >= 90 } => Count(span.TotalMinutes, "min"),
        _ => Count(span.TotalSeconds, "s"),
    };

    // A length that somebody chose is shown as it is, in the largest unit that divides it.
    private static string Exactly(TimeSpan span) =>
        span.Ticks % TimeSpan.TicksPerDay == 0 ? Count(span.TotalDays, span.Days == 1 ? "day" : "days")
        : span.Ticks % TimeSpan.TicksPerHour == 0 ? Count(span.TotalHours, "h")
        : span.Ticks % TimeSpan.TicksPerMinute == 0 ? Count(span.TotalMinutes, "min")
        : Count(span.TotalSeconds, "s");

    private static string Count(double amount, string unit) => FormattableString.Invariant($"{amount:0} {unit}");
}
