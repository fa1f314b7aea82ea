using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Text;

namespace PSCredentials.Pki;

/// <summary>For which credential of which authority a certificate says it is. Nothing is verified: it tells old from new, not good from bad.</summary>
/// <param name="Issuer">The issuer's name, DER, in hexadecimal.</param>
/// <param name="Uri">The credential's own alternative name.</param>
internal sealed record CertificateHolder(string Issuer, string Uri)
{
    private const string OwnName = "urn:uuid:";
    private static readonly Asn1Tag s_uriTag = new(TagClass.ContextSpecific, 6);

    /// <summary>The credential's identifier.</summary>
    public string CredentialId => Uri[OwnName.Length..];

    /// <summary>Reads whose a certificate is.</summary>
    /// <param name="pem">The certificate in PEM, or anything else.</param>
    /// <returns>The holder, or null where it is no certificate that an authority of ours can have issued.</returns>
    public static CertificateHolder? Of(ReadOnlySpan<byte> pem)
    {
        string text = Encoding.Latin1.GetString(pem);
        if (!PemEncoding.TryFind(text, out PemFields fields) || text.AsSpan()[fields.Label] is not "CERTIFICATE")
        {
            return null;
        }

        try
        {
            CertificateStructure certificate = CertificateStructure.Parse(Convert.FromBase64String(text[fields.Base64Data]));
            return certificate.Find(ObjectIdentifiers.SubjectAlternativeName) is { } names && OwnUri(names.Value) is { } uri
                ? new CertificateHolder(Convert.ToHexString(certificate.Issuer.Span), uri)
                : null;
        }
        catch (AsnContentException)
        {
            return null;
        }
    }

    private static string? OwnUri(ReadOnlyMemory<byte> value)
    {
        AsnReader names = new AsnReader(value, AsnEncodingRules.DER).ReadSequence();
        while (names.HasData)
        {
            if (names.PeekTag() != s_uriTag)
            {
                names.ReadEncodedValue();
            }
            else if (names.ReadCharacterString(UniversalTagNumber.IA5String, s_uriTag) is { } uri && uri.StartsWith(OwnName, StringComparison.Ordinal))
            {
                return uri;
            }
        }

        return null;
    }
}
