using System.Formats.Asn1;

namespace PSCredentials.Pki;

/// <summary>Reads past, strictly, the extensions by which a certificate says where to learn whether it was revoked (RFC 5280, 4.2.1.13 and 4.2.2.1).</summary>
internal static class AddressExtensionReader
{
    private const int HighestGeneralName = 8;

    private static readonly Asn1Tag s_pointNameTag = new(TagClass.ContextSpecific, 0, isConstructed: true);
    private static readonly Asn1Tag s_fullNameTag = new(TagClass.ContextSpecific, 0, isConstructed: true);
    private static readonly Asn1Tag s_relativeNameTag = new(TagClass.ContextSpecific, 1, isConstructed: true);
    private static readonly Asn1Tag s_reasonsTag = new(TagClass.ContextSpecific, 1);
    private static readonly Asn1Tag s_listIssuerTag = new(TagClass.ContextSpecific, 2, isConstructed: true);

    /// <summary>Reads past CRLDistributionPoints.</summary>
    /// <param name="value">The extension's value.</param>
    /// <exception cref="AsnContentException">It is not well-formed.</exception>
    public static void CheckDistributionPoints(ReadOnlyMemory<byte> value)
    {
        AsnReader points = OpenSequence(value);
        do
        {
            CheckPoint(points.ReadSequence());
        }
        while (points.HasData);
    }

    /// <summary>Reads past AuthorityInfoAccessSyntax.</summary>
    /// <param name="value">The extension's value.</param>
    /// <exception cref="AsnContentException">It is not well-formed.</exception>
    public static void CheckInformationAccess(ReadOnlyMemory<byte> value)
    {
        AsnReader descriptions = OpenSequence(value);
        do
        {
            AsnReader description = descriptions.ReadSequence();
            description.ReadObjectIdentifier();
            ReadGeneralName(description);
            description.ThrowIfNotEmpty();
        }
        while (descriptions.HasData);
    }

    // A point names a place or an issuer of lists; reasons alone say nothing.
    private static void CheckPoint(AsnReader point)
    {
        bool isNamed = false;
        if (point.HasData && point.PeekTag().HasSameClassAndValue(s_pointNameTag))
        {
            AsnReader name = point.ReadSequence(s_pointNameTag);
            if (name.PeekTag().HasSameClassAndValue(s_relativeNameTag))
            {
                name.ReadSetOf(s_relativeNameTag);
            }
            else
            {
                ReadGeneralNames(name.ReadSequence(s_fullNameTag));
            }

            name.ThrowIfNotEmpty();
            isNamed = true;
        }

        if (point.HasData && point.PeekTag().HasSameClassAndValue(s_reasonsTag))
        {
            point.ReadBitString(out _, s_reasonsTag);
        }

        if (point.HasData)
        {
            ReadGeneralNames(point.ReadSequence(s_listIssuerTag));
            isNamed = true;
        }

        point.ThrowIfNotEmpty();
        if (!isNamed)
        {
            throw new AsnContentException("A distribution point names neither a place nor an issuer.");
        }
    }

    private static AsnReader OpenSequence(ReadOnlyMemory<byte> value)
    {
        var reader = new AsnReader(value, AsnEncodingRules.DER);
        AsnReader sequence = reader.ReadSequence();
        reader.ThrowIfNotEmpty();
        return sequence;
    }

    private static void ReadGeneralNames(AsnReader names)
    {
        do
        {
            ReadGeneralName(names);
        }
        while (names.HasData);
    }

    private static void ReadGeneralName(AsnReader reader)
    {
        Asn1Tag tag = reader.PeekTag();
        if (tag.TagClass != TagClass.ContextSpecific || tag.TagValue > HighestGeneralName)
        {
            throw new AsnContentException("A name is of no known kind.");
        }

        reader.ReadEncodedValue();
    }
}
