using System.Management.Automation;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace PSCredentials.Commands;

/// <summary>Reads CA certificates that a parameter gives as PEM text or as the path of a PEM or DER file.</summary>
internal static class CertificateText
{
    /// <summary>The certificates in PEM.</summary>
    /// <param name="cmdlet">Whose location a relative path starts from.</param>
    /// <param name="value">The text or path; null or empty stays null.</param>
    /// <returns>PEM, or null.</returns>
    /// <exception cref="CredentialException">The file cannot be read, or holds no certificate.</exception>
    internal static string? Read(PSCmdlet cmdlet, string? value)
    {
        if (string.IsNullOrEmpty(value) || value.Contains("-----BEGIN ", StringComparison.Ordinal))
        {
            return string.IsNullOrEmpty(value) ? null : value;
        }

        string path = FilePath.Resolve(cmdlet, value);
        byte[] bytes = FilePath.ReadAll(path);
        if (bytes.AsSpan().IndexOf("-----BEGIN "u8) >= 0)
        {
            return System.Text.Encoding.UTF8.GetString(bytes);
        }

        try
        {
            using X509Certificate2 certificate = X509CertificateLoader.LoadCertificate(bytes);
            return certificate.ExportCertificatePem() + "\n";
        }
        catch (CryptographicException error)
        {
            throw new CredentialException(CredentialErrors.InvalidArgument, $"File '{path}' holds no certificate in PEM or DER.", error);
        }
    }
}
