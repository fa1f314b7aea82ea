using System.Management.Automation;
using System.Text;
using PSCredentials.Module.Binding;

namespace PSCredentials.Commands;

/// <summary>
/// Issues a certificate revocation list (RFC 5280) and writes it to a file, for servers that check client certificates themselves. Each list has the
/// next number.
/// </summary>
[Cmdlet(VerbsData.Export, "CredentialRevocationList", SupportsShouldProcess = true)]
[OutputType(typeof(FileInfo))]
public sealed class ExportCredentialRevocationListCommand : PublicFileCmdlet
{
    /// <summary>Lists only what changed since the last full list, which is still needed beside it.</summary>
    [Parameter]
    public SwitchParameter Delta { get; set; }

    /// <summary>How long until the next list is there at the latest: one minute to 366 days; 7 days by default, one for a delta list.</summary>
    [Parameter]
    [Duration]
    public TimeSpan? Validity { get; set; }

    private protected override string What => Delta ? "delta revocation list" : "revocation list";

    private protected override string Extension => Format == CertificateFileFormat.Pem ? ".crl.pem" : ".crl";

    private protected override byte[] Content(ICredentialAuthority authority)
    {
        var request = new RevocationListRequest { IsDelta = Delta, Validity = Validity };
        RevocationList list = Await(cancellation => authority.Revocation.IssueListAsync(request, cancellation));
        WriteVerbose($"Revocation list {list.Number} names {list.Count} certificates; the next one is due by {list.NextUpdate.ToLocalTime():yyyy-MM-dd HH:mm:ss}.");
        return Format == CertificateFileFormat.Pem ? Encoding.ASCII.GetBytes(list.GetPem()) : list.Der.ToArray();
    }
}
