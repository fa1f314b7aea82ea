using System.Formats.Asn1;

namespace PSCredentials.Pki;

/// <summary>Reads, strictly, the values of the extensions that decide what a certificate is good for (RFC 5280, 4.2.1).</summary>
internal static class CertificateExtensionReader
{
    private static readonly Asn1Tag s_keyIdentifierTag = new(TagClass.ContextSpecific, 0);
    private static readonly Asn1Tag s_authorityIssuerTag = new(TagClass.ContextSpecific, 1, isConstructed: true);
    private static readonly Asn1Tag s_authoritySerialNumberTag = new(TagClass.ContextSpecific, 2);

    /// <summary>Reads KeyUsage.</summary>
    /// <param name="value">The extension's value.</param>
    /// <returns>At least one usage.</returns>
    /// <exception cref="AsnContentException">It is not well-formed.</exception>
    public static KeyUsages ReadKeyUsage(ReadOnlyMemory<byte> value)
    {
        AsnReader reader = Open(value);
        KeyUsages usages = reader.ReadNamedBitListValue<KeyUsages>();
        reader.ThrowIfNotEmpty();
        return usages != KeyUsages.None ? usages : throw new AsnContentException("A key usage has no bit set.");
    }

    /// <summary>Reads ExtKeyUsageSyntax.</summary>
    /// <param name="value">The extension's value.</param>
    /// <returns>At least one purpose.</returns>
    /// <exception cref="AsnContentException">It is not well-formed.</exception>
    public static IReadOnlyList<string> ReadExtendedKeyUsage(ReadOnlyMemory<byte> value)
    {
        AsnReader reader = Open(value);
        AsnReader sequence = reader.ReadSequence();
        reader.ThrowIfNotEmpty();
        var purposes = new List<string>(capacity: 1);
        do
        {
            purposes.Add(sequence.ReadObjectIdentifier());
        }
        while (sequence.HasData);

        return purposes;
    }

    /// <summary>Reads BasicConstraints.</summary>
    /// <param name="value">The extension's value.</param>
    /// <returns>Whether the subject is a certificate authority.</returns>
    /// <exception cref="AsnContentException">It is not well-formed.</exception>
    public static bool ReadBasicConstraints(ReadOnlyMemory<byte> value)
    {
        AsnReader reader = Open(value);
        AsnReader sequence = reader.ReadSequence();
        reader.ThrowIfNotEmpty();
        if (!sequence.HasData)
        {
            return false;
        }

        // DER leaves cA FALSE out, and without cA there is no pathLenConstraint.
        if (!sequence.ReadBoolean())
        {
            throw new AsnContentException("A default value is encoded.");
        }

        if (sequence.HasData && (!sequence.TryReadInt32(out int pathLength) || pathLength < 0))
        {
            throw new AsnContentException("The path length is negative or beyond measure.");
        }

        sequence.ThrowIfNotEmpty();
        return true;
    }

    /// <summary>Reads SubjectKeyIdentifier.</summary>
    /// <param name="value">The extension's value.</param>
    /// <returns>The identifier.</returns>
    /// <exception cref="AsnContentException">It is not well-formed.</exception>
    public static ReadOnlyMemory<byte> ReadSubjectKeyIdentifier(ReadOnlyMemory<byte> value)
    {
        AsnReader reader = Open(value);
        ReadOnlyMemory<byte> identifier = ReadOctets(reader, Asn1Tag.PrimitiveOctetString);
        reader.ThrowIfNotEmpty();
        return identifier;
    }

    /// <summary>Reads AuthorityKeyIdentifier.</summary>
    /// <param name="value">The extension's value.</param>
    /// <returns>Its keyIdentifier; empty where it names the issuer's key in another way only.</returns>
    /// <exception cref="AsnContentException">It is not well-formed.</exception>
    public static ReadOnlyMemory<byte> ReadAuthorityKeyIdentifier(ReadOnlyMemory<byte> value)
    {
        AsnReader reader = Open(value);
        AsnReader sequence = reader.ReadSequence();
        reader.ThrowIfNotEmpty();
        ReadOnlyMemory<byte> identifier = default;
        if (sequence.HasData && sequence.PeekTag().HasSameClassAndValue(s_keyIdentifierTag))
        {
            identifier = ReadOctets(sequence, s_keyIdentifierTag);
        }

        // Issuer and serial number come together or not at all.
        if (sequence.HasData)
        {
            sequence.ReadSequence(s_authorityIssuerTag);
            sequence.ReadIntegerBytes(s_authoritySerialNumberTag);
        }

        sequence.ThrowIfNotEmpty();
        return identifier;
    }

    /// <summary>Reads past SubjectAltName.</summary>
    /// <param name="value">The extension's value.</param>
    /// <exception cref="AsnContentException">It is not well-formed, or holds no name.</exception>
    public static void CheckSubjectAlternativeName(ReadOnlyMemory<byte> value)
    {
        const int HighestGeneralName = 8;
        AsnReader reader = Open(value);
        AsnReader names = reader.ReadSequence();
        reader.ThrowIfNotEmpty();
        do
        {
            Asn1Tag tag = names.PeekTag();
            if (tag.TagClass != TagClass.ContextSpecific || tag.TagValue > HighestGeneralName)
            {
                throw new AsnContentException("A subject alternative name is of no known kind.");
            }

            names.ReadEncodedValue();
        }
        while (names.HasData);
    }

    private static AsnReader Open(ReadOnlyMemory<byte> value) => new(value, AsnEncodingRules.DER);

    private static ReadOnlyMemory<byte> ReadOctets(AsnReader reader, Asn1Tag tag) =>
        reader.TryReadPrimitiveOctetString(out ReadOnlyMemory<byte> octets, tag) && !octets.IsEmpty
            ? octets
            : throw new AsnContentException("A key identifier is empty or no OCTET STRING.");
}
