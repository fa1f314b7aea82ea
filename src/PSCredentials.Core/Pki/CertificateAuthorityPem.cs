using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace PSCredentials.Pki;

/// <summary>The CA certificates of a cluster as users give them: PEM (RFC 7468), possibly with other text around it.</summary>
internal static class CertificateAuthorityPem
{
    private const string Field = "CertificateAuthority";
    private const string CertificateLabel = "CERTIFICATE";
    private const int MaximumLength = 1024 * 1024;

    /// <summary>Checks the certificates and drops everything around them.</summary>
    /// <param name="pem">What was given.</param>
    /// <returns>The certificates, each once, in their order, in PEM with line feeds.</returns>
    /// <exception cref="CredentialException">There is no certificate, one cannot be read, or there is something else, such as a private key.</exception>
    public static string Normalize(string pem)
    {
        if (pem.Length > MaximumLength)
        {
            throw CredentialException.Invalid(Field, $"has {pem.Length} characters; at most {MaximumLength} are allowed.");
        }

        // Before all else, and by its boundary alone, so that no damage hides a key.
        if (pem.Contains("PRIVATE KEY-----", StringComparison.Ordinal))
        {
            throw CredentialException.Invalid(Field, "has a private key in it; give certificates only, and treat the key as known to others.");
        }

        var certificates = new List<string>();
        int boundaries = 0;
        ReadOnlySpan<char> rest = pem;
        while (PemEncoding.TryFind(rest, out PemFields fields))
        {
            boundaries++;
            string certificate = NormalizeBlock(rest[fields.Label], rest[fields.Base64Data]);
            if (!certificates.Contains(certificate))
            {
                certificates.Add(certificate);
            }

            rest = rest[fields.Location.End..];
        }

        RefuseDamagedBlocks(pem, boundaries);
        return certificates.Count > 0
            ? string.Concat(certificates)
            : throw CredentialException.Invalid(Field, "has no certificate in it; give one or more in PEM, from -----BEGIN CERTIFICATE----- on.");
    }

    private static string NormalizeBlock(ReadOnlySpan<char> label, ReadOnlySpan<char> base64)
    {
        if (!label.SequenceEqual(CertificateLabel))
        {
            throw CredentialException.Invalid(Field, $"has a block '{label}' in it; only {CertificateLabel} blocks are allowed.");
        }

        try
        {
            using X509Certificate2 certificate = X509CertificateLoader.LoadCertificate(Convert.FromBase64String(base64.ToString()));
            return PemEncoding.WriteString(CertificateLabel, certificate.RawData) + "\n";
        }
        catch (CryptographicException exception)
        {
            throw new CredentialException(CredentialErrors.InvalidArgument, $"{Field} has a certificate in it that cannot be read.", exception);
        }
    }

    // The framework passes over blocks that it cannot read, and so a cut-off certificate, or key, would go unnoticed.
    private static void RefuseDamagedBlocks(string pem, int readBlocks)
    {
        const string Boundary = "-----BEGIN ";
        int begun = 0;
        for (int at = pem.IndexOf(Boundary, StringComparison.Ordinal); at >= 0; at = pem.IndexOf(Boundary, at + 1, StringComparison.Ordinal))
        {
            begun++;
        }

        if (begun != readBlocks)
        {
            throw CredentialException.Invalid(Field, "has a PEM block in it that is cut off or damaged.");
        }
    }
}
