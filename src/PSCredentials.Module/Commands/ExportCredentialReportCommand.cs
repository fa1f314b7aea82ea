using System.Management.Automation;
using PSCredentials.Module.Binding;
using PSCredentials.Module.Completion;
using PSCredentials.Module.Reporting;

namespace PSCredentials.Commands;

/// <summary>
/// Writes a report about all credentials of one authority or several: what there is, what has expired or soon will, and what nobody uses. It holds no secret.
/// The file is complete or not there.
/// </summary>
[Cmdlet(VerbsData.Export, "CredentialReport", SupportsShouldProcess = true)]
[OutputType(typeof(FileInfo))]
public sealed class ExportCredentialReportCommand : SurveyCmdlet
{
    /// <summary>The file, taken literally; or a folder that exists, in which the file is named after the authority.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [Alias("LiteralPath")]
    public string Path { get; set; } = string.Empty;

    /// <summary>The format: Html, a page; Csv, a row a credential; or Json. By default what the file's extension says, in a folder Html.</summary>
    [Parameter]
    public CredentialReportFormat? Format { get; set; }

    /// <summary>The heading. By default it names the authority.</summary>
    [Parameter]
    public string? Title { get; set; }

    /// <summary>The projects whose credentials are in the report. By default all; an authority that lists by project alone has to be told.</summary>
    [Parameter]
    [ProjectNameList]
    [ArgumentCompleter(typeof(ProjectCompleter))]
    public string[]? Project { get; set; }

    /// <summary>Overwrites a file that exists.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    private protected override object? Subject => Path;

    private protected override void End()
    {
        if (Authorities.Count > 0)
        {
            Attempt(Path, Write);
        }
    }

    private void Write()
    {
        string name = Authorities.Count == 1 ? Authorities[0].Name : "credentials";
        string path = FilePath.ResolveFile(this, Path, name, Extension(Format ?? CredentialReportFormat.Html));
        CredentialReportFormat format = Format ?? FormatOf(path);
        WholeFile.EnsureFree(path, Force);
        if (ShouldProcess(path, $"Write the report of {string.Join(", ", Authorities.Select(authority => authority.Name))}"))
        {
            CredentialReport report = Read();
            WholeFile.WritePublic(path, file => Write(format, report, file), Force);
            WriteObject(InvokeProvider.Item.Get([path], force: true, literalPath: true), enumerateCollection: true);
        }
    }

    private static void Write(CredentialReportFormat format, CredentialReport report, Stream file)
    {
        switch (format)
        {
            case CredentialReportFormat.Csv:
                CsvReport.Write(report, file);
                break;
            case CredentialReportFormat.Json:
                JsonReport.Write(report, file);
                break;
            default:
                HtmlReport.Write(report, file);
                break;
        }
    }

    private CredentialReport Read()
    {
        DateTimeOffset now = Now;
        var entries = new List<ReportEntry>();
        var authorities = new List<ReportAuthority>();
        foreach (ICredentialAuthority authority in Authorities)
        {
            Attempt(authority.Name, () =>
            {
                int before = entries.Count;
                FamilyReading[] readings =
                [
                    Read(authority, CredentialFamily.ApiCredential, cancellation => authority.ApiCredentials.ListAsync(new ApiCredentialQuery(), cancellation), credential => ReportEntry.Of(credential) with { Authority = authority.Name }, entries),
                    Read(authority, CredentialFamily.ApiKey, cancellation => authority.ApiKeys.ListAsync(new ApiKeyQuery(), cancellation), credential => ReportEntry.Of(credential) with { Authority = authority.Name }, entries),
                    Read(authority, CredentialFamily.ProjectCredential, cancellation => authority.ProjectCredentials.ListAsync(new ProjectCredentialQuery { Project = Project ?? [] }, cancellation), credential => ReportEntry.Of(credential) with { Authority = authority.Name }, entries),
                ];
                var whole = new ReportAuthority(authority.Name, Await(authority.DescribeAsync).Provider, readings);
                authorities.Add(whole);
                for (int entry = before; entry < entries.Count; entry++)
                {
                    entries[entry] = entries[entry].Judged(now, whole.KeepsUse);
                }
            });
        }

        string title = !string.IsNullOrWhiteSpace(Title) ? Title
            : authorities.Count == 1 ? $"Credentials of {authorities[0].Name}"
            : FormattableString.Invariant($"Credentials of {authorities.Count} authorities");
        return new CredentialReport(title, now, authorities, entries);
    }

    private static CredentialReportFormat FormatOf(string path) => System.IO.Path.GetExtension(path).ToUpperInvariant() switch
    {
        ".HTML" or ".HTM" => CredentialReportFormat.Html,
        ".CSV" => CredentialReportFormat.Csv,
        ".JSON" => CredentialReportFormat.Json,
        _ => throw CredentialException.Invalid("Path", $"'{path}' does not say the format; allowed are .html, .htm, .csv and .json, and others with -Format."),
    };

    private static string Extension(CredentialReportFormat format) => format switch
    {
        CredentialReportFormat.Csv => ".csv",
        CredentialReportFormat.Json => ".json",
        _ => ".html",
    };
}
