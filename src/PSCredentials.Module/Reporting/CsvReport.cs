using System.Buffers;
using System.Globalization;
using System.Text;

namespace PSCredentials.Module.Reporting;

/// <summary>A report as a table of its credentials (RFC 4180), in UTF-8 with a byte order mark, without which spreadsheets take it for another encoding.</summary>
internal static class CsvReport
{
    private static readonly SearchValues<char> Quoted = SearchValues.Create("\",\r\n");
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: true);

    private static readonly (string Name, Func<ReportEntry, string> Value)[] Columns =
    [
        ("Authority", entry => entry.Authority),
        ("Family", entry => entry.Family.ToString()),
        ("Id", entry => entry.Id),
        ("Name", entry => entry.Name),
        ("Scope", entry => entry.Scope),
        ("Type", entry => entry.Type),
        ("State", entry => entry.State.ToString()),
        ("Owner", entry => entry.Owner),
        ("Description", entry => entry.Description),
        ("CreatedAt", entry => Moment(entry.CreatedAt)),
        ("ExpiresAt", entry => Moment(entry.ExpiresAt)),
        ("LastUsedAt", entry => Moment(entry.LastUsedAt)),
        ("Findings", entry => string.Join(';', entry.Findings)),
        ("Labels", entry => entry.Labels.ToString()),
    ];

    /// <summary>Writes a report.</summary>
    /// <param name="report">The report.</param>
    /// <param name="stream">Where to; it stays open.</param>
    internal static void Write(CredentialReport report, Stream stream)
    {
        using var writer = new StreamWriter(stream, Utf8, leaveOpen: true) { NewLine = "\r\n" };
        writer.WriteLine(string.Join(',', Columns.Select(column => column.Name)));
        foreach (ReportEntry entry in report.Entries)
        {
            writer.WriteLine(string.Join(',', Columns.Select(column => Cell(column.Value(entry)))));
        }
    }

    private static string Cell(string value)
    {
        // A spreadsheet would run what begins so; behind an apostrophe it is text.
        string safe = value is ['=' or '+' or '-' or '@' or '\t' or '\r' or '\n', ..] ? "'" + value : value;
        return safe.AsSpan().ContainsAny(Quoted) ? $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : safe;
    }

    private static string Moment(DateTimeOffset? moment) =>
        moment?.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture) ?? string.Empty;
}
