using System.Management.Automation;
using System.Text;
using PSCredentials.Module.Binding;
using PSCredentials.Module.Completion;

namespace PSCredentials.Commands;

/// <summary>
/// Issues certificate revocation lists (RFC 5280) and writes them to a file, for servers that check client certificates themselves: those of all
/// certificate authorities that are still needed in PEM, one in DER. Each list has the next number of its issuer.
/// </summary>
[Cmdlet(VerbsData.Export, "CredentialRevocationList", SupportsShouldProcess = true)]
[OutputType(typeof(FileInfo))]
public sealed class ExportCredentialRevocationListCommand : CertificateFileCmdlet
{
    /// <summary>Lists only what changed since the last full list, which is still needed beside it.</summary>
    [Parameter]
    public SwitchParameter Delta { get; set; }

    /// <summary>How long until the next list is there at the latest: one minute to 366 days; 7 days by default, one for a delta list.</summary>
    [Parameter]
    [Duration]
    public TimeSpan? Validity { get; set; }

    /// <summary>
    /// Whose list: the serial number or the SHA-256 fingerprint of a certificate authority, as Get-CredentialAuthorityCertificate shows them. By default
    /// the lists of all that are still needed in PEM, and that of the current one in DER, which holds a single list.
    /// </summary>
    [Parameter]
    [ArgumentCompleter(typeof(IssuerCompleter))]
    public string? Issuer { get; set; }

    private protected override string What => Delta ? "delta revocation list" : "revocation list";

    private protected override string Extension => Format == CertificateFileFormat.Pem ? ".crl.pem" : ".crl";

    private protected override byte[] Content(ICredentialAuthority authority)
    {
        if (Format == CertificateFileFormat.Der || !string.IsNullOrEmpty(Issuer))
        {
            RevocationList list = Issue(authority, string.IsNullOrEmpty(Issuer) ? null : Issuer);
            return Format == CertificateFileFormat.Pem ? Encoding.ASCII.GetBytes(list.GetPem()) : list.Der.ToArray();
        }

        // One that has ended needs no list: nothing of it is good any more. The current one is asked all the same, so that its end is told.
        IEnumerable<CredentialAuthorityCertificate> needed = Await(authority.CertificateAuthorities.ListAsync)
            .Where(certificate => certificate.IsCurrent || (certificate.IsNeeded && certificate.ExpiresAt > Now));
        return Encoding.ASCII.GetBytes(string.Concat(needed.Select(certificate => Issue(authority, certificate.SerialNumber).GetPem())));
    }

    private RevocationList Issue(ICredentialAuthority authority, string? issuer)
    {
        var request = new RevocationListRequest { Issuer = issuer, IsDelta = Delta, Validity = Validity };
        RevocationList list = Await(cancellation => authority.Revocation.IssueListAsync(request, cancellation));
        WriteVerbose(
            $"Revocation list {list.Number} names {list.Count} certificates of '{list.Issuer}'; the next one is due by {list.NextUpdate.ToLocalTime():yyyy-MM-dd HH:mm:ss}.");
        return list;
    }
}
