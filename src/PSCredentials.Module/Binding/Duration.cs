using System.Globalization;
using System.Management.Automation;
using System.Text.RegularExpressions;
using System.Xml;

namespace PSCredentials.Module.Binding;

/// <summary>Reads durations as people write them.</summary>
internal static partial class Duration
{
    /// <summary>Reads a duration.</summary>
    /// <param name="value">A TimeSpan, what JSON makes of one, a number, or a text such as <c>30d</c>, <c>1d12h</c>, <c>PT15M</c> or <c>1.12:00:00</c>.</param>
    /// <param name="unit">What a bare number counts.</param>
    /// <param name="duration">The duration.</param>
    /// <returns>Whether the value is a duration.</returns>
    internal static bool TryConvert(object value, TimeSpan unit, out TimeSpan duration)
    {
        duration = default;
        try
        {
            switch (value)
            {
                case TimeSpan span:
                    duration = span;
                    return true;
                case byte or short or ushort or int or uint or long or ulong or float or double or decimal:
                    duration = unit * Convert.ToDouble(value, CultureInfo.InvariantCulture);
                    return true;
                case PSObject bag when bag.Properties["Ticks"]?.Value is long ticks:
                    duration = TimeSpan.FromTicks(ticks);
                    return true;
                default:
                    return value.ToString() is { } text && TryParse(text.Trim(), unit, out duration);
            }
        }
        catch (Exception error) when (error is OverflowException or ArgumentException)
        {
            return false;
        }
    }

    private static bool TryParse(string text, TimeSpan unit, out TimeSpan duration)
    {
        duration = default;
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number))
        {
            duration = unit * number;
            return true;
        }

        if (Parts().Match(text) is { Success: true } match)
        {
            foreach (Capture part in match.Groups["part"].Captures)
            {
                double amount = double.Parse(part.Value[..^1], CultureInfo.InvariantCulture);
                duration += UnitOf(part.Value[^1]) * amount;
            }

            return true;
        }

        if (text.Contains(':', StringComparison.Ordinal))
        {
            return TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out duration);
        }

        return TryParseIso(text, out duration);
    }

    private static bool TryParseIso(string text, out TimeSpan duration)
    {
        duration = default;
        if (!text.StartsWith('P'))
        {
            return false;
        }

        try
        {
            duration = XmlConvert.ToTimeSpan(text);
            return true;
        }
        catch (FormatException)
        {
            return false;
        }
    }

    private static TimeSpan UnitOf(char letter) => char.ToLowerInvariant(letter) switch
    {
        'w' => TimeSpan.FromDays(7),
        'd' => TimeSpan.FromDays(1),
        'h' => TimeSpan.FromHours(1),
        'm' => TimeSpan.FromMinutes(1),
        _ => TimeSpan.FromSeconds(1),
    };

    [GeneratedRegex(@"^((?<part>\d+(\.\d+)?[wdhms])\s*)+$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Parts();
}
