using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Text.Unicode;
using PSCredentials.Formatting;

namespace PSCredentials.Module.Reporting;

/// <summary>
/// A report as one page that needs nothing else. A policy in it lets nothing be loaded, and nothing be run but the page's own style and script, by their
/// hashes. Numbers and pictures are there without the script, which is for searching and sorting.
/// </summary>
internal static partial class HtmlReport
{
    private const int MostOwners = 10;

    // What could end the element it stands in is escaped by this encoder; other writing systems stay as they are.
    private static readonly JsonWriterOptions DataOptions = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    /// <summary>Writes a report.</summary>
    /// <param name="report">The report.</param>
    /// <param name="stream">Where to, in UTF-8; it stays open.</param>
    internal static void Write(CredentialReport report, Stream stream)
    {
        (string style, string script) = (Resource("report.css"), Resource("report.js"));
        using var html = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true) { NewLine = "\n" };
        string[] parts = Placeholder().Split(Resource("report.html"));
        for (int part = 0; part < parts.Length; part++)
        {
            if (part % 2 == 0)
            {
                html.Write(parts[part]);
            }
            else
            {
                Fill(html, parts[part], report, style, script);
            }
        }
    }

    private static void Fill(StreamWriter html, string place, CredentialReport report, string style, string script)
    {
        switch (place)
        {
            case "policy":
                html.Write($"default-src 'none'; img-src data:; style-src '{Hash(style)}'; script-src '{Hash(script)}'; base-uri 'none'; form-action 'none'");
                break;
            case "title":
                html.Write(HtmlText.Of(report.Title));
                break;
            case "style":
                html.Write(style);
                break;
            case "script":
                html.Write(script);
                break;
            case "facts":
                html.Write($"{HtmlText.Count(report.Entries.Count, "credential")} of {Authorities(report)}, as of {FormattableString.Invariant($"{report.Now.UtcDateTime:yyyy-MM-dd HH:mm}")} UTC");
                break;
            case "notes":
                HtmlTables.WriteNotes(html, report);
                break;
            case "callouts":
                HtmlTables.WriteCallouts(html, report);
                break;
            case "timeline":
                HtmlPictures.WriteTimeline(html, report);
                break;
            case "states":
                HtmlPictures.WriteStates(html, report);
                break;
            case "types":
                HtmlPictures.WriteBars(html, report.CountByType());
                break;
            case "owners":
                HtmlPictures.WriteBars(html, report.CountByOwner(MostOwners));
                break;
            case "urgent":
                HtmlTables.WriteUrgent(html, report);
                break;
            case "authorities":
                HtmlTables.WriteAuthorities(html, report);
                break;
            case "data":
                html.Flush();
                WriteData(report, html.BaseStream);
                break;
        }
    }

    private static string Authorities(CredentialReport report) =>
        report.Authorities.Count == 1 ? HtmlText.Of(report.Authorities[0].Name) : HtmlText.Count(report.Authorities.Count, "authority");

    private static void WriteData(CredentialReport report, Stream stream)
    {
        using var json = new Utf8JsonWriter(stream, DataOptions);
        json.WriteStartObject();
        json.WriteNumber("now", report.Now.ToUnixTimeSeconds());
        WriteTexts(json, "states", Enum.GetNames<CredentialState>());
        WriteTexts(json, "families", Enum.GetValues<CredentialFamily>().Select(HtmlText.Of));
        WriteTexts(json, "findings", Enum.GetValues<ReportFinding>().Select(HtmlText.Of));
        json.WriteStartArray("authorities");
        var places = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        foreach (ReportAuthority authority in report.Authorities)
        {
            places[authority.Name] = places.Count;
            json.WriteStartObject();
            json.WriteString("name", VisibleText.Of(authority.Name));
            json.WriteBoolean("keepsUse", authority.KeepsUse);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("rows");
        foreach (ReportEntry entry in report.Entries)
        {
            WriteRow(json, entry, places[entry.Authority]);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    // The script reads the cells in this order.
    private static void WriteRow(Utf8JsonWriter json, ReportEntry entry, int authority)
    {
        json.WriteStartArray();
        json.WriteNumberValue(authority);
        json.WriteNumberValue((int)entry.Family);
        json.WriteStringValue(VisibleText.Of(entry.Name));
        json.WriteStringValue(VisibleText.Of(entry.Scope));
        json.WriteStringValue(VisibleText.Of(entry.Type));
        json.WriteNumberValue((int)entry.State);
        json.WriteStringValue(VisibleText.Of(entry.Owner));
        WriteMoment(json, entry.ExpiresAt);
        WriteMoment(json, entry.LastUsedAt);
        WriteMoment(json, entry.CreatedAt);
        json.WriteStartArray();
        foreach (ReportFinding finding in entry.Findings)
        {
            json.WriteNumberValue((int)finding);
        }

        json.WriteEndArray();
        json.WriteStringValue(VisibleText.Of(entry.Description));
        json.WriteStringValue(VisibleText.Of(entry.Id));
        json.WriteStringValue(VisibleText.Of(entry.Labels.ToString()));
        json.WriteEndArray();
    }

    private static void WriteTexts(Utf8JsonWriter json, string name, IEnumerable<string> texts)
    {
        json.WriteStartArray(name);
        foreach (string text in texts)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
    }

    private static void WriteMoment(Utf8JsonWriter json, DateTimeOffset? moment)
    {
        if (moment is { } known)
        {
            json.WriteNumberValue(known.ToUnixTimeSeconds());
        }
        else
        {
            json.WriteNullValue();
        }
    }

    private static string Hash(string text) => "sha256-" + Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    // A browser takes every line end for a line feed before it hashes.
    private static string Resource(string name)
    {
        using Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"PSCredentials.Report.{name}")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Replace("\r\n", "\n", StringComparison.Ordinal);
    }

    [GeneratedRegex(@"\{\{(\w+)\}\}")]
    private static partial Regex Placeholder();
}
