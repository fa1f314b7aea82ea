using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;

namespace PSCredentials.Pki;

/// <summary>
/// PKCS#12 bundles (RFC 7292): PBES2 with AES-256-CBC and PBKDF2-HMAC-SHA-256 (RFC 8018) for certificates and key, HMAC-SHA-256 over all.
/// </summary>
internal static class Pkcs12Bundle
{
    private const char ReplacementCharacter = '\uFFFD';

    /// <summary>Builds a bundle.</summary>
    /// <param name="leaf">The certificate and its key.</param>
    /// <param name="chain">The certificates above it, the issuer first.</param>
    /// <param name="password">The password.</param>
    /// <param name="iterations">The iterations of each of the three derivations; the cost of building grows with them.</param>
    /// <param name="friendlyName">What readers call the entry.</param>
    /// <returns>The bundle, DER.</returns>
    public static byte[] Build(
        IssuedCertificate leaf, IReadOnlyList<ReadOnlyMemory<byte>> chain, string password, int iterations, string friendlyName)
    {
        var encryption = new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, iterations);
        var name = new Pkcs9AttributeObject(ObjectIdentifiers.FriendlyName, EncodeFriendlyName(friendlyName));

        // Readers match the key with its certificate by this; any octets will do as long as both bags have them.
        var localKeyId = new Pkcs9LocalKeyId(leaf.Sha256);

        var certificates = new Pkcs12SafeContents();
        Mark(AddCertificate(certificates, leaf.Der), localKeyId, name);
        foreach (ReadOnlyMemory<byte> issuer in chain)
        {
            AddCertificate(certificates, issuer);
        }

        var keys = new Pkcs12SafeContents();
        var key = new Pkcs12ShroudedKeyBag(Encrypt(leaf.PrivateKey, password, encryption), skipCopy: true);
        keys.AddSafeBag(key);
        Mark(key, localKeyId, name);

        var builder = new Pkcs12Builder();
        builder.AddSafeContentsEncrypted(certificates, password, encryption);
        builder.AddSafeContentsUnencrypted(keys);
        builder.SealWithMac(password, HashAlgorithmName.SHA256, iterations);
        return builder.Encode();
    }

    private static Pkcs12CertBag AddCertificate(Pkcs12SafeContents contents, ReadOnlyMemory<byte> der)
    {
        // x509Certificate (RFC 7292, 4.2.3) holds the certificate as an OCTET STRING.
        var bag = new Pkcs12CertBag(
            new Oid("1.2.840.113549.1.9.22.1"), CertificateEncoding.Once(writer => writer.WriteOctetString(der.Span)));
        contents.AddSafeBag(bag);
        return bag;
    }

    private static byte[] Encrypt(byte[] pkcs8, string password, PbeParameters encryption) =>
        Pkcs8PrivateKeyInfo.Decode(pkcs8, out _, skipCopy: true).Encrypt(password, encryption);

    private static void Mark(Pkcs12SafeBag bag, Pkcs9LocalKeyId localKeyId, Pkcs9AttributeObject name)
    {
        bag.Attributes.Add(localKeyId);
        bag.Attributes.Add(name);
    }

    // A BMPString has no characters beyond the Basic Multilingual Plane, and this name is for display alone.
    private static byte[] EncodeFriendlyName(string name)
    {
        string shown = string.Concat(name.EnumerateRunes().Select(rune => rune.IsBmp ? (char)rune.Value : ReplacementCharacter));
        return CertificateEncoding.Once(writer => writer.WriteCharacterString(UniversalTagNumber.BMPString, shown));
    }
}
