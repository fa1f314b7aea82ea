using System.Security.Cryptography;
using Org.BouncyCastle.Crypto.Parameters;

namespace PSCredentials.Pki;

/// <summary>Makes the keys of client certificates: by the platform, and Ed25519, which the platform does not have, by BouncyCastle.</summary>
internal static class SubjectKeyGenerator
{
    // SEQUENCE { 0, { id-Ed25519 }, OCTET STRING { OCTET STRING (32) } } and SEQUENCE { { id-Ed25519 }, BIT STRING (32) } (RFC 8410, 4 and 7).
    private static ReadOnlySpan<byte> Ed25519Pkcs8Prefix => [0x30, 0x2E, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2B, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20];

    private static ReadOnlySpan<byte> Ed25519PublicKeyPrefix => [0x30, 0x2A, 0x30, 0x05, 0x06, 0x03, 0x2B, 0x65, 0x70, 0x03, 0x21, 0x00];

    /// <summary>Makes a key pair. RSA takes a tenth of a second and more.</summary>
    /// <param name="algorithm">Its kind.</param>
    /// <returns>The key pair.</returns>
    public static SubjectKey Create(KeyAlgorithm algorithm) => algorithm switch
    {
        KeyAlgorithm.EcdsaP256 => CreateP256(),
        KeyAlgorithm.EcdsaP384 => FromPlatform(algorithm, ECDsa.Create(ECCurve.NamedCurves.nistP384)),
        KeyAlgorithm.Rsa2048 => FromPlatform(algorithm, RSA.Create(2048)),
        KeyAlgorithm.Rsa3072 => FromPlatform(algorithm, RSA.Create(3072)),
        KeyAlgorithm.Rsa4096 => FromPlatform(algorithm, RSA.Create(4096)),
        KeyAlgorithm.Ed25519 => CreateEd25519(),
        _ => throw CredentialException.Invalid("KeyAlgorithm", $"{(int)algorithm} is no kind of key; allowed are {string.Join(", ", Enum.GetNames<KeyAlgorithm>())}."),
    };

    /// <summary>Whether making a key takes so long that it has to wait in line.</summary>
    /// <param name="algorithm">The kind of key.</param>
    /// <returns>True for RSA.</returns>
    public static bool IsSlow(KeyAlgorithm algorithm) => algorithm is KeyAlgorithm.Rsa2048 or KeyAlgorithm.Rsa3072 or KeyAlgorithm.Rsa4096;

    private static SubjectKey CreateP256()
    {
        P256PrivateKey key = P256PrivateKey.Create();
        return new SubjectKey(KeyAlgorithm.EcdsaP256, key.SubjectPublicKeyInfo, key.Pkcs8);
    }

    private static SubjectKey FromPlatform(KeyAlgorithm algorithm, AsymmetricAlgorithm key)
    {
        using (key)
        {
            return new SubjectKey(algorithm, key.ExportSubjectPublicKeyInfo(), key.ExportPkcs8PrivateKey());
        }
    }

    private static SubjectKey CreateEd25519()
    {
        Span<byte> seed = stackalloc byte[Ed25519PrivateKeyParameters.KeySize];
        RandomNumberGenerator.Fill(seed);
        try
        {
            byte[] publicKey = new Ed25519PrivateKeyParameters(seed).GeneratePublicKey().GetEncoded();
            return new SubjectKey(KeyAlgorithm.Ed25519, [.. Ed25519PublicKeyPrefix, .. publicKey], [.. Ed25519Pkcs8Prefix, .. seed]);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(seed);
        }
    }
}
