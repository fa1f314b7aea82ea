using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace PSCredentials.Pki;

/// <summary>Reads a certificate authority that a user brings, and refuses one that this authority could not issue under (RFC 5280, 4.2 and 6.1).</summary>
internal static class CertificateAuthorityReader
{
    private const string Field = "CertificateAuthority";
    private const int MaximumLength = 1024 * 1024;

    /// <summary>Reads the files with certificate and private key.</summary>
    /// <param name="source">The files.</param>
    /// <param name="now">The present moment: every certificate has to be valid.</param>
    /// <returns>What is kept of them.</returns>
    /// <exception cref="CredentialException">They cannot be read, do not belong together, or are no certificate authority to issue client certificates under.</exception>
    public static CertificateAuthorityMaterial Read(CertificateAuthoritySource source, DateTimeOffset now) =>
        Read(source, certificates =>
        {
            byte[] privateKey = IsPem(source.Certificates) ? ReadPem(source, certificates) : ReadBundle(source, certificates);
            using var key = new PlatformSigningKey(privateKey);
            return Gather(certificates, key.ExportPublicKey(), privateKey, now);
        });

    /// <summary>Reads the file with the certificate of a key that is in a token.</summary>
    /// <param name="source">The file; private keys in it are not looked at.</param>
    /// <param name="publicKey">The content of the subjectPublicKey BIT STRING; null where the token does not say it, and the first certificate is taken.</param>
    /// <param name="now">The present moment: every certificate has to be valid.</param>
    /// <returns>What is kept of it, without a private key.</returns>
    /// <exception cref="CredentialException">It cannot be read, is for another key, or is no certificate authority to issue client certificates under.</exception>
    public static CertificateAuthorityMaterial ReadCertificates(CertificateAuthoritySource source, byte[]? publicKey, DateTimeOffset now)
    {
        if (!source.PrivateKey.IsEmpty)
        {
            throw CredentialException.Invalid("CertificateAuthorityKeyPath", "does not go with a key in a token.");
        }

        return Read(source, certificates =>
        {
            if (IsPem(source.Certificates))
            {
                certificates.ImportFromPem(Encoding.Latin1.GetString(source.Certificates.Span));
            }
            else if (X509Certificate2.GetCertContentType(source.Certificates.Span) == X509ContentType.Cert)
            {
                certificates.Add(X509CertificateLoader.LoadCertificate(source.Certificates.Span));
            }
            else
            {
                certificates.AddRange(X509CertificateLoader.LoadPkcs12Collection(
                    source.Certificates.Span, source.Password?.Reveal(), X509KeyStorageFlags.EphemeralKeySet));
            }

            return certificates.Count == 0
                ? throw CredentialException.Invalid(Field, "has no certificate.")
                : Gather(certificates, publicKey ?? certificates[0].PublicKey.EncodedKeyValue.RawData, [], now);
        });
    }

    private static CertificateAuthorityMaterial Read(
        CertificateAuthoritySource source, Func<X509Certificate2Collection, CertificateAuthorityMaterial> read)
    {
        if (source.Certificates.Length > MaximumLength || source.PrivateKey.Length > MaximumLength)
        {
            throw CredentialException.Invalid(Field, $"is a file of more than {MaximumLength} octets.");
        }

        X509Certificate2Collection certificates = [];
        try
        {
            return read(certificates);
        }
        catch (Exception error) when (error is CryptographicException or AsnContentException or ArgumentException or NotSupportedException)
        {
            string reason = source.Password is null ? "it is damaged, or needs a password" : "it is damaged, or the password is wrong";
            throw new CredentialException(
                CredentialErrors.InvalidArgument,
                $"{Field} cannot be read: {reason}. Allowed are PKCS#12 and PEM, with a key of ECDSA on P-256 or P-384, or of RSA with 2048 to 4096 bits.",
                error);
        }
        finally
        {
            foreach (X509Certificate2 certificate in certificates)
            {
                certificate.Dispose();
            }
        }
    }

    private static CertificateAuthorityMaterial Gather(X509Certificate2Collection certificates, byte[] publicKey, byte[] privateKey, DateTimeOffset now)
    {
        X509Certificate2 own = certificates.FirstOrDefault(certificate => certificate.PublicKey.EncodedKeyValue.RawData.AsSpan().SequenceEqual(publicKey))
            ?? throw CredentialException.Invalid(Field, "has no certificate for its private key.");
        Check(Parse(own.RawData, publicKey));
        return new CertificateAuthorityMaterial(own.RawData, ReadChain(own, certificates, now), privateKey);
    }

    private static bool IsPem(ReadOnlyMemory<byte> file) => file.Span.IndexOf("-----BEGIN "u8) >= 0;

