using System.Management.Automation;
using System.Security.Cryptography;
using System.Text;

namespace PSCredentials.Commands;

/// <summary>Writes the certificate of an authority's own certificate authority to a file, for servers that shall trust what it issues.</summary>
[Cmdlet(VerbsData.Export, "CredentialAuthorityCertificate", SupportsShouldProcess = true)]
[OutputType(typeof(FileInfo))]
public sealed class ExportCredentialAuthorityCertificateCommand : PublicFileCmdlet
{
    private protected override string What => "CA certificate";

    private protected override string Extension => Format == CertificateFileFormat.Pem ? ".ca.pem" : ".ca.cer";

    private protected override byte[] Content(ICredentialAuthority authority)
    {
        string pem = Await(authority.DescribeAsync).CertificateAuthorityPem
            ?? throw new CredentialException(CredentialErrors.NotSupported, $"Authority '{authority.Name}' does not show a CA certificate.");
        return Format == CertificateFileFormat.Pem ? Encoding.ASCII.GetBytes(pem) : Convert.FromBase64String(pem[PemEncoding.Find(pem).Base64Data]);
    }
}
