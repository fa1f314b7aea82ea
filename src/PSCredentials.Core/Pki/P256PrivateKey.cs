using System.Security.Cryptography;

namespace PSCredentials.Pki;

/// <summary>
/// A new P-256 key pair in its two encodings. Both have a fixed length, so they are filled in from one export instead of
/// being exported, and encoded, twice.
/// </summary>
internal sealed class P256PrivateKey
{
    private const int CoordinateLength = 32;
    private const int PublicKeyLength = 1 + (2 * CoordinateLength);

    private P256PrivateKey(byte[] pkcs8, byte[] subjectPublicKeyInfo)
    {
        Pkcs8 = pkcs8;
        SubjectPublicKeyInfo = subjectPublicKeyInfo;
    }

    /// <summary>The private key, PKCS#8 (RFC 5958) around an ECPrivateKey with its public key (RFC 5915).</summary>
    public byte[] Pkcs8 { get; }

    /// <summary>The public key, SubjectPublicKeyInfo (RFC 5480).</summary>
    public byte[] SubjectPublicKeyInfo { get; }

    /// <summary>The public point, uncompressed: the content of the BIT STRING that key identifiers hash.</summary>
    public ReadOnlySpan<byte> PublicPoint => SubjectPublicKeyInfo.AsSpan(SubjectPublicKeyInfo.Length - PublicKeyLength);

    // SEQUENCE { 0, { id-ecPublicKey, secp256r1 }, OCTET STRING { SEQUENCE { 1, OCTET STRING (32) …
    private static ReadOnlySpan<byte> Pkcs8Prefix =>
    [
        0x30, 0x81, 0x87, 0x02, 0x01, 0x00, 0x30, 0x13, 0x06, 0x07, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x02, 0x01, 0x06, 0x08, 0x2A, 0x86, 0x48,
        0xCE, 0x3D, 0x03, 0x01, 0x07, 0x04, 0x6D, 0x30, 0x6B, 0x02, 0x01, 0x01, 0x04, 0x20,
    ];

    // … [1] { BIT STRING (uncompressed point) } } } }
    private static ReadOnlySpan<byte> Pkcs8PublicKeyPrefix => [0xA1, 0x44, 0x03, 0x42, 0x00];

    // SEQUENCE { { id-ecPublicKey, secp256r1 }, BIT STRING (uncompressed point) }
    private static ReadOnlySpan<byte> SubjectPublicKeyInfoPrefix =>
    [
        0x30, 0x59, 0x30, 0x13, 0x06, 0x07, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x02, 0x01, 0x06, 0x08, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x03, 0x01,
        0x07, 0x03, 0x42, 0x00,
    ];

    /// <summary>Makes a key pair with the platform's generator.</summary>
    /// <returns>The key pair; the private key is the caller's to clear.</returns>
    public static P256PrivateKey Create()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        ECParameters parameters = key.ExportParameters(includePrivateParameters: true);
        byte[] pkcs8 = new byte[Pkcs8Prefix.Length + CoordinateLength + Pkcs8PublicKeyPrefix.Length + PublicKeyLength];
        byte[] subjectPublicKeyInfo = new byte[SubjectPublicKeyInfoPrefix.Length + PublicKeyLength];
        try
        {
            Pkcs8Prefix.CopyTo(pkcs8);
            parameters.D.CopyTo(pkcs8.AsSpan(Pkcs8Prefix.Length));
            Pkcs8PublicKeyPrefix.CopyTo(pkcs8.AsSpan(Pkcs8Prefix.Length + CoordinateLength));
            WritePoint(parameters.Q, pkcs8.AsSpan(pkcs8.Length - PublicKeyLength));

            SubjectPublicKeyInfoPrefix.CopyTo(subjectPublicKeyInfo);
            WritePoint(parameters.Q, subjectPublicKeyInfo.AsSpan(SubjectPublicKeyInfoPrefix.Length));
        }
        finally
        {
            CryptographicOperations.ZeroMemory(parameters.D);
        }

        return new P256PrivateKey(pkcs8, subjectPublicKeyInfo);
    }

    private static void WritePoint(ECPoint point, Span<byte> destination)
    {
        const byte Uncompressed = 0x04;
        destination[0] = Uncompressed;
        point.X.CopyTo(destination[1..]);
        point.Y.CopyTo(destination[(1 + CoordinateLength)..]);
    }
}
