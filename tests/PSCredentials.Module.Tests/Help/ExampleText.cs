using System.Text.RegularExpressions;

namespace PSCredentials.Module.Tests.Help;

/// <summary>
/// When two outputs count as the same. What differs from run to run is compared by its form: ids, serial numbers, fingerprints, tokens and keys,
/// dates and times, and how long ago something happened. The account's name is shown as <c>ada</c>, the folder of the run as
/// <c>/home/ada</c>. Columns may be wider or narrower. Days to come may be one more or less: keys end with a day in UTC, whatever the hour.
/// </summary>
internal static partial class ExampleText
{
    private const string ShownUser = "ada";
    private const string ShownFolder = "/home/ada";

    /// <summary>What a page shows of an output.</summary>
    /// <param name="output">What came.</param>
    /// <param name="folder">The folder of the run.</param>
    public static string ToShow(string output, string folder)
    {
        string text = output.ReplaceLineEndings("\n").Replace(folder, ShownFolder, StringComparison.Ordinal);
        text = Regex.Replace(text, $@"(?<![\w/-]){Regex.Escape(Environment.UserName)}(?![\w/-])", ShownUser.PadRight(Environment.UserName.Length));
        IEnumerable<string> lines = text.Split('\n').Select(line => line.TrimEnd());
        return BlankLines().Replace(string.Join('\n', lines).Trim('\n'), "\n\n");
    }

    /// <summary>Whether a page shows what came.</summary>
    public static bool IsSame(string shown, string came)
    {
        string[] left = Form(shown);
        string[] right = Form(came);
        return left.Length == right.Length && left.Zip(right).All(pair => IsSameLine(pair.First, pair.Second));
    }

    private static bool IsSameLine(string left, string right)
    {
        // Where a column is cut off depends on the width of the others, and that on the account's name.
        if (left.EndsWith('…') || right.EndsWith('…'))
        {
            string[] one = left.Split(' ');
            string[] other = right.Split(' ');
            int common = Math.Min(one.Length, other.Length) - 1;
            return one[..common].SequenceEqual(other[..common]);
        }

        int[] shown = Days(left);
        int[] came = Days(right);
        return DaysToCome().Replace(left, "in DAYS") == DaysToCome().Replace(right, "in DAYS")
            && shown.Zip(came).All(pair => Math.Abs(pair.First - pair.Second) <= 1);
    }

    private static int[] Days(string line) => [.. DaysToCome().Matches(line).Select(match => int.Parse(match.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture))];

    private static string[] Form(string text) =>
    [
        .. text.Split('\n')
            .Select(line =>
            {
                string form = Token().Replace(line, "$1TOKEN");
                form = Uuid().Replace(form, "UUID");
                form = Hexadecimal().Replace(form, "HEX");
                form = Masked().Replace(form, "MASKED");
                form = ShownMoment().Replace(form, "MOMENT");
                form = Moment().Replace(form, "MOMENT");
                form = Day().Replace(form, "DAY");
                form = Seconds().Replace(form, "NOW");
                form = Underline().Replace(form, "--");
                return WhiteSpace().Replace(form, " ").Trim();
            })
            .Where(line => line.Length > 0),
    ];

    [GeneratedRegex(@"\n{3,}")]
    private static partial Regex BlankLines();

    [GeneratedRegex(@"\bin (\d+) days\b")]
    private static partial Regex DaysToCome();

    [GeneratedRegex(@"\b(psc_[a-z]+_)[0-9A-Za-z]{49}\b")]
    private static partial Regex Token();

    [GeneratedRegex(@"\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b")]
    private static partial Regex Uuid();

    [GeneratedRegex(@"\b(?:[0-9a-f]{12}|[0-9A-Fa-f]{32}|[0-9A-F]{40}|[0-9A-F]{64})\b")]
    private static partial Regex Hexadecimal();

    [GeneratedRegex(@"\*{4,}[0-9a-f-]{4}\b")]
    private static partial Regex Masked();

    [GeneratedRegex(@"\b\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\b( UTC)?")]
    private static partial Regex Moment();

    // As the engine writes a DateTimeOffset, in whatever culture.
    [GeneratedRegex(@"\b\d{1,4}[./-]\d{1,2}[./-]\d{1,4}\.? \d{1,2}:\d\d:\d\d( [AP]M)? [+-]\d\d:\d\d")]
    private static partial Regex ShownMoment();

    [GeneratedRegex(@"\b\d{4}-\d\d-\d\d\b")]
    private static partial Regex Day();

    [GeneratedRegex(@"\bnow\b|\b\d+ (s|min) ago\b|\bin \d+ s\b")]
    private static partial Regex Seconds();

    [GeneratedRegex(@"-{2,}")]
    private static partial Regex Underline();

    [GeneratedRegex(@"\s+")]
    private static partial Regex WhiteSpace();
}
