using System.Formats.Asn1;
using System.Security.Cryptography;
using PSCredentials.Pki;

namespace PSCredentials.Tests.Pki;

/// <summary>
/// Makes client certificates with any fault, rightly signed by the authority, so that nothing but the strict parser stands in their way.
/// </summary>
internal sealed class CertificateForge(CertificateAuthority authority)
{
    private static readonly byte[] EcdsaWithSha256 = Convert.FromHexString("300A06082A8648CE3D040302");

    public static readonly byte[] DigitalSignature = [0x03, 0x02, 0x07, 0x80];
    public static readonly byte[] ClientAuthentication = Convert.FromHexString("300A06082B06010505070302");

    public int? Version { get; set; } = 2;

    public byte[] SerialNumber { get; set; } = [0x11, 0x22];

    public byte[] InnerAlgorithm { get; set; } = EcdsaWithSha256;

    public Action<AsnWriter> Validity { get; set; } = writer =>
    {
        writer.WriteUtcTime(SampleAuthority.Now.AddMinutes(-5));
        writer.WriteUtcTime(SampleAuthority.Now.AddDays(1));
    };

    /// <summary>Encoded pieces after the extensions, or before them, inside the TBSCertificate.</summary>
    public byte[]? BeforeExtensions { get; set; }

    public byte[]? AfterExtensions { get; set; }

    public byte[]? AfterSignature { get; set; }

    public List<(string Type, byte[]? Critical, byte[] Value)> Extensions { get; } =
    [
        ("2.5.29.15", [0x01, 0x01, 0xFF], DigitalSignature),
        ("2.5.29.37", null, ClientAuthentication),
    ];

    public bool HasExtensions { get; set; } = true;

    public CertificateForge With(string type, bool isCritical, string valueHex)
    {
        Extensions.RemoveAll(extension => extension.Type == type);
        Extensions.Add((type, isCritical ? [0x01, 0x01, 0xFF] : null, Convert.FromHexString(valueHex)));
        return this;
    }

    public byte[] Build()
    {
        byte[] tbs = BuildTbs();
        using var key = ECDsa.Create();
        key.ImportPkcs8PrivateKey(authority.ExportSecret(), out _);
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteEncodedValue(tbs);
            writer.WriteEncodedValue(EcdsaWithSha256);
            writer.WriteBitString(key.SignData(tbs, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence));
            WriteIfAny(writer, AfterSignature);
        }

        return writer.Encode();
    }

    private byte[] BuildTbs()
    {
        CertificateStructure issuer = CertificateStructure.Parse(authority.Certificate);
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            if (Version is { } version)
            {
                using (writer.PushSequence(new Asn1Tag(TagClass.ContextSpecific, 0)))
                {
                    writer.WriteInteger(version);
                }
            }

            writer.WriteInteger(SerialNumber);
            writer.WriteEncodedValue(InnerAlgorithm);
            writer.WriteEncodedValue(issuer.Subject.Span);
            using (writer.PushSequence())
            {
                Validity(writer);
            }

            DistinguishedName.Encode(writer, "mallory", []);
            writer.WriteEncodedValue(P256PrivateKey.Create().SubjectPublicKeyInfo);
            WriteIfAny(writer, BeforeExtensions);
            if (HasExtensions)
            {
                WriteExtensions(writer);
            }

            WriteIfAny(writer, AfterExtensions);
        }

        return writer.Encode();
    }

    private void WriteExtensions(AsnWriter writer)
    {
        using (writer.PushSequence(new Asn1Tag(TagClass.ContextSpecific, 3)))
        using (writer.PushSequence())
        {
            foreach ((string type, byte[]? critical, byte[] value) in Extensions)
            {
                using (writer.PushSequence())
                {
                    writer.WriteObjectIdentifier(type);
                    WriteIfAny(writer, critical);
                    writer.WriteOctetString(value);
                }
            }
        }
    }

    private static void WriteIfAny(AsnWriter writer, byte[]? encoded)
    {
        if (encoded is not null)
        {
            writer.WriteEncodedValue(encoded);
        }
    }
}
