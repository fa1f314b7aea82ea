using System.Globalization;
using System.Management.Automation;

namespace PSCredentials.Module.Binding;

/// <summary>Reads moments and days, live, as text, or as CLIXML brings them back.</summary>
internal static class Moment
{
    /// <summary>Reads a moment; one that names no zone is local time.</summary>
    /// <param name="value">A DateTimeOffset, a DateTime, a DateOnly, text, or what deserialization makes of them.</param>
    /// <param name="moment">The moment.</param>
    /// <returns>Whether the value is a moment.</returns>
    internal static bool TryConvert(object? value, out DateTimeOffset moment)
    {
        moment = default;
        switch (Unwrap(value))
        {
            case DateTimeOffset offset:
                moment = offset;
                return true;
            case DateTime { Ticks: > TimeSpan.TicksPerDay and < 3155378111999999999 } time:
                moment = new DateTimeOffset(time);
                return true;
            case DateOnly day:
                moment = new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue, DateTimeKind.Local));
                return true;
            case PSObject bag when bag.Properties["UtcDateTime"]?.Value is { } utc && Unwrap(utc) is DateTime time:
                moment = new DateTimeOffset(DateTime.SpecifyKind(time.Kind == DateTimeKind.Local ? time.ToUniversalTime() : time, DateTimeKind.Utc));
                return true;
            case { } other:
                return TryParse(other.ToString(), out moment);
            default:
                return false;
        }
    }

    /// <summary>Reads a day of the calendar, as it is written, in whatever zone.</summary>
    /// <param name="value">A DateOnly, a DateTime, a DateTimeOffset, text, or what deserialization makes of them.</param>
    /// <param name="day">The day.</param>
    /// <returns>Whether the value is a day.</returns>
    internal static bool TryConvertDay(object? value, out DateOnly day)
    {
        object? bare = Unwrap(value);
        if (bare is DateOnly date)
        {
            day = date;
            return true;
        }

        if (bare is PSObject bag && Number(bag, "Year") is { } year && Number(bag, "Month") is { } month && Number(bag, "Day") is { } dayOfMonth)
        {
            day = new DateOnly(year, month, dayOfMonth);
            return true;
        }

        bool success = TryConvert(bare, out DateTimeOffset moment);
        day = DateOnly.FromDateTime(moment.DateTime);
        return success;
    }

    // ISO 8601 first, so that it means the same under every culture; then what the session's culture writes, as in a CSV file it exported.
    private static bool TryParse(string? text, out DateTimeOffset moment)
    {
        const DateTimeStyles Styles = DateTimeStyles.AssumeLocal | DateTimeStyles.AllowWhiteSpaces;
        string[] iso = ["yyyy-MM-dd", "yyyy-MM-ddTHH:mmK", "yyyy-MM-ddTHH:mm:ssK", "yyyy-MM-ddTHH:mm:ss.FFFFFFFK", "yyyy-MM-dd HH:mm", "yyyy-MM-dd HH:mm:ss"];
        return DateTimeOffset.TryParseExact(text, iso, CultureInfo.InvariantCulture, Styles, out moment)
            || DateTimeOffset.TryParse(text, CultureInfo.CurrentCulture, Styles, out moment)
            || DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, Styles, out moment);
    }

    private static object? Unwrap(object? value) =>
        value is PSObject { BaseObject: not PSCustomObject } wrapped && !ArgumentConversionAttribute.IsDeserialized(wrapped) ? wrapped.BaseObject : value;

    // JSON has long integers, CLIXML has what there was.
    private static int? Number(PSObject bag, string name) => bag.Properties[name]?.Value switch
    {
        int number => number,
        long number and >= 1 and <= 9999 => (int)number,
        _ => null,
    };
}
