using PSCredentials.Formatting;

namespace PSCredentials.Module.Reporting;

/// <summary>What a report's page says in words without any script: callouts, the most urgent credentials, and what is not in it.</summary>
internal static class HtmlTables
{
    private const int MostUrgent = 12;

    private static readonly (ReportFinding Finding, string Style, string Hint, string Icon)[] Callouts =
    [
        (ReportFinding.Expired, "expired", "Remove or renew them", "<path d=\"M12 3l9.5 17h-19zM12 10v4m0 3v.01\"/>"),
        (ReportFinding.ExpiresSoon, "soon", "Renew or rotate them in time", "<circle cx=\"12\" cy=\"12\" r=\"9\"/><path d=\"M12 7v5l3.5 2\"/>"),
        (ReportFinding.NeverExpires, "endless", "Give them an end", "<path d=\"M12 12c-2.4-3.2-4-4.2-5.6-4.2a4.2 4.2 0 0 0 0 8.4c1.6 0 3.2-1 5.6-4.2s4-4.2 5.6-4.2a4.2 4.2 0 0 1 0 8.4c-1.6 0-3.2-1-5.6-4.2z\"/>"),
        (ReportFinding.NeverUsed, "unused", "In force, never presented", "<path d=\"M4 4l16 16M9.5 5.3A9 9 0 0 1 12 5c5.5 0 9 7 9 7a16 16 0 0 1-2.6 3.4M6.2 7A15 15 0 0 0 3 12s3.5 7 9 7a9 9 0 0 0 4-1\"/>"),
        (ReportFinding.Disabled, "disabled", "Switched off for now", "<path d=\"M9 5v14M15 5v14\"/>"),
    ];

    /// <summary>The numbers that matter most, each with a way to its credentials.</summary>
    internal static void WriteCallouts(TextWriter html, CredentialReport report)
    {
        int total = report.Entries.Count;
        int active = report.Entries.Count(entry => entry.State == CredentialState.Active);
        html.WriteLine(
            $"<li class=\"callout total\"><svg class=\"icon\" viewBox=\"0 0 24 24\" aria-hidden=\"true\" focusable=\"false\"><circle cx=\"8\" cy=\"15\" r=\"5\"/><path d=\"M12 11l8-8m-4 4l3 3\"/></svg>"
            + $"<b>{HtmlText.Of(active)}</b><strong>Active</strong><small>{HtmlText.Percent(active, total)} of {HtmlText.Of(total)} in all</small></li>");
        foreach ((ReportFinding finding, string style, string hint, string icon) in Callouts)
        {
            int count = report.Count(finding);
            html.WriteLine(
                $"<li class=\"callout {style}{(count == 0 ? " none" : string.Empty)}\"><svg class=\"icon\" viewBox=\"0 0 24 24\" aria-hidden=\"true\" focusable=\"false\">{icon}</svg>"
                + $"<b>{HtmlText.Of(count)}</b><strong>{HtmlText.Of(finding)}</strong><small>{(count == 0 ? "None" : hint)}</small>"
                + (count == 0 ? string.Empty : $"<a class=\"scripted\" href=\"#credentials\" data-finding=\"{(int)finding}\">Show<span class=\"hidden\"> the credentials: {HtmlText.Of(finding)}</span></a>")
                + "</li>");
        }
    }

    /// <summary>What has to be looked after first.</summary>
    internal static void WriteUrgent(TextWriter html, CredentialReport report)
    {
        IReadOnlyList<ReportEntry> urgent = report.Urgent(MostUrgent);
        if (urgent.Count == 0)
        {
            html.WriteLine($"<p>Nothing has expired, and nothing does within {CredentialReport.Soon.Days} days.</p>");
            return;
        }

        bool several = report.Authorities.Count > 1;
        string authorityHead = several ? "<th scope=\"col\">Authority</th>" : string.Empty;
        html.WriteLine($"<table class=\"cards\"><thead><tr><th scope=\"col\">Name</th>{authorityHead}<th scope=\"col\">Type</th><th scope=\"col\">State</th><th scope=\"col\">Owner</th><th scope=\"col\">Expires</th></tr></thead><tbody>");
        foreach (ReportEntry entry in urgent)
        {
            string authority = several ? $"<td data-label=\"Authority\">{HtmlText.Of(entry.Authority)}</td>" : string.Empty;
            html.WriteLine(
                $"<tr><td data-label=\"Name\"><span class=\"name\">{HtmlText.Of(entry.Name)}</span><small>{HtmlText.Of(entry.Scope)}</small></td>{authority}<td data-label=\"Type\">{HtmlText.Of(entry.Type)}</td>"
                + $"<td data-label=\"State\"><span class=\"pill {entry.State}\">{entry.State}</span></td><td data-label=\"Owner\">{HtmlText.Of(entry.Owner)}</td><td data-label=\"Expires\">{Expiry(entry, report.Now)}</td></tr>");
        }

        html.WriteLine("</tbody></table>");
    }

    /// <summary>What the report should have and has not, on top of the page, where it is not overlooked.</summary>
    internal static void WriteNotes(TextWriter html, CredentialReport report)
    {
        string[] notes =
        [
            .. from authority in report.Authorities
               from reading in authority.Families
               where reading is { Omission: not null, IsExpected: false }
               select $"<li>{HtmlText.Of(reading.Family)} of {HtmlText.Of(authority.Name)}: {HtmlText.Of(reading.Omission!)}</li>",
        ];
        if (notes.Length > 0)
        {
            html.WriteLine($"<section class=\"note\" aria-labelledby=\"note-title\"><div><strong id=\"note-title\">This report is not complete</strong><ul>{string.Concat(notes)}</ul></div></section>");
        }
    }

    /// <summary>Whose credentials the report has, and which families there are none of.</summary>
    internal static void WriteAuthorities(TextWriter html, CredentialReport report)
    {
        html.WriteLine("<table class=\"cards\"><thead><tr><th scope=\"col\">Authority</th><th scope=\"col\">Kind</th>");
        CredentialFamily[] families = Enum.GetValues<CredentialFamily>();
        html.WriteLine(string.Concat(families.Select(family => $"<th scope=\"col\">{HtmlText.Of(family)}</th>")) + "</tr></thead><tbody>");
        foreach (ReportAuthority authority in report.Authorities)
        {
            html.Write($"<tr><td data-label=\"Authority\"><span class=\"name\">{HtmlText.Of(authority.Name)}</span></td><td data-label=\"Kind\">{HtmlText.Of(authority.Provider)}</td>");
            foreach (FamilyReading reading in authority.Families)
            {
                string words = reading.Omission is null ? HtmlText.Of(reading.Count) : $"<span>{(reading.IsExpected ? "None" : "Not read")}<small>{HtmlText.Of(reading.Omission)}</small></span>";
                html.Write($"<td data-label=\"{HtmlText.Of(reading.Family)}\">{words}</td>");
            }

            html.WriteLine("</tr>");
        }

        html.WriteLine("</tbody></table>");
    }

    private static string Expiry(ReportEntry entry, DateTimeOffset now) =>
        entry.ExpiresAt is { } end ? $"<span>{HtmlText.Day(end)}<small>{RelativeTime.Of(end - now)}</small></span>" : "<span>Never</span>";
}
