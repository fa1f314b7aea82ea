using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;

namespace PSCredentials.Pki;

/// <summary>Private keys that a password protects (PKCS#8, RFC 5958).</summary>
internal static class PrivateKeyEncryption
{
    // As many as the policy allows bundles to have; a few seconds.
    private const int MaximumIterations = 5_000_000;

    /// <summary>What new files use: PBES2 with AES-256-CBC and PBKDF2-HMAC-SHA-256 (RFC 8018).</summary>
    /// <param name="iterations">The iterations of the key derivation.</param>
    /// <returns>The parameters.</returns>
    public static PbeParameters Aes256(int iterations) => new(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, iterations);

    /// <summary>Encrypts a private key of any kind.</summary>
    /// <param name="pkcs8">The key, PrivateKeyInfo.</param>
    /// <param name="password">The password.</param>
    /// <param name="parameters">How.</param>
    /// <returns>EncryptedPrivateKeyInfo, DER.</returns>
    public static byte[] Encrypt(ReadOnlyMemory<byte> pkcs8, string password, PbeParameters parameters) =>
        Pkcs8PrivateKeyInfo.Decode(pkcs8, out _, skipCopy: true).Encrypt(password, parameters);

    /// <summary>Encrypts a private key in PEM.</summary>
    /// <param name="pem">The key, one block.</param>
    /// <param name="password">The password.</param>
    /// <param name="iterations">The iterations of the key derivation.</param>
    /// <returns>The encrypted key in PEM, with a line feed at its end.</returns>
    /// <exception cref="CredentialException">The text is not a private key.</exception>
    public static string EncryptPem(string pem, string password, int iterations)
    {
        if (!PemEncoding.TryFind(pem, out PemFields fields) || !pem.AsSpan(fields.Label).SequenceEqual("PRIVATE KEY"))
        {
            throw CredentialException.Invalid("PrivateKey", "is not a private key in PEM (PKCS#8).");
        }

        byte[] pkcs8 = Convert.FromBase64String(pem[fields.Base64Data]);
        try
        {
            return PemEncoding.WriteString("ENCRYPTED PRIVATE KEY", Encrypt(pkcs8, password, Aes256(iterations))) + "\n";
        }
        finally
        {
            CryptographicOperations.ZeroMemory(pkcs8);
        }
    }

    /// <summary>Decrypts the one encrypted private key in a text (RFC 5958, 3).</summary>
    /// <param name="pem">PEM, other blocks among it.</param>
    /// <param name="password">The password, or null.</param>
    /// <returns>The private key, PKCS#8; the caller's to clear.</returns>
    /// <exception cref="CryptographicException">There is not exactly one, it is damaged, the password is wrong, or it takes too long to find out.</exception>
    public static byte[] DecryptPem(string pem, string? password)
    {
        byte[]? found = null;
        ReadOnlySpan<char> rest = pem;
        while (PemEncoding.TryFind(rest, out PemFields fields))
        {
            if (rest[fields.Label].EndsWith("PRIVATE KEY", StringComparison.Ordinal))
            {
                found = found is null && rest[fields.Label] is "ENCRYPTED PRIVATE KEY"
                    ? Convert.FromBase64String(rest[fields.Base64Data].ToString())
                    : throw new CryptographicException("There is another private key.");
            }

            rest = rest[fields.Location.End..];
        }

        byte[] encrypted = found ?? throw new CryptographicException("There is no encrypted private key.");
        RefuseEndlessDerivation(encrypted);
        return Pkcs8PrivateKeyInfo.DecryptAndDecode(password, encrypted, out _).Encode();
    }

    // The platform hashes as often as the file says, which can be for hours. PBES2 (RFC 8018, A.4) and the schemes of RFC 7292 alike: the count is after a salt.
    private static void RefuseEndlessDerivation(byte[] encrypted)
    {
        AsnReader algorithm = new AsnReader(encrypted, AsnEncodingRules.BER).ReadSequence().ReadSequence();
        bool isPbes2 = algorithm.ReadObjectIdentifier() == ObjectIdentifiers.Pbes2;
        AsnReader parameters = algorithm.ReadSequence();
        if (isPbes2)
        {
            AsnReader derivation = parameters.ReadSequence();
            derivation.ReadObjectIdentifier();
            parameters = derivation.ReadSequence();
        }

        parameters.ReadOctetString();
        if (!parameters.TryReadInt32(out int iterations) || iterations is < 1 or > MaximumIterations)
        {
            throw new CryptographicException("The key derivation has too many iterations.");
        }
    }
}
