using System.Globalization;
using System.Net;
using PSCredentials.Formatting;

namespace PSCredentials.Module.Reporting;

/// <summary>Values as a page shows them. Names come from whoever may issue: nothing in them is markup, and nothing in them is invisible.</summary>
internal static class HtmlText
{
    /// <summary>A text as it is, in an element or in an attribute between quotes.</summary>
    /// <param name="text">The text.</param>
    internal static string Of(string text) => WebUtility.HtmlEncode(VisibleText.Of(text));

    /// <summary>A number with its thousands apart.</summary>
    /// <param name="number">The number.</param>
    internal static string Of(int number) => number.ToString("#,0", CultureInfo.InvariantCulture);

    /// <summary>A count as a word and a number, such as <c>1 credential</c>.</summary>
    /// <param name="number">The number.</param>
    /// <param name="noun">The noun, whose plural ends in s or, after a consonant, ies.</param>
    internal static string Count(int number, string noun) =>
        $"{Of(number)} {(number == 1 ? noun : noun.EndsWith('y') ? noun[..^1] + "ies" : noun + "s")}";

    /// <summary>A number that has at most four characters, as there is room above a column.</summary>
    /// <param name="number">The number.</param>
    internal static string Short(int number) => number switch
    {
        >= 9_950_000 => FormattableString.Invariant($"{number / 1e6:0}M"),
        >= 999_500 => FormattableString.Invariant($"{number / 1e6:0.#}M"),
        >= 9_950 => FormattableString.Invariant($"{number / 1e3:0}k"),
        >= 1_000 => FormattableString.Invariant($"{number / 1e3:0.#}k"),
        _ => number.ToString(CultureInfo.InvariantCulture),
    };

    /// <summary>A part of a whole in percent.</summary>
    /// <param name="part">The part.</param>
    /// <param name="whole">The whole.</param>
    internal static string Percent(int part, int whole) => whole == 0 ? "0 %" : (100.0 * part / whole) switch
    {
        > 0 and < 0.1 => "< 0.1 %",
        var percent => percent.ToString(percent < 10 ? "0.#" : "0", CultureInfo.InvariantCulture) + " %",
    };

    /// <summary>A coordinate or a length.</summary>
    /// <param name="value">The value.</param>
    internal static string Number(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);

    /// <summary>A moment's day in UTC.</summary>
    /// <param name="moment">The moment.</param>
    internal static string Day(DateTimeOffset moment) => moment.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>What a family is called.</summary>
    /// <param name="family">The family.</param>
    internal static string Of(CredentialFamily family) => family switch
    {
        CredentialFamily.ApiCredential => "API credentials",
        CredentialFamily.ApiKey => "API keys",
        _ => "Project credentials",
    };

    /// <summary>What a finding is called.</summary>
    /// <param name="finding">The finding.</param>
    internal static string Of(ReportFinding finding) => finding switch
    {
        ReportFinding.Expired => "Expired, not removed",
        ReportFinding.ExpiresSoon => FormattableString.Invariant($"Expires within {CredentialReport.Soon.Days} days"),
        ReportFinding.NeverExpires => "Never expires",
        ReportFinding.NeverUsed => "Never used",
        _ => "Disabled",
    };
}
