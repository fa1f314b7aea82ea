using System.Management.Automation;
using System.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace PSCredentials.Commands;

/// <summary>A client certificate and what is presented along with it.</summary>
/// <param name="Certificate">The certificate, with its private key.</param>
/// <param name="Chain">The other certificates of its file.</param>
internal sealed record ClientCertificate(X509Certificate2 Certificate, IReadOnlyList<X509Certificate2> Chain);

/// <summary>Reads a client certificate with its private key from files: a PKCS#12 bundle, or PEM with the key in the same file or in another.</summary>
internal static class ClientCertificateFile
{
    /// <summary>The certificate.</summary>
    /// <param name="cmdlet">Whose location a relative path starts from.</param>
    /// <param name="path">The bundle, or the certificate in PEM.</param>
    /// <param name="keyPath">The private key in PEM, where it is not in the same file.</param>
    /// <param name="password">The password of the bundle or of the key; null for none.</param>
    /// <returns>The certificate with its key, and the others of the file.</returns>
    /// <exception cref="CredentialException">A file cannot be read, holds something else, or does not open with the password.</exception>
    internal static ClientCertificate Read(PSCmdlet cmdlet, string path, string? keyPath, SecureString? password)
    {
        string resolved = FilePath.Resolve(cmdlet, path);
        byte[] bytes = FilePath.ReadAll(resolved);
        string? secret = password is null ? null : new SecretText(password).Reveal();
        try
        {
            if (bytes.AsSpan().IndexOf("-----BEGIN "u8) < 0)
            {
                return string.IsNullOrEmpty(keyPath)
                    ? FromBundle(X509CertificateLoader.LoadPkcs12Collection(bytes, secret))
                    : throw CredentialException.Invalid("CertificateKeyPath", "is for a certificate in PEM; a PKCS#12 bundle has its key in it.");
            }

            string text = Encoding.UTF8.GetString(bytes);
            string key = string.IsNullOrEmpty(keyPath) ? text : Encoding.UTF8.GetString(FilePath.ReadAll(FilePath.Resolve(cmdlet, keyPath)));
            using X509Certificate2 pair = key.Contains("BEGIN ENCRYPTED PRIVATE KEY", StringComparison.Ordinal)
                ? X509Certificate2.CreateFromEncryptedPem(text, key, secret)
                : X509Certificate2.CreateFromPem(text, key);

            var all = new X509Certificate2Collection();
            all.ImportFromPem(text);

            // Windows presents a key only that went through a bundle. The first certificate of a file is the holder's (RFC 8446, 4.4.2).
            return new ClientCertificate(X509CertificateLoader.LoadPkcs12(pair.Export(X509ContentType.Pkcs12), null), [.. all.Skip(1)]);
        }
        catch (Exception error) when (error is CryptographicException or ArgumentException)
        {
            throw new CredentialException(
                CredentialErrors.InvalidArgument,
                $"CertificatePath '{resolved}' does not open{(password is null ? " without a password" : " with this password")} as a PKCS#12 bundle or a certificate with its private key in PEM.",
                error);
        }
    }

    private static ClientCertificate FromBundle(X509Certificate2Collection all)
    {
        X509Certificate2 own = all.FirstOrDefault(one => one.HasPrivateKey) ?? all.FirstOrDefault() ?? throw new CryptographicException("The bundle is empty.");
        return new ClientCertificate(own, [.. all.Where(one => one != own)]);
    }
}
