using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;

namespace PSCredentials.Pki;

/// <summary>Private keys that a password protects (PKCS#8, RFC 5958).</summary>
internal static class PrivateKeyEncryption
{
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
}