    private static byte[] ReadBundle(CertificateAuthoritySource source, X509Certificate2Collection certificates)
    {
        certificates.AddRange(X509CertificateLoader.LoadPkcs12Collection(
            source.Certificates.Span, source.Password?.Reveal(), X509KeyStorageFlags.EphemeralKeySet | X509KeyStorageFlags.Exportable));
        X509Certificate2 own = certificates.FirstOrDefault(certificate => certificate.HasPrivateKey)
            ?? throw CredentialException.Invalid(Field, "has no private key in its bundle.");
        using AsymmetricAlgorithm? key = (AsymmetricAlgorithm?)own.GetECDsaPrivateKey() ?? own.GetRSAPrivateKey();
        return (key ?? throw new CryptographicException("The key is of another kind.")).ExportPkcs8PrivateKey();
    }

    private static byte[] ReadPem(CertificateAuthoritySource source, X509Certificate2Collection certificates)
    {
        string text = Encoding.Latin1.GetString(source.Certificates.Span);
        certificates.ImportFromPem(text);
        string keys = source.PrivateKey.IsEmpty ? text : Encoding.Latin1.GetString(source.PrivateKey.Span);
        if (!keys.Contains("PRIVATE KEY-----", StringComparison.Ordinal))
        {
            throw CredentialException.Invalid(Field, "has no private key in PEM.");
        }

        if (keys.Contains("-----BEGIN ENCRYPTED PRIVATE KEY-----", StringComparison.Ordinal))
        {
            return PrivateKeyEncryption.DecryptPem(keys, source.Password?.Reveal());
        }

        return ImportKey(ECDsa.Create(), keys)
            ?? ImportKey(RSA.Create(), keys)
            ?? throw new CryptographicException("The key is of another kind.");
    }

    private static byte[]? ImportKey(AsymmetricAlgorithm key, string pem)
    {
        using (key)
        {
            try
            {
                key.ImportFromPem(pem);
                return key.ExportPkcs8PrivateKey();
            }
            catch (Exception error) when (error is CryptographicException or ArgumentException or NotSupportedException)
            {
                return null;
            }
        }
    }

    private static List<ReadOnlyMemory<byte>> ReadChain(X509Certificate2 own, X509Certificate2Collection certificates, DateTimeOffset now)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        chain.ChainPolicy.VerificationTime = now.UtcDateTime;
        chain.ChainPolicy.VerificationTimeIgnored = false;
        foreach (X509Certificate2 certificate in certificates)
        {
            bool isRoot = certificate.SubjectName.RawData.AsSpan().SequenceEqual(certificate.IssuerName.RawData);
            (isRoot ? chain.ChainPolicy.CustomTrustStore : chain.ChainPolicy.ExtraStore).Add(certificate);
        }

        if (!chain.Build(own))
        {
            throw CredentialException.Invalid(
                Field, $"is not one whose chain verifies: {chain.ChainStatus[0].StatusInformation.Trim()} Give every certificate up to the root.");
        }

        return [.. chain.ChainElements.Skip(1).Select(element => new ReadOnlyMemory<byte>(element.Certificate.RawData))];
    }

    private static CertificateStructure Parse(byte[] certificate, ReadOnlySpan<byte> publicKey)
    {
        try
        {
            return AuthorityCertificate.Parse(certificate, publicKey);
        }
        catch (AsnContentException error)
        {
            throw new CredentialException(CredentialErrors.InvalidArgument, $"{Field} cannot be used. {error.Message}", error);
        }
    }

    private static void Check(CertificateStructure structure)
    {
        if (DistinguishedNameReader.Format(structure.Subject).Length == 0)
        {
            throw CredentialException.Invalid(Field, "has no name, and what it issues has to name its issuer (RFC 5280, 4.1.2.4).");
        }

        if (structure.Find(ObjectIdentifiers.KeyUsage) is { } usage && !CertificateExtensionReader.ReadKeyUsage(usage.Value).HasFlag(KeyUsages.CrlSign))
        {
            throw CredentialException.Invalid(Field, "is not allowed to sign revocation lists: its key usage lacks cRLSign.");
        }

        if (structure.Find(ObjectIdentifiers.ExtendedKeyUsage) is { } purposes
            && !CertificateExtensionReader.ReadExtendedKeyUsage(purposes.Value).Contains(ObjectIdentifiers.ClientAuthentication))
        {
            throw CredentialException.Invalid(Field, "is not allowed to issue certificates for client authentication: its extended key usage lacks it.");
        }

        CertificateExtension unknown = structure.Extensions.FirstOrDefault(extension =>
            extension.IsCritical && extension.Type is not (ObjectIdentifiers.BasicConstraints or ObjectIdentifiers.KeyUsage or ObjectIdentifiers.ExtendedKeyUsage));
        if (unknown.Type is not null)
        {
            throw CredentialException.Invalid(Field, $"has the critical extension {unknown.Type}, which this authority cannot keep to.");
        }
    }
}
