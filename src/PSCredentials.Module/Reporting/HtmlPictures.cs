namespace PSCredentials.Module.Reporting;

/// <summary>
/// A report's pictures as SVG in the page. What is in them stands beside them as text too, and they need no script. Coordinates are in percent, so that
/// pictures fit any width and their texts keep their size.
/// </summary>
internal static class HtmlPictures
{
    private const double Slot = 100.0 / 15;
    private const double Filled = 0.72;
    private const int Circle = 100;
    private const double Gap = 0.8;

    /// <summary>How many credentials end when, as columns, and as a table.</summary>
    internal static void WriteTimeline(TextWriter html, CredentialReport report)
    {
        IReadOnlyList<ExpiryTimeline.Period> periods = ExpiryTimeline.Of(report);
        int most = Math.Max(1, periods.Max(period => period.Count));
        html.WriteLine("<svg class=\"timeline\" role=\"img\" aria-label=\"Columns: how many credentials expire in each of the next twelve months, and before and after; the numbers follow as a table\">");
        html.WriteLine("<svg y=\"22\" height=\"78%\" width=\"100%\" overflow=\"visible\">");
        foreach (int line in new[] { 0, 25, 50, 75 })
        {
            html.WriteLine($"<line class=\"grid\" x1=\"0\" x2=\"100%\" y1=\"{line}%\" y2=\"{line}%\"/>");
        }

        for (int column = 0; column < periods.Count; column++)
        {
            WriteColumn(html, periods[column], column * Slot, 100.0 * periods[column].Count / most);
        }

        html.WriteLine("<line class=\"base\" x1=\"0\" x2=\"100%\" y1=\"100%\" y2=\"100%\"/></svg>");
        for (int column = 0; column < periods.Count; column++)
        {
            html.WriteLine($"<text class=\"column\" x=\"{HtmlText.Number((column + 0.5) * Slot)}%\" y=\"100%\" dy=\"-6\">{periods[column].Label}</text>");
        }

        html.WriteLine("</svg>");
        WriteKey(html);
        html.WriteLine("<details class=\"numbers\"><summary>The numbers as a table</summary><table><thead><tr><th scope=\"col\">Expires</th><th scope=\"col\" class=\"number\">Credentials</th></tr></thead><tbody>");
        foreach (ExpiryTimeline.Period period in periods)
        {
            html.WriteLine($"<tr><td>{period.Name}</td><td class=\"number\">{HtmlText.Of(period.Count)}</td></tr>");
        }

        html.WriteLine("</tbody></table></details>");
    }

    /// <summary>How many credentials are in each state, as a ring, and as a list.</summary>
    internal static void WriteStates(TextWriter html, CredentialReport report)
    {
        int total = report.Entries.Count;
        html.WriteLine("<div class=\"donut\"><svg viewBox=\"0 0 120 120\" role=\"img\" aria-label=\"Ring: the share of each state; the numbers follow as a list\">");
        html.WriteLine("<circle class=\"track\" cx=\"60\" cy=\"60\" r=\"50\"/><g transform=\"rotate(-90 60 60)\">");
        double at = 0;
        ReportCount[] there = [.. report.CountByState().Where(count => count.Count > 0)];
        foreach (ReportCount count in there)
        {
            double share = (double)Circle * count.Count / total;
            double drawn = there.Length > 1 ? Math.Max(share - Gap, 0.3) : share;
            html.WriteLine(
                $"<circle class=\"arc-{count.Label}\" cx=\"60\" cy=\"60\" r=\"50\" pathLength=\"{Circle}\" stroke-dasharray=\"{HtmlText.Number(drawn)} {Circle}\" stroke-dashoffset=\"{HtmlText.Number(-at)}\"><title>{count.Label}: {HtmlText.Of(count.Count)}</title></circle>");
            at += share;
        }

        html.WriteLine($"</g><text class=\"sum\" x=\"60\" y=\"62\">{HtmlText.Of(total)}</text><text class=\"unit\" x=\"60\" y=\"75\">credential{(total == 1 ? string.Empty : "s")}</text></svg><ul>");
        foreach (ReportCount count in report.CountByState())
        {
            html.WriteLine($"<li><span class=\"pill {count.Label}\">{count.Label}</span><span>{HtmlText.Of(count.Count)}</span><small>{HtmlText.Percent(count.Count, total)}</small></li>");
        }

        html.WriteLine("</ul></div>");
    }

    /// <summary>How many credentials have each of several things in common, as bars with their texts.</summary>
    internal static void WriteBars(TextWriter html, IReadOnlyList<ReportCount> counts)
    {
        int most = Math.Max(1, counts.Select(count => count.Count).DefaultIfEmpty().Max());
        html.WriteLine(counts.Count == 0 ? "<p>There are none.</p><ul class=\"bars\">" : "<ul class=\"bars\">");
        foreach (ReportCount count in counts)
        {
            html.WriteLine(
                $"<li{(count.IsRest ? " class=\"rest\"" : string.Empty)}><span>{HtmlText.Of(count.Label)}</span><b>{HtmlText.Of(count.Count)}</b>"
                + $"<svg aria-hidden=\"true\" focusable=\"false\"><rect class=\"track\" width=\"100%\" height=\"8\" rx=\"4\"/><rect class=\"fill\" width=\"{HtmlText.Number(Math.Min(100.0, 100.0 * count.Count / most))}%\" height=\"8\" rx=\"4\"/></svg></li>");
        }

        html.WriteLine("</ul>");
    }

    private static void WriteColumn(TextWriter html, ExpiryTimeline.Period period, double left, double height)
    {
        if (period.Count == 0)
        {
            return;
        }

        // What is there can be seen, however little it is beside the rest.
        double drawn = Math.Max(height, 1);
        html.WriteLine(
            $"<g><title>{period.Name}: {HtmlText.Of(period.Count)}</title>"
            + $"<rect class=\"bar {period.Kind}\" x=\"{HtmlText.Number(left + (Slot * (1 - Filled) / 2))}%\" y=\"{HtmlText.Number(100 - drawn)}%\" width=\"{HtmlText.Number(Slot * Filled)}%\" height=\"{HtmlText.Number(drawn)}%\" rx=\"3\"/>"
            + $"<text class=\"value\" x=\"{HtmlText.Number(left + (Slot / 2))}%\" y=\"{HtmlText.Number(100 - drawn)}%\" dy=\"-6\">{HtmlText.Short(period.Count)}</text></g>");
    }

    private static void WriteKey(TextWriter html)
    {
        (string Kind, string Words)[] key = [("overdue", "already past"), ("soon", "this month"), ("month", "the months after"), ("later", "later"), ("never", "without an end")];
        html.WriteLine("<ul class=\"key\">");
        foreach ((string kind, string words) in key)
        {
            html.WriteLine($"<li><svg aria-hidden=\"true\" focusable=\"false\"><rect class=\"bar {kind}\" x=\"1\" y=\"1\" width=\"12\" height=\"12\" rx=\"3\"/></svg>{words}</li>");
        }

        html.WriteLine("</ul>");
    }
}
