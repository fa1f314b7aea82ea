using System.Management.Automation;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace PSCredentials.Commands;

/// <summary>Reads the certificate authorities that a server's certificate is checked against.</summary>
internal static class TrustedCertificates
{
    private const string Field = "CertificateAuthorityPath";

    /// <summary>The certificates of several files, or texts, in PEM.</summary>
    /// <param name="cmdlet">Whose location a relative path starts from.</param>
    /// <param name="paths">Paths of PEM or DER files, or PEM texts; null for none.</param>
    /// <returns>PEM, or null where nothing is named.</returns>
    /// <exception cref="CredentialException">A file cannot be read, or holds no certificate.</exception>
    internal static string? Read(PSCmdlet cmdlet, IReadOnlyList<string>? paths)
    {
        string[] texts = [.. (paths ?? []).Select(path => CertificateText.Read(cmdlet, path)).OfType<string>()];
        return texts.Length == 0 ? null : string.Join('\n', texts);
    }

    /// <summary>The certificates of a text.</summary>
    /// <param name="pem">PEM; null for none.</param>
    /// <returns>The certificates.</returns>
    /// <exception cref="CredentialException">It has none, or one cannot be read.</exception>
    internal static IReadOnlyList<X509Certificate2> Parse(string? pem)
    {
        if (pem is null)
        {
            return [];
        }

        var certificates = new X509Certificate2Collection();
        try
        {
            certificates.ImportFromPem(pem);
        }
        catch (CryptographicException error)
        {
            throw new CredentialException(CredentialErrors.InvalidArgument, $"{Field} has a certificate that cannot be read.", error);
        }

        return certificates.Count > 0 ? [.. certificates] : throw CredentialException.Invalid(Field, "has no certificate in it; give PEM or DER files of certificates.");
    }
}
