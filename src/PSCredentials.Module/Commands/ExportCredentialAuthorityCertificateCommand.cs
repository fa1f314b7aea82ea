using System.Management.Automation;
using System.Security.Cryptography;
using System.Text;

namespace PSCredentials.Commands;

/// <summary>Writes the certificate of an authority's certificate authority to a file, with those of former ones on request, for servers that shall trust what they issued.</summary>
[Cmdlet(VerbsData.Export, "CredentialAuthorityCertificate", SupportsShouldProcess = true)]
[OutputType(typeof(FileInfo))]
public sealed class ExportCredentialAuthorityCertificateCommand : CertificateFileCmdlet
{
    /// <summary>Writes also the certificates of former certificate authorities that are still needed: what servers trust while certificates of both are in use.</summary>
    [Parameter]
    public SwitchParameter IncludeFormer { get; set; }

    private protected override string What => IncludeFormer ? "current and former CA certificates" : "CA certificate";

    private protected override string Extension => Format == CertificateFileFormat.Pem ? ".ca.pem" : ".ca.cer";

    private protected override byte[] Content(ICredentialAuthority authority)
    {
        if (Format == CertificateFileFormat.Pem)
        {
            return Encoding.ASCII.GetBytes(IncludeFormer ? Bundle(authority) : Current(authority));
        }

        string pem = IncludeFormer
            ? throw CredentialException.Invalid("Format", "Der holds one certificate alone; IncludeFormer needs Pem.")
            : Current(authority);
        return Convert.FromBase64String(pem[PemEncoding.Find(pem).Base64Data]);
    }

    private string Current(ICredentialAuthority authority) => Await(authority.DescribeAsync).CertificateAuthorityPem
        ?? throw new CredentialException(CredentialErrors.NotSupported, $"Authority '{authority.Name}' does not show a CA certificate.");

    // Each certificate once: a root may stand above several.
    private string Bundle(ICredentialAuthority authority)
    {
        const string End = "-----END CERTIFICATE-----\n";
        return string.Concat(Await(authority.CertificateAuthorities.ListAsync)
            .Where(certificate => certificate.IsNeeded)
            .SelectMany(certificate => certificate.Pem.Split(End, StringSplitOptions.RemoveEmptyEntries))
            .Distinct()
            .Select(block => block + End));
    }
}
