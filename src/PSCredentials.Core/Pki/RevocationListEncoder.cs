using System.Formats.Asn1;

namespace PSCredentials.Pki;

/// <summary>Encodes certificate revocation lists (RFC 5280, 5.1).</summary>
internal static class RevocationListEncoder
{
    private static readonly Asn1Tag s_extensionsTag = new(TagClass.ContextSpecific, 0, isConstructed: true);

    // Every entry of one reason has the same extension (RFC 5280, 5.3.1).
    private static readonly byte[][] s_reasons = [.. Enumerable.Range(0, 11).Select(EncodeReason)];

    /// <summary>Encodes what is signed of a list.</summary>
    /// <param name="algorithm">The AlgorithmIdentifier of the signature, DER.</param>
    /// <param name="issuer">The certificate authority's name, DER.</param>
    /// <param name="keyIdentifier">The identifier of its key.</param>
    /// <param name="number">The list's number.</param>
    /// <param name="baseNumber">The number of the full list that a delta list adds to, or null.</param>
    /// <param name="thisUpdate">When it is issued, in whole seconds.</param>
    /// <param name="nextUpdate">When the next one is there at the latest, in whole seconds.</param>
    /// <param name="revoked">What it names.</param>
    /// <returns>The TBSCertList, DER.</returns>
    public static byte[] Encode(
        ReadOnlySpan<byte> algorithm,
        ReadOnlySpan<byte> issuer,
        byte[] keyIdentifier,
        long number,
        long? baseNumber,
        DateTimeOffset thisUpdate,
        DateTimeOffset nextUpdate,
        IReadOnlyList<RevokedCertificate> revoked)
    {
        const int Version2 = 1;
        const int EntryLength = 64;
        var writer = new AsnWriter(AsnEncodingRules.DER, initialCapacity: 1024 + (revoked.Count * EntryLength));
        using (writer.PushSequence())
        {
            writer.WriteInteger(Version2);
            writer.WriteEncodedValue(algorithm);
            writer.WriteEncodedValue(issuer);
            Validity.EncodeTime(writer, thisUpdate);
            Validity.EncodeTime(writer, nextUpdate);
            if (revoked.Count > 0)
            {
                using (writer.PushSequence())
                {
                    foreach (RevokedCertificate certificate in revoked)
                    {
                        EncodeEntry(writer, certificate);
                    }
                }
            }

            using (writer.PushSequence(s_extensionsTag))
            using (writer.PushSequence())
            {
                writer.WriteEncodedValue(ExtensionEncoding.AuthorityKeyIdentifier(keyIdentifier));
                writer.WriteEncodedValue(ExtensionEncoding.Encode(ObjectIdentifiers.CrlNumber, isCritical: false, value => value.WriteInteger(number)));
                if (baseNumber is { } of)
                {
                    writer.WriteEncodedValue(ExtensionEncoding.Encode(ObjectIdentifiers.DeltaCrlIndicator, isCritical: true, value => value.WriteInteger(of)));
                }
            }
        }

        return writer.Encode();
    }

    private static void EncodeEntry(AsnWriter writer, RevokedCertificate certificate)
    {
        using (writer.PushSequence())
        {
            writer.WriteInteger(certificate.SerialNumber);
            Validity.EncodeTime(writer, Validity.Truncate(certificate.RevokedAt));
            byte[] reason = s_reasons[certificate.Reason];
            if (reason.Length > 0)
            {
                writer.WriteEncodedValue(reason);
            }
        }
    }

    // An unspecified reason is left out (RFC 5280, 5.3.1).
    private static byte[] EncodeReason(int reason) => reason == 0 ? [] : CertificateEncoding.Once(writer =>
    {
        using (writer.PushSequence())
        {
            writer.WriteEncodedValue(ExtensionEncoding.Encode(
                ObjectIdentifiers.CrlReason, isCritical: false, value => value.WriteEncodedValue([0x0A, 0x01, (byte)reason])));
        }
    });
}
