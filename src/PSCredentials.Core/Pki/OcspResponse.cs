using System.Formats.Asn1;

namespace PSCredentials.Pki;

/// <summary>Encodes status answers (OCSP, RFC 6960, 4.2.1).</summary>
internal static class OcspResponse
{
    private static readonly Asn1Tag s_tag0 = new(TagClass.ContextSpecific, 0, isConstructed: true);
    private static readonly Asn1Tag s_tag1 = new(TagClass.ContextSpecific, 1, isConstructed: true);
    private static readonly Asn1Tag s_byKeyTag = new(TagClass.ContextSpecific, 2, isConstructed: true);
    private static readonly Asn1Tag s_goodTag = new(TagClass.ContextSpecific, 0);
    private static readonly Asn1Tag s_unknownTag = new(TagClass.ContextSpecific, 2);

    /// <summary>malformedRequest: the request cannot be read.</summary>
    public static byte[] Malformed { get; } = [0x30, 0x03, 0x0A, 0x01, 0x01];

    /// <summary>tryLater: the store does not answer now.</summary>
    public static byte[] TryLater { get; } = [0x30, 0x03, 0x0A, 0x01, 0x03];

    /// <summary>unauthorized: no one who may sign can answer for all that is asked (RFC 6960, 2.3), or the authority has ended (RFC 5019, 2.2.3).</summary>
    public static byte[] Unauthorized { get; } = [0x30, 0x03, 0x0A, 0x01, 0x06];

    /// <summary>Encodes and signs an answer.</summary>
    /// <param name="statuses">What is known of each certificate.</param>
    /// <param name="nonce">The nonce to repeat, or empty.</param>
    /// <param name="now">The present moment.</param>
    /// <param name="nextUpdate">When there is something newer at the latest.</param>
    /// <param name="signer">Who signs.</param>
    /// <returns>The OCSPResponse, DER.</returns>
    public static byte[] Encode(
        IReadOnlyList<OcspStatus> statuses, ReadOnlyMemory<byte> nonce, DateTimeOffset now, DateTimeOffset nextUpdate, OcspSigner signer)
    {
        byte[] data = CertificateEncoding.Once(writer => WriteData(writer, statuses, nonce, Validity.Truncate(now), Validity.Truncate(nextUpdate), signer));
        byte[] basic = CertificateEncoding.Once(writer =>
        {
            using (writer.PushSequence())
            {
                writer.WriteEncodedValue(data);
                writer.WriteEncodedValue(signer.AlgorithmIdentifier);
                writer.WriteBitString(signer.Sign(data));
                using (writer.PushSequence(s_tag0))
                using (writer.PushSequence())
                {
                    writer.WriteEncodedValue(signer.Certificate);
                }
            }
        });
        return CertificateEncoding.Once(writer =>
        {
            using (writer.PushSequence())
            {
                writer.WriteEncodedValue([0x0A, 0x01, 0x00]);
                using (writer.PushSequence(s_tag0))
                using (writer.PushSequence())
                {
                    writer.WriteObjectIdentifier(ObjectIdentifiers.OcspBasic);
                    writer.WriteOctetString(basic);
                }
            }
        });
    }

    private static void WriteData(
        AsnWriter writer, IReadOnlyList<OcspStatus> statuses, ReadOnlyMemory<byte> nonce, DateTimeOffset now, DateTimeOffset nextUpdate, OcspSigner signer)
    {
        using (writer.PushSequence())
        {
            using (writer.PushSequence(s_byKeyTag))
            {
                writer.WriteOctetString(signer.KeyHash);
            }

            writer.WriteGeneralizedTime(now, omitFractionalSeconds: true);
            using (writer.PushSequence())
            {
                foreach (OcspStatus status in statuses)
                {
                    WriteStatus(writer, status, now, nextUpdate);
                }
            }

            if (!nonce.IsEmpty)
            {
                using (writer.PushSequence(s_tag1))
                using (writer.PushSequence())
                {
                    writer.WriteEncodedValue(ExtensionEncoding.Encode(ObjectIdentifiers.OcspNonce, isCritical: false, value => value.WriteEncodedValue(nonce.Span)));
                }
            }
        }
    }

    private static void WriteStatus(AsnWriter writer, OcspStatus status, DateTimeOffset now, DateTimeOffset nextUpdate)
    {
        using (writer.PushSequence())
        {
            writer.WriteEncodedValue(status.Certificate.Encoded.Span);
            if (status.Ended is { } ended)
            {
                using (writer.PushSequence(s_tag1))
                {
                    writer.WriteGeneralizedTime(Validity.Truncate(ended.RevokedAt), omitFractionalSeconds: true);
                    if (ended.Reason != (int)RevocationReason.Unspecified)
                    {
                        using (writer.PushSequence(s_tag0))
                        {
                            writer.WriteEncodedValue([0x0A, 0x01, (byte)ended.Reason]);
                        }
                    }
                }
            }
            else
            {
                writer.WriteNull(status.IsKnown ? s_goodTag : s_unknownTag);
            }

            writer.WriteGeneralizedTime(now, omitFractionalSeconds: true);
            using (writer.PushSequence(s_tag0))
            {
                writer.WriteGeneralizedTime(nextUpdate, omitFractionalSeconds: true);
            }
        }
    }
}
