using System.Formats.Asn1;

namespace PSCredentials.Pki;

/// <summary>The key that a certificate is for: always its public part, and its private part where it was made here.</summary>
internal sealed class SubjectKey
{
    /// <summary>Takes a key.</summary>
    /// <param name="algorithm">Its kind.</param>
    /// <param name="subjectPublicKeyInfo">The public key, SubjectPublicKeyInfo (RFC 5280, 4.1.2.7).</param>
    /// <param name="pkcs8">The private key, PKCS#8 (RFC 5958); empty where it stayed with its owner.</param>
    public SubjectKey(KeyAlgorithm algorithm, byte[] subjectPublicKeyInfo, byte[] pkcs8)
    {
        Algorithm = algorithm;
        SubjectPublicKeyInfo = subjectPublicKeyInfo;
        Pkcs8 = pkcs8;
    }

    /// <summary>The kind of key.</summary>
    public KeyAlgorithm Algorithm { get; }

    /// <summary>The public key, SubjectPublicKeyInfo.</summary>
    public byte[] SubjectPublicKeyInfo { get; }

    /// <summary>The private key, PKCS#8; empty where it stayed with its owner. The caller's to clear.</summary>
    public byte[] Pkcs8 { get; }

    /// <summary>The content of the subjectPublicKey BIT STRING, which key identifiers hash.</summary>
    public ReadOnlySpan<byte> PublicKey => PublicKeyOf(SubjectPublicKeyInfo).Span;

    /// <summary>The content of the subjectPublicKey BIT STRING of a key that is known to be well-formed.</summary>
    /// <param name="subjectPublicKeyInfo">The public key, SubjectPublicKeyInfo.</param>
    /// <returns>A part of the same octets.</returns>
    public static ReadOnlyMemory<byte> PublicKeyOf(ReadOnlyMemory<byte> subjectPublicKeyInfo)
    {
        AsnReader info = new AsnReader(subjectPublicKeyInfo, AsnEncodingRules.DER).ReadSequence();
        info.ReadEncodedValue();
        info.TryReadPrimitiveBitString(out _, out ReadOnlyMemory<byte> key);
        return key;
    }
}
