using System.Security.Cryptography;

namespace PSCredentials.Pki;

/// <summary>How the key of a certificate authority signs: ECDSA with the hash of its curve's strength (RFC 5758), RSA by PKCS#1 with SHA-256 (RFC 4055).</summary>
internal sealed class SigningAlgorithm
{
    private const int LeastRsaBits = 2048;
    private const int MostRsaBits = 4096;

    private SigningAlgorithm(KeyAlgorithm? kind, string type, HashAlgorithmName hash, int maximumSignatureLength, bool hasParameters)
    {
        Kind = kind;
        Hash = hash;
        IsEllipticCurve = !hasParameters;
        MaximumSignatureLength = maximumSignatureLength;
        Identifier = CertificateEncoding.Once(writer =>
        {
            using (writer.PushSequence())
            {
                writer.WriteObjectIdentifier(type);
                if (hasParameters)
                {
                    writer.WriteNull();
                }
            }
        });
    }

    /// <summary>The kind of key; null for RSA of a length that is none of the usual ones.</summary>
    public KeyAlgorithm? Kind { get; }

    /// <summary>What is signed is the hash by this algorithm.</summary>
    public HashAlgorithmName Hash { get; }

    /// <summary>Whether it is ECDSA, and not RSA.</summary>
    public bool IsEllipticCurve { get; }

    /// <summary>The AlgorithmIdentifier, DER.</summary>
    public byte[] Identifier { get; }

    /// <summary>The length of the longest signature, in octets.</summary>
    public int MaximumSignatureLength { get; }

    /// <summary>Imports a private key of a kind that is allowed.</summary>
    /// <param name="pkcs8">The key, PKCS#8.</param>
    /// <returns>The key; the caller disposes it.</returns>
    /// <exception cref="CryptographicException">It is not exactly one key of such a kind.</exception>
    public static AsymmetricAlgorithm Import(ReadOnlySpan<byte> pkcs8) =>
        Allowed(TryImport(ECDsa.Create(), pkcs8, isPrivate: true) ?? TryImport(RSA.Create(), pkcs8, isPrivate: true));

    /// <summary>Imports a public key of a kind that is allowed.</summary>
    /// <param name="subjectPublicKeyInfo">The key, SubjectPublicKeyInfo.</param>
    /// <returns>The key; the caller disposes it.</returns>
    /// <exception cref="CryptographicException">It is not exactly one key of such a kind.</exception>
    public static AsymmetricAlgorithm ImportPublic(ReadOnlySpan<byte> subjectPublicKeyInfo) =>
        Allowed(TryImport(ECDsa.Create(), subjectPublicKeyInfo, isPrivate: false) ?? TryImport(RSA.Create(), subjectPublicKeyInfo, isPrivate: false));

    /// <summary>Refuses a kind of key that no certificate authority is made on.</summary>
    /// <param name="kind">The kind.</param>
    /// <exception cref="CredentialException">It is none, or cannot be used.</exception>
    public static void Require(KeyAlgorithm kind)
    {
        const string Field = "KeyAlgorithm";
        const string Rest = "allowed are EcdsaP256, EcdsaP384, Rsa2048, Rsa3072 and Rsa4096.";
        if (kind == KeyAlgorithm.Ed25519)
        {
            throw CredentialException.Invalid(
                Field, $"is Ed25519, which cannot be a certificate authority's: Windows, .NET and many servers verify no such signatures; {Rest}");
        }

        if (!Enum.IsDefined(kind))
        {
            throw CredentialException.Invalid(Field, $"{(int)kind} is no kind of key; {Rest}");
        }
    }

    /// <summary>How a key signs.</summary>
    /// <param name="key">A key as <see cref="Import"/> returns it.</param>
    /// <returns>The algorithm.</returns>
    public static SigningAlgorithm Of(AsymmetricAlgorithm key) => key switch
    {
        // Two INTEGERs of at most one octet more than the curve's in a SEQUENCE (RFC 3279, 2.2.3).
        ECDsa { KeySize: 256 } => new SigningAlgorithm(KeyAlgorithm.EcdsaP256, ObjectIdentifiers.EcdsaWithSha256, HashAlgorithmName.SHA256, 72, hasParameters: false),
        ECDsa => new SigningAlgorithm(KeyAlgorithm.EcdsaP384, ObjectIdentifiers.EcdsaWithSha384, HashAlgorithmName.SHA384, 104, hasParameters: false),
        _ => new SigningAlgorithm(RsaKind(key.KeySize), ObjectIdentifiers.Sha256WithRsa, HashAlgorithmName.SHA256, key.KeySize / 8, hasParameters: true),
    };

    /// <summary>Signs.</summary>
    /// <param name="key">The key.</param>
    /// <param name="data">What to sign.</param>
    /// <param name="destination">Where the signature goes.</param>
    /// <returns>The signature's length.</returns>
    public int Sign(AsymmetricAlgorithm key, ReadOnlySpan<byte> data, Span<byte> destination) =>
        key is ECDsa curve
            ? curve.SignData(data, destination, Hash, DSASignatureFormat.Rfc3279DerSequence)
            : ((RSA)key).SignData(data, destination, Hash, RSASignaturePadding.Pkcs1);

    /// <summary>Verifies a signature.</summary>
    /// <param name="key">The key.</param>
    /// <param name="data">What was signed.</param>
    /// <param name="signature">The signature.</param>
    /// <returns>Whether it is this key's.</returns>
    public bool Verify(AsymmetricAlgorithm key, ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature) =>
        key is ECDsa curve
            ? curve.VerifyData(data, signature, Hash, DSASignatureFormat.Rfc3279DerSequence)
            : ((RSA)key).VerifyData(data, signature, Hash, RSASignaturePadding.Pkcs1);

    private static AsymmetricAlgorithm Allowed(AsymmetricAlgorithm? key)
    {
        if (key is not null && IsAllowed(key))
        {
            return key;
        }

        key?.Dispose();
        throw new CryptographicException("The key is not exactly one key of ECDSA on P-256 or P-384, or of RSA with 2048 to 4096 bits.");
    }

    private static AsymmetricAlgorithm? TryImport(AsymmetricAlgorithm key, ReadOnlySpan<byte> encoded, bool isPrivate)
    {
        try
        {
            int read;
            if (isPrivate)
            {
                key.ImportPkcs8PrivateKey(encoded, out read);
            }
            else
            {
                key.ImportSubjectPublicKeyInfo(encoded, out read);
            }

            if (read == encoded.Length)
            {
                return key;
            }
        }
        catch (Exception error) when (error is CryptographicException or NotSupportedException)
        {
            // A key of the other kind, on a curve that the platform does not know, or no key.
        }

        key.Dispose();
        return null;
    }

    private static KeyAlgorithm? RsaKind(int bits) => bits switch
    {
        2048 => KeyAlgorithm.Rsa2048,
        3072 => KeyAlgorithm.Rsa3072,
        4096 => KeyAlgorithm.Rsa4096,
        _ => null,
    };

    private static bool IsAllowed(AsymmetricAlgorithm key) => key switch
    {
        ECDsa curve => curve.ExportParameters(includePrivateParameters: false).Curve.Oid.Value is "1.2.840.10045.3.1.7" or "1.3.132.0.34",
        _ => key.KeySize is >= LeastRsaBits and <= MostRsaBits && key.KeySize % 8 == 0,
    };
}
