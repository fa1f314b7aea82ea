using System.Formats.Asn1;

namespace PSCredentials.Pki;

/// <summary>The extensions by which a certificate says where to learn whether it was revoked, the same in all of one issuer.</summary>
internal sealed class AddressExtensions
{
    private static readonly Asn1Tag s_pointNameTag = new(TagClass.ContextSpecific, 0, isConstructed: true);
    private static readonly Asn1Tag s_fullNameTag = new(TagClass.ContextSpecific, 0, isConstructed: true);
    private static readonly Asn1Tag s_uniformResourceIdentifierTag = new(TagClass.ContextSpecific, 6);

    private readonly byte[] _distributionPoints;
    private readonly byte[] _informationAccess;

    /// <summary>Encodes them.</summary>
    /// <param name="address">Where lists and answers are served.</param>
    /// <param name="keyIdentifier">The identifier of the issuer's key.</param>
    public AddressExtensions(Uri address, ReadOnlySpan<byte> keyIdentifier)
    {
        Address = address;
        string root = address.AbsoluteUri.TrimEnd('/');
        string key = Convert.ToHexStringLower(keyIdentifier);
        _distributionPoints = ExtensionEncoding.Encode(ObjectIdentifiers.CrlDistributionPoints, isCritical: false, writer =>
        {
            using (writer.PushSequence())
            using (writer.PushSequence())
            using (writer.PushSequence(s_pointNameTag))
            using (writer.PushSequence(s_fullNameTag))
            {
                WriteUri(writer, $"{root}/crl/{key}.crl");
            }
        });
        _informationAccess = ExtensionEncoding.Encode(ObjectIdentifiers.AuthorityInformationAccess, isCritical: false, writer =>
        {
            using (writer.PushSequence())
            {
                WriteAccess(writer, ObjectIdentifiers.OcspAccess, $"{root}/ocsp");
                WriteAccess(writer, ObjectIdentifiers.IssuerAccess, $"{root}/ca/{key}.cer");
            }
        });
    }

    /// <summary>Where lists and answers are served.</summary>
    public Uri Address { get; }

    /// <summary>Writes them.</summary>
    /// <param name="writer">Where to, within the extensions.</param>
    public void Write(AsnWriter writer)
    {
        writer.WriteEncodedValue(_distributionPoints);
        writer.WriteEncodedValue(_informationAccess);
    }

    private static void WriteAccess(AsnWriter writer, string method, string location)
    {
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier(method);
            WriteUri(writer, location);
        }
    }

    private static void WriteUri(AsnWriter writer, string uri) => writer.WriteCharacterString(UniversalTagNumber.IA5String, uri, s_uniformResourceIdentifierTag);
}
