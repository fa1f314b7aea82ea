using System.Formats.Asn1;
using System.Numerics;
using System.Security.Cryptography;
using Org.BouncyCastle.Math.EC.Rfc8032;

namespace PSCredentials.Pki;

/// <summary>A public key that someone else made, checked against what is allowed (NIST SP 800-57 part 1, SP 800-131A): no weak or odd key passes.</summary>
internal sealed class PublicKeyInfo
{
    private const string EcPublicKey = "1.2.840.10045.2.1";
    private const string RsaEncryption = "1.2.840.113549.1.1.1";
    private const string Ed25519Key = "1.3.101.112";
    private const string Allowed = "allowed are ECDSA on P-256 and P-384, RSA with 2048, 3072 or 4096 bits, and Ed25519";

    private readonly byte[] _info;
    private readonly byte[] _key;

    private PublicKeyInfo(byte[] info, byte[] key, KeyAlgorithm algorithm)
    {
        _info = info;
        _key = key;
        Algorithm = algorithm;
    }

    /// <summary>The kind of key.</summary>
    public KeyAlgorithm Algorithm { get; }

    /// <summary>Reads a SubjectPublicKeyInfo strictly.</summary>
    /// <param name="info">The key, DER.</param>
    /// <param name="field">What the user calls where it came from.</param>
    /// <returns>The key.</returns>
    /// <exception cref="CredentialException">The kind of key is not allowed.</exception>
    /// <exception cref="AsnContentException">It is damaged.</exception>
    /// <exception cref="CryptographicException">It is no key, such as a point off the curve.</exception>
    public static PublicKeyInfo Read(byte[] info, string field)
    {
        var reader = new AsnReader(info, AsnEncodingRules.DER);
        AsnReader sequence = reader.ReadSequence();
        reader.ThrowIfNotEmpty();
        AsnReader algorithm = sequence.ReadSequence();
        string type = algorithm.ReadObjectIdentifier();
        if (!sequence.TryReadPrimitiveBitString(out int unusedBits, out ReadOnlyMemory<byte> bits) || unusedBits != 0)
        {
            throw new AsnContentException("The public key is no BIT STRING of whole octets.");
        }

        sequence.ThrowIfNotEmpty();
        byte[] key = bits.ToArray();
        return new PublicKeyInfo(info, key, type switch
        {
            EcPublicKey => ReadCurve(algorithm, info, key, field),
            RsaEncryption => ReadModulus(algorithm, info, field),
            Ed25519Key => ReadEd25519(algorithm, key),
            _ => throw CredentialException.Invalid(field, $"has a key of type {type}; {Allowed}."),
        });
    }

    /// <summary>Verifies a signature of this key.</summary>
    /// <param name="signatureAlgorithm">The object identifier of the signature's algorithm.</param>
    /// <param name="data">What was signed.</param>
    /// <param name="signature">The signature.</param>
    /// <param name="field">What the user calls where it came from.</param>
    /// <returns>Whether it is this key's.</returns>
    /// <exception cref="CredentialException">The algorithm is not allowed, or is another kind of key's.</exception>
    public bool Verify(string signatureAlgorithm, ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature, string field)
    {
        if (Algorithm == KeyAlgorithm.Ed25519)
        {
            return signatureAlgorithm == Ed25519Key
                ? signature.Length == Ed25519.SignatureSize && Ed25519.Verify(signature.ToArray(), 0, _key, 0, data.ToArray(), 0, data.Length)
                : throw Refused(field, signatureAlgorithm);
        }

        if (Algorithm is KeyAlgorithm.EcdsaP256 or KeyAlgorithm.EcdsaP384)
        {
            HashAlgorithmName hash = signatureAlgorithm switch
            {
                "1.2.840.10045.4.3.2" => HashAlgorithmName.SHA256,
                "1.2.840.10045.4.3.3" => HashAlgorithmName.SHA384,
                "1.2.840.10045.4.3.4" => HashAlgorithmName.SHA512,
                _ => throw Refused(field, signatureAlgorithm),
            };
            using var curve = ECDsa.Create();
            curve.ImportSubjectPublicKeyInfo(_info, out _);
            return curve.VerifyData(data, signature, hash, DSASignatureFormat.Rfc3279DerSequence);
        }

        HashAlgorithmName digest = signatureAlgorithm switch
        {
            "1.2.840.113549.1.1.11" => HashAlgorithmName.SHA256,
            "1.2.840.113549.1.1.12" => HashAlgorithmName.SHA384,
            "1.2.840.113549.1.1.13" => HashAlgorithmName.SHA512,
            _ => throw Refused(field, signatureAlgorithm),
        };
        using var rsa = RSA.Create();
        rsa.ImportSubjectPublicKeyInfo(_info, out _);
        return rsa.VerifyData(data, signature, digest, RSASignaturePadding.Pkcs1);
    }

