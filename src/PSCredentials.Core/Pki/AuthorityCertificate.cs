using System.Formats.Asn1;

namespace PSCredentials.Pki;

/// <summary>The certificate of the authority itself: a self-signed root (RFC 5280, 3.2).</summary>
internal static class AuthorityCertificate
{
    private static readonly byte[] s_keyUsage = ExtensionEncoding.KeyUsage(KeyUsages.KeyCertSign | KeyUsages.CrlSign);

    /// <summary>Makes a root certificate.</summary>
    /// <param name="commonName">The authority's name.</param>
    /// <param name="notBefore">The first second it is valid.</param>
    /// <param name="notAfter">The last second it is valid.</param>
    /// <param name="subjectPublicKeyInfo">The public key, SubjectPublicKeyInfo.</param>
    /// <param name="key">Its private key.</param>
    /// <returns>The certificate, DER.</returns>
    public static byte[] Issue(string commonName, DateTimeOffset notBefore, DateTimeOffset notAfter, byte[] subjectPublicKeyInfo, SigningKey key)
    {
        byte[] name = CertificateEncoding.Once(writer => DistinguishedName.Encode(writer, commonName, []));
        ReadOnlySpan<byte> publicKey = SubjectKey.PublicKeyOf(subjectPublicKeyInfo).Span;
        byte[] keyIdentifier = new byte[KeyIdentifier.Length];
        KeyIdentifier.Derive(publicKey, keyIdentifier);
        byte[] authorityKeyIdentifier = ExtensionEncoding.AuthorityKeyIdentifier(keyIdentifier);

        AsnWriter writer = CertificateEncoding.RentWriter();
        using (writer.PushSequence())
        {
            CertificateEncoding.WriteHead(writer, SerialNumber.Create(), key);
            writer.WriteEncodedValue(name);
            Validity.Encode(writer, notBefore, notAfter);
            writer.WriteEncodedValue(name);
            writer.WriteEncodedValue(subjectPublicKeyInfo);
            using (writer.PushSequence(CertificateEncoding.ExtensionsTag))
            using (writer.PushSequence())
            {
                writer.WriteEncodedValue(ExtensionEncoding.CertificateAuthority);
                writer.WriteEncodedValue(s_keyUsage);
                ExtensionEncoding.WriteSubjectKeyIdentifier(writer, publicKey);
                writer.WriteEncodedValue(authorityKeyIdentifier);
            }
        }

        return CertificateEncoding.Sign(writer.Encode(), key);
    }

    /// <summary>Parses a certificate and makes sure that certificates can be issued under it.</summary>
    /// <param name="der">The certificate.</param>
    /// <param name="publicKey">The public key it must be for: the content of the subjectPublicKey BIT STRING.</param>
    /// <returns>Its parts.</returns>
    /// <exception cref="AsnContentException">It is damaged, for another key, or not a certificate authority's.</exception>
    public static CertificateStructure Parse(byte[] der, ReadOnlySpan<byte> publicKey)
    {
        CertificateStructure structure = CertificateStructure.Parse(der);
        if (!structure.PublicKey.Span.SequenceEqual(publicKey))
        {
            throw new AsnContentException("Its certificate is for another key.");
        }

        if (structure.Find(ObjectIdentifiers.BasicConstraints) is not { } constraints
            || !CertificateExtensionReader.ReadBasicConstraints(constraints.Value))
        {
            throw new AsnContentException("Its certificate is not one of a certificate authority.");
        }

        if (structure.Find(ObjectIdentifiers.KeyUsage) is { } usage
            && !CertificateExtensionReader.ReadKeyUsage(usage.Value).HasFlag(KeyUsages.KeyCertSign))
        {
            throw new AsnContentException("Its certificate does not allow its key to sign certificates.");
        }

        return structure;
    }

    /// <summary>The identifier that issued certificates name the authority's key by.</summary>
    /// <param name="structure">The authority's certificate.</param>
    /// <returns>Its subject key identifier, or one derived from the key where it has none.</returns>
    /// <exception cref="AsnContentException">The extension is damaged.</exception>
    public static byte[] GetKeyIdentifier(CertificateStructure structure)
    {
        if (structure.Find(ObjectIdentifiers.SubjectKeyIdentifier) is { } extension)
        {
            return CertificateExtensionReader.ReadSubjectKeyIdentifier(extension.Value).ToArray();
        }

        byte[] derived = new byte[KeyIdentifier.Length];
        KeyIdentifier.Derive(structure.PublicKey.Span, derived);
        return derived;
    }
}
