using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;

namespace PSCredentials.Pki;

/// <summary>
/// PKCS#12 bundles (RFC 7292): certificates and key encrypted, and a MAC over all. The platform writes them, all but the MAC of RFC 9879.
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
    /// <param name="encryption">How the password protects it.</param>
    /// <returns>The bundle, DER.</returns>
    public static byte[] Build(
        IssuedCertificate leaf,
        IReadOnlyList<ReadOnlyMemory<byte>> chain,
        string password,
        int iterations,
        string friendlyName,
        Pkcs12Encryption encryption = Pkcs12Encryption.Aes256)
    {
        PbeParameters parameters = encryption == Pkcs12Encryption.Legacy
            ? new PbeParameters(PbeEncryptionAlgorithm.TripleDes3KeyPkcs12, HashAlgorithmName.SHA1, iterations)
            : PrivateKeyEncryption.Aes256(iterations);
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
        var key = new Pkcs12ShroudedKeyBag(PrivateKeyEncryption.Encrypt(leaf.PrivateKey, password, parameters), skipCopy: true);
        keys.AddSafeBag(key);
        Mark(key, localKeyId, name);

        var builder = new Pkcs12Builder();
        builder.AddSafeContentsEncrypted(certificates, password, parameters);
        builder.AddSafeContentsUnencrypted(keys);
        if (encryption == Pkcs12Encryption.Pbmac1)
        {
            builder.SealWithoutIntegrity();
            return Pkcs12Mac.Seal(builder.Encode(), password, iterations);
        }

        builder.SealWithMac(password, encryption == Pkcs12Encryption.Legacy ? HashAlgorithmName.SHA1 : HashAlgorithmName.SHA256, iterations);
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
