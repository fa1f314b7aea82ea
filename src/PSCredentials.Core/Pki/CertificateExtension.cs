using System.Formats.Asn1;

namespace PSCredentials.Pki;

/// <summary>An extension of a certificate (RFC 5280, 4.2).</summary>
/// <param name="Type">Its object identifier.</param>
/// <param name="IsCritical">Whether a certificate must be refused where the extension is not understood.</param>
/// <param name="Value">The content of extnValue, DER.</param>
internal readonly record struct CertificateExtension(string Type, bool IsCritical, ReadOnlyMemory<byte> Value)
{
    /// <summary>Reads the extensions of a certificate strictly.</summary>
    /// <param name="reader">Where from, at the Extensions SEQUENCE.</param>
    /// <returns>The extensions in their order; at least one.</returns>
    /// <exception cref="AsnContentException">They are not well-formed, or a type occurs twice.</exception>
    public static IReadOnlyList<CertificateExtension> ReadAll(AsnReader reader)
    {
        var extensions = new List<CertificateExtension>();
        var types = new HashSet<string>(StringComparer.Ordinal);
        AsnReader sequence = reader.ReadSequence();
        do
        {
            CertificateExtension extension = Read(sequence);
            if (!types.Add(extension.Type))
            {
                throw new AsnContentException("An extension occurs twice.");
            }

            extensions.Add(extension);
        }
        while (sequence.HasData);

        return extensions;
    }

    private static CertificateExtension Read(AsnReader sequence)
    {
        AsnReader reader = sequence.ReadSequence();
        string type = reader.ReadObjectIdentifier();
        bool isCritical = false;
        if (reader.PeekTag() == Asn1Tag.Boolean)
        {
            // DER leaves a default value out.
            isCritical = reader.ReadBoolean() ? true : throw new AsnContentException("A default value is encoded.");
        }

        if (!reader.TryReadPrimitiveOctetString(out ReadOnlyMemory<byte> value))
        {
            throw new AsnContentException("The value of an extension is no OCTET STRING.");
        }

        reader.ThrowIfNotEmpty();
        return new CertificateExtension(type, isCritical, value);
    }
}
