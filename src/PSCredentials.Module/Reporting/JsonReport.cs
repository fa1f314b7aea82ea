using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;

namespace PSCredentials.Module.Reporting;

/// <summary>A report as JSON in UTF-8 without a byte order mark. Its names are part of the interface; <see cref="Version"/> rises when one changes its meaning.</summary>
internal static class JsonReport
{
    private const int Version = 1;
    private const int FlushedBytes = 1 << 16;

    private static readonly JsonWriterOptions Options = new() { Indented = true, Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    /// <summary>Writes a report.</summary>
    /// <param name="report">The report.</param>
    /// <param name="stream">Where to; it stays open.</param>
    internal static void Write(CredentialReport report, Stream stream)
    {
        using var json = new Utf8JsonWriter(stream, Options);
        json.WriteStartObject();
        json.WriteString("format", "PSCredentials.CredentialReport");
        json.WriteNumber("version", Version);
        json.WriteString("title", report.Title);
        json.WriteString("generatedAt", report.Now.UtcDateTime);
        WriteSummary(json, report);
        WriteAuthorities(json, report);
        json.WriteStartArray("credentials");
        foreach (ReportEntry entry in report.Entries)
        {
            WriteEntry(json, entry);
            if (json.BytesPending > FlushedBytes)
            {
                json.Flush();
            }
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteSummary(Utf8JsonWriter json, CredentialReport report)
    {
        json.WriteStartObject("summary");
        json.WriteNumber("total", report.Entries.Count);
        WriteCounts(json, "byState", report.CountByState());
        WriteCounts(json, "byType", report.CountByType());
        WriteCounts(json, "byOwner", report.CountByOwner(int.MaxValue));
        json.WriteStartObject("byFinding");
        foreach (ReportFinding finding in Enum.GetValues<ReportFinding>())
        {
            json.WriteNumber(finding.ToString(), report.Count(finding));
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteCounts(Utf8JsonWriter json, string name, IReadOnlyList<ReportCount> counts)
    {
        json.WriteStartArray(name);
        foreach (ReportCount count in counts)
        {
            json.WriteStartObject();
            json.WriteString("name", count.Label);
            json.WriteNumber("count", count.Count);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteAuthorities(Utf8JsonWriter json, CredentialReport report)
    {
        json.WriteStartArray("authorities");
        foreach (ReportAuthority authority in report.Authorities)
        {
            json.WriteStartObject();
            json.WriteString("name", authority.Name);
            json.WriteString("provider", authority.Provider);
            json.WriteStartArray("families");
            foreach (FamilyReading reading in authority.Families)
            {
                json.WriteStartObject();
                json.WriteString("family", reading.Family.ToString());
                json.WriteNumber("count", reading.Count);
                json.WriteString("omission", reading.Omission);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteEntry(Utf8JsonWriter json, ReportEntry entry)
    {
        json.WriteStartObject();
        json.WriteString("authority", entry.Authority);
        json.WriteString("family", entry.Family.ToString());
        json.WriteString("id", entry.Id);
        json.WriteString("name", entry.Name);
        json.WriteString("scope", entry.Scope);
        json.WriteString("type", entry.Type);
        json.WriteString("state", entry.State.ToString());
        json.WriteString("owner", entry.Owner);
        json.WriteString("description", entry.Description);
        WriteMoment(json, "createdAt", entry.CreatedAt);
        WriteMoment(json, "expiresAt", entry.ExpiresAt);
        WriteMoment(json, "lastUsedAt", entry.LastUsedAt);
        json.WriteStartArray("findings");
        foreach (ReportFinding finding in entry.Findings)
        {
            json.WriteStringValue(finding.ToString());
        }

        json.WriteEndArray();
        json.WriteStartObject("labels");
        foreach ((string name, string value) in entry.Labels)
        {
            json.WriteString(name, value);
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteMoment(Utf8JsonWriter json, string name, DateTimeOffset? moment)
    {
        if (moment is { } known)
        {
            json.WriteString(name, known.UtcDateTime);
        }
        else
        {
            json.WriteNull(name);
        }
    }
}
