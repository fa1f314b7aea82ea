using System.Formats.Asn1;
using System.Security.Cryptography;

namespace PSCredentials.Pki;

/// <summary>
/// A certification request (PKCS#10, RFC 2986). Only its key is taken: the names and rights of a certificate are the authority's to give. That its
/// signature verifies is the proof that whoever made it has the private key.
/// </summary>
internal static class CertificationRequest
{
    /// <summary>What the user calls it.</summary>
    public const string Field = "CertificateRequest";

    private const int MaximumLength = 64 * 1024;
    private static readonly Asn1Tag s_attributesTag = new(TagClass.ContextSpecific, 0, isConstructed: true);

    /// <summary>Reads a request strictly and checks its signature.</summary>
    /// <param name="der">The request, DER.</param>
    /// <returns>The key, without its private part.</returns>
    /// <exception cref="CredentialException">It is damaged, its key or signature is of a kind that is not allowed, or the signature is wrong.</exception>
    public static SubjectKey Read(ReadOnlyMemory<byte> der)
    {
        if (der.Length > MaximumLength)
        {
            throw CredentialException.Invalid(Field, $"has {der.Length} octets; at most {MaximumLength} are allowed.");
        }

        try
        {
            var reader = new AsnReader(der, AsnEncodingRules.DER);
            AsnReader request = reader.ReadSequence();
            reader.ThrowIfNotEmpty();
            ReadOnlyMemory<byte> signed = request.PeekEncodedValue();
            byte[] info = ReadPublicKey(request.ReadSequence());
            AsnReader algorithm = request.ReadSequence();
            string signatureAlgorithm = algorithm.ReadObjectIdentifier();
            ReadNull(algorithm);
            bool wholeOctets = request.TryReadPrimitiveBitString(out int unusedBits, out ReadOnlyMemory<byte> signature) && unusedBits == 0;
            request.ThrowIfNotEmpty();

            PublicKeyInfo key = PublicKeyInfo.Read(info, Field);
            return wholeOctets && key.Verify(signatureAlgorithm, signed.Span, signature.Span, Field)
                ? new SubjectKey(key.Algorithm, info, [])
                : throw CredentialException.Invalid(Field, "has a signature that does not verify: it was damaged, or made without the private key.");
        }
        catch (Exception error) when (error is AsnContentException or CryptographicException)
        {
            throw new CredentialException(CredentialErrors.InvalidArgument, $"{Field} is no certification request (PKCS#10) in PEM or DER.", error);
        }
    }

    private static byte[] ReadPublicKey(AsnReader information)
    {
        if (!information.TryReadInt32(out int version) || version != 0)
        {
            throw new AsnContentException("The request is not of version 1.");
        }

        DistinguishedNameReader.Read(information);
        byte[] info = information.ReadEncodedValue().ToArray();

        // RFC 2986 makes the attributes obligatory; old programs leave an empty set out.
        if (information.HasData)
        {
            AsnReader attributes = information.ReadSetOf(s_attributesTag);
            while (attributes.HasData)
            {
                attributes.ReadSequence();
            }
        }

        information.ThrowIfNotEmpty();
        return info;
    }

    private static void ReadNull(AsnReader algorithm)
    {
        if (algorithm.HasData)
        {
            algorithm.ReadNull();
        }

        algorithm.ThrowIfNotEmpty();
    }
}