    private static KeyAlgorithm ReadCurve(AsnReader algorithm, byte[] info, byte[] key, string field)
    {
        const byte Uncompressed = 0x04;
        if (algorithm.PeekTag() != Asn1Tag.ObjectIdentifier)
        {
            throw CredentialException.Invalid(field, $"has a key on a curve without a name; {Allowed}.");
        }

        string curve = algorithm.ReadObjectIdentifier();
        algorithm.ThrowIfNotEmpty();
        KeyAlgorithm kind = curve switch
        {
            "1.2.840.10045.3.1.7" => KeyAlgorithm.EcdsaP256,
            "1.3.132.0.34" => KeyAlgorithm.EcdsaP384,
            _ => throw CredentialException.Invalid(field, $"has a key on curve {curve}; {Allowed}."),
        };
        int length = kind == KeyAlgorithm.EcdsaP256 ? 65 : 97;
        if (key.Length != length || key[0] != Uncompressed)
        {
            throw new AsnContentException("The point is not uncompressed, or of the wrong length.");
        }

        // The platform checks that the point is on the curve.
        using var point = ECDsa.Create();
        point.ImportSubjectPublicKeyInfo(info, out _);
        return kind;
    }

    private static KeyAlgorithm ReadModulus(AsnReader algorithm, byte[] info, string field)
    {
        // SP 800-56B, 6.2: an odd exponent between 2^16 and 2^256.
        const int LeastExponentBits = 17;
        const int MostExponentBits = 256;
        algorithm.ReadNull();
        algorithm.ThrowIfNotEmpty();
        using var rsa = RSA.Create();
        rsa.ImportSubjectPublicKeyInfo(info, out _);
        RSAParameters parameters = rsa.ExportParameters(includePrivateParameters: false);
        var exponent = new BigInteger(parameters.Exponent, isUnsigned: true, isBigEndian: true);
        var modulus = new BigInteger(parameters.Modulus, isUnsigned: true, isBigEndian: true);
        if (exponent.IsEven || exponent.GetBitLength() is < LeastExponentBits or > MostExponentBits || modulus.IsEven)
        {
            throw CredentialException.Invalid(field, "has an RSA key with a weak exponent or modulus; the exponent has to be odd and at least 65537.");
        }

        return modulus.GetBitLength() switch
        {
            2048 => KeyAlgorithm.Rsa2048,
            3072 => KeyAlgorithm.Rsa3072,
            4096 => KeyAlgorithm.Rsa4096,
            long bits => throw CredentialException.Invalid(field, $"has an RSA key of {bits} bits; {Allowed}."),
        };
    }

    private static KeyAlgorithm ReadEd25519(AsnReader algorithm, byte[] key)
    {
        // RFC 8410, 3: no parameters.
        algorithm.ThrowIfNotEmpty();
        return key.Length == Ed25519.PublicKeySize && Ed25519.ValidatePublicKeyFull(key, 0)
            ? KeyAlgorithm.Ed25519
            : throw new AsnContentException("The Ed25519 key is no point of the prime-order group.");
    }

    private static CredentialException Refused(string field, string signatureAlgorithm) => CredentialException.Invalid(
        field, $"is signed by algorithm {signatureAlgorithm}; allowed are ECDSA and RSA PKCS#1 with SHA-256, SHA-384 or SHA-512, and Ed25519, each by the request's own key.");
}
