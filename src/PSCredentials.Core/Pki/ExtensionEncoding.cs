using System.Formats.Asn1;

namespace PSCredentials.Pki;

/// <summary>Encodes the extensions of certificates (RFC 5280, 4.2.1).</summary>
internal static class ExtensionEncoding
{
    private static readonly Asn1Tag s_keyIdentifierTag = new(TagClass.ContextSpecific, 0);
    private static readonly Asn1Tag s_emailAddressTag = new(TagClass.ContextSpecific, 1);
    private static readonly Asn1Tag s_dnsNameTag = new(TagClass.ContextSpecific, 2);
    private static readonly Asn1Tag s_addressTag = new(TagClass.ContextSpecific, 7);
    private static readonly Asn1Tag s_uniformResourceIdentifierTag = new(TagClass.ContextSpecific, 6);

    /// <summary>BasicConstraints of a certificate authority that issues end entities only, critical.</summary>
    public static byte[] CertificateAuthority { get; } = Encode(ObjectIdentifiers.BasicConstraints, isCritical: true, writer =>
    {
        using (writer.PushSequence())
        {
            writer.WriteBoolean(true);
            writer.WriteInteger(0);
        }
    });

    /// <summary>ExtKeyUsage for client authentication.</summary>
    public static byte[] ClientAuthentication { get; } = Encode(ObjectIdentifiers.ExtendedKeyUsage, isCritical: false, writer =>
    {
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier(ObjectIdentifiers.ClientAuthentication);
        }
    });

    /// <summary>The extended key usage of a TLS server.</summary>
    public static byte[] ServerAuthentication { get; } = Encode(ObjectIdentifiers.ExtendedKeyUsage, isCritical: false, writer =>
    {
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier(ObjectIdentifiers.ServerAuthentication);
        }
    });

    /// <summary>ExtKeyUsage for signing status answers.</summary>
    public static byte[] OcspSigning { get; } = Encode(ObjectIdentifiers.ExtendedKeyUsage, isCritical: false, writer =>
    {
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier(ObjectIdentifiers.OcspSigning);
        }
    });

    /// <summary>id-pkix-ocsp-nocheck: nobody needs to ask whether this certificate was revoked.</summary>
    public static byte[] OcspNoCheck { get; } = Encode(ObjectIdentifiers.OcspNoCheck, isCritical: false, writer => writer.WriteNull());

    /// <summary>KeyUsage, critical.</summary>
    /// <param name="usages">The usages.</param>
    /// <returns>The extension, DER.</returns>
    public static byte[] KeyUsage(KeyUsages usages) =>
        Encode(ObjectIdentifiers.KeyUsage, isCritical: true, writer => writer.WriteNamedBitList(usages));

    /// <summary>AuthorityKeyIdentifier.</summary>
    /// <param name="keyIdentifier">The identifier of the issuer's key.</param>
    /// <returns>The extension, DER.</returns>
    public static byte[] AuthorityKeyIdentifier(byte[] keyIdentifier) =>
        Encode(ObjectIdentifiers.AuthorityKeyIdentifier, isCritical: false, writer =>
        {
            using (writer.PushSequence())
            {
                writer.WriteOctetString(keyIdentifier, s_keyIdentifierTag);
            }
        });

    /// <summary>Writes SubjectKeyIdentifier.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="publicKey">The content of the subjectPublicKey BIT STRING.</param>
    public static void WriteSubjectKeyIdentifier(AsnWriter writer, ReadOnlySpan<byte> publicKey)
    {
        Span<byte> identifier = stackalloc byte[KeyIdentifier.Length];
        KeyIdentifier.Derive(publicKey, identifier);
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier(ObjectIdentifiers.SubjectKeyIdentifier);
            using (writer.PushOctetString())
            {
                writer.WriteOctetString(identifier);
            }
        }
    }

    /// <summary>SubjectAltName of a TLS server.</summary>
    /// <param name="names">The names, one at least.</param>
    /// <returns>The extension.</returns>
    public static byte[] ServerNames(IReadOnlyList<ServerName> names) => Encode(ObjectIdentifiers.SubjectAlternativeName, isCritical: false, writer =>
    {
        using (writer.PushSequence())
        {
            foreach (ServerName name in names)
            {
                if (name.Address is { } address)
                {
                    writer.WriteOctetString(address.GetAddressBytes(), s_addressTag);
                }
                else
                {
                    writer.WriteCharacterString(UniversalTagNumber.IA5String, name.DnsName!, s_dnsNameTag);
                }
            }
        }
    });

    /// <summary>Writes SubjectAltName.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="names">The names, one at least.</param>
    public static void WriteSubjectAlternativeName(AsnWriter writer, AlternativeName[] names)
    {
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier(ObjectIdentifiers.SubjectAlternativeName);
            using (writer.PushOctetString())
            using (writer.PushSequence())
            {
                foreach (AlternativeName name in names)
                {
                    writer.WriteCharacterString(
                        UniversalTagNumber.IA5String, name.Value, name.IsUri ? s_uniformResourceIdentifierTag : s_emailAddressTag);
                }
            }
        }
    }

    /// <summary>Encodes an extension.</summary>
    /// <param name="type">Its object identifier.</param>
    /// <param name="isCritical">Whether it is critical.</param>
    /// <param name="writeValue">Writes its value.</param>
    /// <returns>The extension, DER.</returns>
    public static byte[] Encode(string type, bool isCritical, Action<AsnWriter> writeValue) => CertificateEncoding.Once(writer =>
    {
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier(type);
            if (isCritical)
            {
                writer.WriteBoolean(true);
            }

            using (writer.PushOctetString())
            {
                writeValue(writer);
            }
        }
    });
}
