using System.Formats.Asn1;
using System.Security.Cryptography;
using Net.Pkcs11Interop.Common;
using Net.Pkcs11Interop.HighLevelAPI;

namespace PSCredentials.Pki.Pkcs11;

/// <summary>Reads the public key that belongs to a private key in a token.</summary>
internal static class TokenPublicKey
{
    private const string EllipticCurveKey = "1.2.840.10045.2.1";

    /// <summary>Reads it.</summary>
    /// <param name="session">A session with the token.</param>
    /// <param name="privateKey">The private key.</param>
    /// <returns>SubjectPublicKeyInfo, of whatever kind; null where the token has no public key for it.</returns>
    /// <exception cref="CryptographicException">What the token says is no key.</exception>
    public static byte[]? Read(TokenSession session, IObjectHandle privateKey)
    {
        List<IObjectAttribute> about = session.Session.GetAttributeValue(privateKey, [CKA.CKA_KEY_TYPE, CKA.CKA_ID, CKA.CKA_LABEL]);
        var kind = (CKK)about[0].GetValueAsUlong();
        IEnumerable<IObjectHandle> candidates = [privateKey, .. Companions(session, about)];
        return candidates
            .Select(candidate => kind switch
            {
                CKK.CKK_EC => ReadCurve(session.Session, candidate),
                CKK.CKK_RSA => ReadRsa(session.Session, candidate),
                _ => throw new CryptographicException("The key is neither of ECDSA nor of RSA."),
            })
            .FirstOrDefault(found => found is not null);
    }

    // By the identifier, which pairs of keys share; by the label only where there is no identifier.
    private static List<IObjectHandle> Companions(TokenSession session, List<IObjectAttribute> about)
    {
        byte[]? id = about[1].CannotBeRead ? null : about[1].GetValueAsByteArray();
        string? label = about[2].CannotBeRead ? null : about[2].GetValueAsString();
        return id is { Length: > 0 } ? session.Find(CKO.CKO_PUBLIC_KEY, null, id)
            : label is { Length: > 0 } ? session.Find(CKO.CKO_PUBLIC_KEY, label, null)
            : [];
    }

    private static byte[]? ReadCurve(ISession session, IObjectHandle key)
    {
        if (Read(session, key, CKA.CKA_EC_PARAMS) is not { } curve || Read(session, key, CKA.CKA_EC_POINT) is not { } point)
        {
            return null;
        }

        try
        {
            return CertificateEncoding.Once(writer =>
            {
                using (writer.PushSequence())
                {
                    using (writer.PushSequence())
                    {
                        writer.WriteObjectIdentifier(EllipticCurveKey);
                        writer.WriteEncodedValue(curve);
                    }

                    writer.WriteBitString(Point(point));
                }
            });
        }
        catch (Exception error) when (error is ArgumentException or AsnContentException)
        {
            throw new CryptographicException("The curve or the point is malformed.", error);
        }
    }

    // An OCTET STRING by the standard; some tokens leave the wrapping out, and begin with the mark of an uncompressed point.
    private static byte[] Point(byte[] value) =>
        AsnDecoder.TryReadEncodedValue(value, AsnEncodingRules.DER, out Asn1Tag tag, out _, out _, out int consumed)
            && consumed == value.Length && tag == Asn1Tag.PrimitiveOctetString
            && AsnDecoder.ReadOctetString(value, AsnEncodingRules.DER, out _) is [0x04, ..] point
            ? point
            : value;

    private static byte[]? ReadRsa(ISession session, IObjectHandle key)
    {
        if (Read(session, key, CKA.CKA_MODULUS) is not { } modulus || Read(session, key, CKA.CKA_PUBLIC_EXPONENT) is not { } exponent)
        {
            return null;
        }

        using var rsa = RSA.Create(new RSAParameters { Modulus = Minimal(modulus), Exponent = Minimal(exponent) });
        return rsa.ExportSubjectPublicKeyInfo();
    }

    private static byte[] Minimal(byte[] number) => number.AsSpan().TrimStart((byte)0).ToArray();

    private static byte[]? Read(ISession session, IObjectHandle key, CKA attribute)
    {
        try
        {
            IObjectAttribute value = session.GetAttributeValue(key, [attribute])[0];
            return value.CannotBeRead ? null : value.GetValueAsByteArray() is { Length: > 0 } octets ? octets : null;
        }
        catch (Pkcs11Exception error) when (error.RV is CKR.CKR_ATTRIBUTE_TYPE_INVALID or CKR.CKR_ATTRIBUTE_SENSITIVE)
        {
            return null;
        }
    }
}
