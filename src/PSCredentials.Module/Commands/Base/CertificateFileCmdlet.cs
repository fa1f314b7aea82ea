using System.Management.Automation;

namespace PSCredentials.Commands;

/// <summary>A command that writes certificates, or lists of them, to a file.</summary>
public abstract class CertificateFileCmdlet : PublicFileCmdlet
{
    private protected CertificateFileCmdlet()
    {
    }

    /// <summary>The format: Pem, which is text, or Der, which is binary. Pem by default.</summary>
    [Parameter]
    public CertificateFileFormat Format { get; set; } = CertificateFileFormat.Pem;
}
