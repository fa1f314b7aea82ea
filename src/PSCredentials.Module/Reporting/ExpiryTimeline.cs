using System.Globalization;

namespace PSCredentials.Module.Reporting;

/// <summary>How many credentials end when: those that have, by month for a year, and the rest. Revoked ones have ended otherwise and are not in it.</summary>
internal static class ExpiryTimeline
{
    private const int Months = 12;

    /// <summary>One column.</summary>
    /// <param name="Label">What stands below it, as short as it can be.</param>
    /// <param name="Name">What it is, in words.</param>
    /// <param name="Kind">What is to be thought of it: <c>overdue</c>, <c>soon</c>, <c>month</c>, <c>later</c> or <c>never</c>.</param>
    /// <param name="Count">How many.</param>
    internal sealed record Period(string Label, string Name, string Kind, int Count);

    /// <summary>The columns, in the order of time.</summary>
    /// <param name="report">The report.</param>
    internal static IReadOnlyList<Period> Of(CredentialReport report)
    {
        var first = new DateTime(report.Now.UtcDateTime.Year, report.Now.UtcDateTime.Month, 1, 0, 0, 0, DateTimeKind.Utc);
        int[] months = new int[Months];
        int overdue = 0, later = 0, never = 0;
        foreach (ReportEntry entry in report.Entries.Where(entry => entry.State != CredentialState.Revoked))
        {
            if (entry.State == CredentialState.Expired)
            {
                overdue++;
            }
            else if (entry.ExpiresAt is not { } end)
            {
                never++;
            }
            else if (MonthsBetween(first, end.UtcDateTime) is var month and < Months)
            {
                months[Math.Max(month, 0)]++;
            }
            else
            {
                later++;
            }
        }

        return
        [
            new Period("Past", "Already past", "overdue", overdue),
            .. months.Select((count, month) => Month(first.AddMonths(month), month == 0, count)),
            new Period("Later", "Later than that", "later", later),
            new Period("None", "Without an end", "never", never),
        ];
    }

    private static Period Month(DateTime month, bool isThis, int count) =>
        new(
            month.ToString("MMM", CultureInfo.InvariantCulture),
            month.ToString("MMMM yyyy", CultureInfo.InvariantCulture) + (isThis ? " (what is left of it)" : string.Empty),
            isThis ? "soon" : "month",
            count);

    private static int MonthsBetween(DateTime first, DateTime end) => ((end.Year - first.Year) * 12) + end.Month - first.Month;
}
