using System.Formats.Asn1;

namespace PSCredentials.Pki;

/// <summary>
/// A version 3 certificate taken apart strictly: DER without exception, nothing left over anywhere, and the rules of RFC 5280, 4.1 that hold
/// for every certificate. What the certificate may be used for is for its extensions to say.
/// </summary>
internal sealed class CertificateStructure
{
    /// <summary>The longest certificate that is looked at, in octets.</summary>
    public const int MaximumLength = 64 * 1024;

    private const int MaximumSerialNumberLength = 20;
    private const int Version3 = 2;

    private CertificateStructure(ReadOnlyMemory<byte> der)
    {
        if (der.Length > MaximumLength)
        {
            throw new AsnContentException("The certificate is too long.");
        }

        var reader = new AsnReader(der, AsnEncodingRules.DER);
        AsnReader certificate = reader.ReadSequence();
        reader.ThrowIfNotEmpty();

        TbsCertificate = certificate.PeekEncodedValue();
        AsnReader tbs = certificate.ReadSequence();
        SignatureAlgorithm = ReadAlgorithm(certificate);
        Signature = ReadBitString(certificate);
        certificate.ThrowIfNotEmpty();

        ReadVersion(tbs);
        SerialNumber = ReadSerialNumber(tbs);
        if (!ReadAlgorithm(tbs).Span.SequenceEqual(SignatureAlgorithm.Span))
        {
            throw new AsnContentException("The two signature algorithms differ.");
        }

        Issuer = DistinguishedNameReader.Read(tbs);
        (NotBefore, NotAfter) = Validity.Decode(tbs);
        Subject = DistinguishedNameReader.Read(tbs);
        SubjectPublicKeyInfo = tbs.PeekEncodedValue();
        PublicKey = ReadPublicKey(tbs);

        // Unique identifiers ([1] and [2]) are not to be issued (RFC 5280, 4.1.2.8), so that only extensions can follow.
        AsnReader extensions = tbs.ReadSequence(CertificateEncoding.ExtensionsTag);
        Extensions = CertificateExtension.ReadAll(extensions);
        extensions.ThrowIfNotEmpty();
        tbs.ThrowIfNotEmpty();
    }

    /// <summary>What is signed, as it was encoded.</summary>
    public ReadOnlyMemory<byte> TbsCertificate { get; }

    /// <summary>The AlgorithmIdentifier of the signature, as it was encoded.</summary>
    public ReadOnlyMemory<byte> SignatureAlgorithm { get; }

    /// <summary>The signature.</summary>
    public ReadOnlyMemory<byte> Signature { get; }

    /// <summary>The serial number, big endian, 1 to 20 octets, positive.</summary>
    public ReadOnlyMemory<byte> SerialNumber { get; }

    /// <summary>The issuer's name, as it was encoded.</summary>
    public ReadOnlyMemory<byte> Issuer { get; }

    /// <summary>The subject's name, as it was encoded.</summary>
    public ReadOnlyMemory<byte> Subject { get; }

    /// <summary>The first second it is valid.</summary>
    public DateTimeOffset NotBefore { get; }

    /// <summary>The last second it is valid.</summary>
    public DateTimeOffset NotAfter { get; }

    /// <summary>The public key with its kind, as it was encoded.</summary>
    public ReadOnlyMemory<byte> SubjectPublicKeyInfo { get; }

    /// <summary>The content of the subjectPublicKey BIT STRING.</summary>
    public ReadOnlyMemory<byte> PublicKey { get; }

    /// <summary>The extensions, each type once.</summary>
    public IReadOnlyList<CertificateExtension> Extensions { get; }

    /// <summary>Takes a certificate apart.</summary>
    /// <param name="der">The certificate; what is returned refers to these octets.</param>
    /// <returns>Its parts.</returns>
    /// <exception cref="AsnContentException">It is not well-formed.</exception>
    public static CertificateStructure Parse(ReadOnlyMemory<byte> der) => new(der);

    /// <summary>Finds an extension.</summary>
    /// <param name="type">Its object identifier.</param>
    /// <returns>The extension, or null.</returns>
    public CertificateExtension? Find(string type)
    {
        foreach (CertificateExtension extension in Extensions)
        {
            if (extension.Type == type)
            {
                return extension;
            }
        }

        return null;
    }

    private static void ReadVersion(AsnReader tbs)
    {
        AsnReader version = tbs.ReadSequence(CertificateEncoding.VersionTag);
        if (!version.TryReadInt32(out int number) || number != Version3)
        {
            throw new AsnContentException("The certificate is not of version 3.");
        }

        version.ThrowIfNotEmpty();
    }

    private static ReadOnlyMemory<byte> ReadSerialNumber(AsnReader tbs)
    {
        ReadOnlyMemory<byte> serial = tbs.ReadIntegerBytes();
        bool isPositive = (serial.Span[0] & 0x80) == 0 && serial.Span.ContainsAnyExcept((byte)0);
        return isPositive && serial.Length <= MaximumSerialNumberLength
            ? serial
            : throw new AsnContentException("The serial number is not positive or too long.");
    }

    private static ReadOnlyMemory<byte> ReadAlgorithm(AsnReader reader)
    {
        ReadOnlyMemory<byte> encoded = reader.PeekEncodedValue();
        AsnReader algorithm = reader.ReadSequence();
        algorithm.ReadObjectIdentifier();
        if (algorithm.HasData)
        {
            algorithm.ReadEncodedValue();
        }

        algorithm.ThrowIfNotEmpty();
        return encoded;
    }

    private static ReadOnlyMemory<byte> ReadPublicKey(AsnReader tbs)
    {
        AsnReader info = tbs.ReadSequence();
        ReadAlgorithm(info);
        ReadOnlyMemory<byte> key = ReadBitString(info);
        info.ThrowIfNotEmpty();
        return key;
    }

    private static ReadOnlyMemory<byte> ReadBitString(AsnReader reader) =>
        reader.TryReadPrimitiveBitString(out int unusedBits, out ReadOnlyMemory<byte> value) && unusedBits == 0
            ? value
            : throw new AsnContentException("A BIT STRING does not hold whole octets.");
}
