using System.Diagnostics.CodeAnalysis;
using System.Formats.Asn1;

namespace PSCredentials.Pki;

/// <summary>A status request (OCSP, RFC 6960, 4.1.1), read strictly. A signature on it is passed over: anybody may ask.</summary>
/// <param name="Certificates">The certificates that are asked about, one at least.</param>
/// <param name="Nonce">The nonce extension to repeat in the answer, DER; empty where there is none.</param>
internal sealed record OcspRequest(IReadOnlyList<OcspCertificate> Certificates, ReadOnlyMemory<byte> Nonce)
{
    /// <summary>The most certificates that one request may ask about.</summary>
    public const int MaximumCertificates = 100;

    private const int MaximumLength = 64 * 1024;

    // RFC 9654, 2.1: 1 to 128 octets.
    private const int MaximumNonceLength = 128;

    private static readonly Asn1Tag s_versionTag = new(TagClass.ContextSpecific, 0, isConstructed: true);
    private static readonly Asn1Tag s_requestorTag = new(TagClass.ContextSpecific, 1, isConstructed: true);
    private static readonly Asn1Tag s_extensionsTag = new(TagClass.ContextSpecific, 2, isConstructed: true);
    private static readonly Asn1Tag s_signatureTag = new(TagClass.ContextSpecific, 0, isConstructed: true);
    private static readonly Asn1Tag s_singleExtensionsTag = new(TagClass.ContextSpecific, 0, isConstructed: true);

    /// <summary>Reads a request. Never throws, whatever the input is.</summary>
    /// <param name="der">The request.</param>
    /// <param name="request">What it asks.</param>
    /// <returns>Whether it is one that can be answered.</returns>
    public static bool TryRead(ReadOnlyMemory<byte> der, [NotNullWhen(true)] out OcspRequest? request)
    {
        request = null;
        if (der.Length is 0 or > MaximumLength)
        {
            return false;
        }

        try
        {
            request = Read(der);
            return true;
        }
        catch (AsnContentException)
        {
            return false;
        }
    }

    private static OcspRequest Read(ReadOnlyMemory<byte> der)
    {
        var reader = new AsnReader(der, AsnEncodingRules.DER);
        AsnReader outer = reader.ReadSequence();
        reader.ThrowIfNotEmpty();
        AsnReader request = outer.ReadSequence();
        if (outer.HasData)
        {
            outer.ReadSequence(s_signatureTag);
        }

        outer.ThrowIfNotEmpty();

        // Version 1 is the default, which DER leaves out, and the only one there is.
        if (request.PeekTag() == s_versionTag)
        {
            throw new AsnContentException("The version is not 1, or a default value is encoded.");
        }

        if (request.PeekTag() == s_requestorTag)
        {
            request.ReadSequence(s_requestorTag);
        }

        AsnReader list = request.ReadSequence();
        var certificates = new List<OcspCertificate>();
        do
        {
            certificates.Add(ReadCertificate(list.ReadSequence()));
        }
        while (list.HasData && certificates.Count < MaximumCertificates);
        list.ThrowIfNotEmpty();
        ReadOnlyMemory<byte> nonce = request.HasData ? ReadNonce(request.ReadSequence(s_extensionsTag)) : default;
        request.ThrowIfNotEmpty();
        return new OcspRequest(certificates, nonce);
    }

    private static OcspCertificate ReadCertificate(AsnReader single)
    {
        ReadOnlyMemory<byte> encoded = single.PeekEncodedValue();
        AsnReader id = single.ReadSequence();
        AsnReader algorithm = id.ReadSequence();
        string hash = algorithm.ReadObjectIdentifier();
        if (algorithm.HasData)
        {
            algorithm.ReadNull();
        }

        algorithm.ThrowIfNotEmpty();
        byte[] issuerName = id.ReadOctetString();
        byte[] issuerKey = id.ReadOctetString();
        byte[] serialNumber = id.ReadIntegerBytes().ToArray();
        id.ThrowIfNotEmpty();
        if (single.HasData)
        {
            RefuseCritical(single.ReadSequence(s_singleExtensionsTag));
        }

        single.ThrowIfNotEmpty();
        return new OcspCertificate(encoded, hash, issuerName, issuerKey, serialNumber);
    }

    private static void RefuseCritical(AsnReader extensions)
    {
        foreach (CertificateExtension extension in CertificateExtension.ReadAll(extensions))
        {
            if (extension.IsCritical)
            {
                throw new AsnContentException("A critical extension is unknown.");
            }
        }
    }

    private static ReadOnlyMemory<byte> ReadNonce(AsnReader extensions)
    {
        ReadOnlyMemory<byte> nonce = default;
        foreach (CertificateExtension extension in CertificateExtension.ReadAll(extensions))
        {
            if (extension.Type == ObjectIdentifiers.OcspNonce)
            {
                // The whole extension is repeated in what is signed: nothing may come after the nonce.
                var reader = new AsnReader(extension.Value, AsnEncodingRules.DER);
                byte[] value = reader.ReadOctetString();
                reader.ThrowIfNotEmpty();
                nonce = value.Length is > 0 and <= MaximumNonceLength
                    ? extension.Value
                    : throw new AsnContentException("The nonce is empty or too long.");
            }
            else if (extension.IsCritical)
            {
                throw new AsnContentException("A critical extension is unknown.");
            }
        }

        return nonce;
    }
}
