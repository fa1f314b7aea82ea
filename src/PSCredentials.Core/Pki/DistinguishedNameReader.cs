using System.Formats.Asn1;
using System.Globalization;
using System.Text;

namespace PSCredentials.Pki;

/// <summary>Reads encoded names strictly (RFC 5280, 4.1.2.4) and writes them as text (RFC 4514).</summary>
internal static class DistinguishedNameReader
{
    /// <summary>Reads past a name.</summary>
    /// <param name="reader">Where from.</param>
    /// <returns>The name as it was encoded.</returns>
    /// <exception cref="AsnContentException">It is no well-formed name.</exception>
    public static ReadOnlyMemory<byte> Read(AsnReader reader)
    {
        ReadOnlyMemory<byte> encoded = reader.PeekEncodedValue();
        AsnReader relativeNames = reader.ReadSequence();
        while (relativeNames.HasData)
        {
            AsnReader attributes = relativeNames.ReadSetOf();
            do
            {
                ReadAttribute(attributes);
            }
            while (attributes.HasData);
        }

        return encoded;
    }

    /// <summary>Writes a name as text, the most specific part first.</summary>
    /// <param name="encoded">The name, DER.</param>
    /// <returns>The text, such as <c>CN=alice,O=dev</c>.</returns>
    /// <exception cref="AsnContentException">It is no well-formed name.</exception>
    public static string Format(ReadOnlyMemory<byte> encoded)
    {
        var parts = new List<string>();
        AsnReader relativeNames = new AsnReader(encoded, AsnEncodingRules.DER).ReadSequence();
        while (relativeNames.HasData)
        {
            AsnReader attributes = relativeNames.ReadSetOf();
            var values = new List<string>();
            while (attributes.HasData)
            {
                (string type, string value) = ReadAttribute(attributes);
                values.Add(Keyword(type) + "=" + value);
            }

            parts.Insert(0, string.Join('+', values));
        }

        return string.Join(',', parts);
    }

    private static (string Type, string Value) ReadAttribute(AsnReader attributes)
    {
        AsnReader attribute = attributes.ReadSequence();
        string type = attribute.ReadObjectIdentifier();
        Asn1Tag tag = attribute.PeekTag();
        string value = tag.TagClass == TagClass.Universal && IsCharacterString((UniversalTagNumber)tag.TagValue)
            ? Escape(attribute.ReadCharacterString((UniversalTagNumber)tag.TagValue))
            : "#" + Convert.ToHexString(attribute.ReadEncodedValue().Span);
        attribute.ThrowIfNotEmpty();
        return (type, value);
    }

    private static bool IsCharacterString(UniversalTagNumber tag) => tag is
        UniversalTagNumber.UTF8String or UniversalTagNumber.PrintableString or UniversalTagNumber.IA5String
        or UniversalTagNumber.BMPString or UniversalTagNumber.TeletexString or UniversalTagNumber.NumericString;

    private static string Keyword(string type) => type switch
    {
        ObjectIdentifiers.CommonName => "CN",
        ObjectIdentifiers.OrganizationName => "O",
        "2.5.4.6" => "C",
        "2.5.4.7" => "L",
        "2.5.4.8" => "ST",
        "2.5.4.9" => "STREET",
        "2.5.4.11" => "OU",
        "0.9.2342.19200300.100.1.1" => "UID",
        "0.9.2342.19200300.100.1.25" => "DC",
        _ => type,
    };

    private static string Escape(string value)
    {
        var text = new StringBuilder(value.Length);
        int i = 0;
        foreach (Rune rune in value.EnumerateRunes())
        {
            bool isOuterSpace = rune.Value == ' ' && (i == 0 || i == value.Length - 1);
            if ((rune.IsAscii && "\"+,;<>\\".Contains((char)rune.Value, StringComparison.Ordinal)) || isOuterSpace || (rune.Value == '#' && i == 0))
            {
                text.Append('\\').Append(rune);
            }
            else if (IsHidden(rune))
            {
                AppendOctets(text, rune);
            }
            else
            {
                text.Append(rune);
            }

            i += rune.Utf16SequenceLength;
        }

        return text.ToString();
    }

    // Such characters would drive a terminal, or turn the text around.
    private static bool IsHidden(Rune rune) => Rune.GetUnicodeCategory(rune) is
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;

    // RFC 4514, 2.4: the octets of the character in UTF-8.
    private static void AppendOctets(StringBuilder text, Rune rune)
    {
        Span<byte> octets = stackalloc byte[4];
        foreach (byte octet in octets[..rune.EncodeToUtf8(octets)])
        {
            text.Append(CultureInfo.InvariantCulture, $"\\{octet:X2}");
        }
    }
}
