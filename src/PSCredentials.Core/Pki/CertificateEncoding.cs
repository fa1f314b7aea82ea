using System.Formats.Asn1;

namespace PSCredentials.Pki;

/// <summary>Encodes certificates by hand (RFC 5280, 4.1): what is the same in all of them is encoded once.</summary>
internal static class CertificateEncoding
{
    /// <summary>The tag of the version in a TBSCertificate.</summary>
    public static readonly Asn1Tag VersionTag = new(TagClass.ContextSpecific, 0, isConstructed: true);

    /// <summary>The tag of the extensions in a TBSCertificate.</summary>
    public static readonly Asn1Tag ExtensionsTag = new(TagClass.ContextSpecific, 3, isConstructed: true);

    // One a thread, so that issuing neither allocates buffers nor waits. Every use begins with Reset, which clears what was left.
    [ThreadStatic]
    private static AsnWriter? t_writer;

    /// <summary>This thread's writer, empty. It is not to be held across a call that may ask for it too.</summary>
    /// <returns>The writer.</returns>
    public static AsnWriter RentWriter()
    {
        AsnWriter writer = t_writer ??= new AsnWriter(AsnEncodingRules.DER, initialCapacity: 2048);
        writer.Reset();
        return writer;
    }

    /// <summary>Encodes a part that is kept.</summary>
    /// <param name="write">Writes it.</param>
    /// <returns>The part, DER.</returns>
    public static byte[] Once(Action<AsnWriter> write)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        write(writer);
        return writer.Encode();
    }

    /// <summary>Writes version and serial number, with which every TBSCertificate begins, and the signature algorithm.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="serialNumber">The serial number.</param>
    /// <param name="key">The key that will sign.</param>
    public static void WriteHead(AsnWriter writer, ReadOnlySpan<byte> serialNumber, SigningKey key)
    {
        const int Version3 = 2;
        using (writer.PushSequence(VersionTag))
        {
            writer.WriteInteger(Version3);
        }

        writer.WriteInteger(serialNumber);
        writer.WriteEncodedValue(key.AlgorithmIdentifier);
    }

    /// <summary>Signs a TBSCertificate or TBSCertList and puts the whole together.</summary>
    /// <param name="tbsCertificate">What to sign, DER.</param>
    /// <param name="key">The certificate authority's key.</param>
    /// <returns>The certificate or list, DER.</returns>
    public static byte[] Sign(ReadOnlySpan<byte> tbsCertificate, SigningKey key)
    {
        Span<byte> signature = stackalloc byte[key.MaximumSignatureLength];
        int length = key.Sign(tbsCertificate, signature);
        AsnWriter writer = RentWriter();
        using (writer.PushSequence())
        {
            writer.WriteEncodedValue(tbsCertificate);
            writer.WriteEncodedValue(key.AlgorithmIdentifier);
            writer.WriteBitString(signature[..length]);
        }

        return writer.Encode();
    }
}
