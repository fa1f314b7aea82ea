using System.Management.Automation;

namespace PSCredentials.Commands;

/// <summary>Reads the parameter that names a certification request (PKCS#10, RFC 2986).</summary>
internal static class CertificateRequestFile
{
    /// <summary>The request.</summary>
    /// <param name="cmdlet">Whose location a relative path starts from.</param>
    /// <param name="path">The value of -CertificateRequestPath.</param>
    /// <returns>DER; empty where no file is named.</returns>
    /// <exception cref="CredentialException">The file is empty, does not exist or cannot be read.</exception>
    internal static byte[] Read(PSCmdlet cmdlet, string? path)
    {
        if (string.IsNullOrEmpty(path))
        {
            return [];
        }

        // The second label is what Windows and old programs write.
        byte[] request = PemFile.Read(cmdlet, path, "CERTIFICATE REQUEST", "NEW CERTIFICATE REQUEST");
        return request.Length > 0 ? request : throw CredentialException.Invalid("CertificateRequestPath", $"'{path}' is an empty file.");
    }
}
