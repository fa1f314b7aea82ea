using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using PSCredentials.Tests.Profile;

namespace PSCredentials.Tests.Fuzzing;

/// <summary>A good file of a certificate authority. Keys are derived in as few steps as the forms allow, so that many damaged ones can be read.</summary>
internal sealed record CertificateAuthorityFile(string Name, byte[] Content, string? Password, bool IsPem)
{
    public const string SecretPassword = "pässword-of-the-file";

    public static readonly DateTimeOffset Now = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    private const int Iterations = 2;

    /// <summary>Whether a password is turned into a key by steps that the file counts.</summary>
    public bool HasIterations => Password is not null;

    /// <summary>What of a private key in PEM no message may show.</summary>
    public string[] SecretLines => !IsPem
        ? []
        : [.. Encoding.Latin1.GetString(Content).Split("-----BEGIN ").Where(block => block.Contains("PRIVATE KEY", StringComparison.Ordinal)).SelectMany(block => block.Split('\n')).Where(line => line.Length == 64)];

    public static CertificateAuthorityFile[] Corpus()
    {
        using var rootKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using X509Certificate2 root = Request("CN=Root, O=Example", rootKey, pathLength: 1).CreateSelfSigned(Now.AddDays(-1), Now.AddDays(3650));
        using var issuingKey = RSA.Create(2048);
        using X509Certificate2 issuing = Request("CN=Issuing, O=Example", issuingKey).Create(
            root.SubjectName, X509SignatureGenerator.CreateForECDsa(rootKey), Now.AddDays(-1), Now.AddDays(100), [1, 2, 3]);
        var parameters = new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, Iterations);
        var legacy = new PbeParameters(PbeEncryptionAlgorithm.TripleDes3KeyPkcs12, HashAlgorithmName.SHA1, Iterations);
        string plain = root.ExportCertificatePem() + "\n" + rootKey.ExportPkcs8PrivateKeyPem() + "\n";
        string chain = issuing.ExportCertificatePem() + "\n" + root.ExportCertificatePem() + "\n" + issuingKey.ExportRSAPrivateKeyPem() + "\n";
        string sealedKey = root.ExportCertificatePem() + "\n" + rootKey.ExportEncryptedPkcs8PrivateKeyPem(SecretPassword, parameters) + "\n";
        return
        [
            new("plain PEM", Encoding.ASCII.GetBytes(plain), null, IsPem: true),
            new("PEM with a chain", Encoding.ASCII.GetBytes(chain), null, IsPem: true),
            new("PEM with an encrypted key", Encoding.ASCII.GetBytes(sealedKey), SecretPassword, IsPem: true),
            new("PKCS#12 by AES", Bundle([root], rootKey, SecretPassword, parameters, hasMac: true), SecretPassword, IsPem: false),
            new("PKCS#12 by triple DES", Bundle([issuing, root], issuingKey, SecretPassword, legacy, hasMac: true), SecretPassword, IsPem: false),
            new("PKCS#12 without a MAC", Bundle([issuing, root], issuingKey, null, parameters, hasMac: false), null, IsPem: false),
        ];
    }

    /// <summary>The same with another number of steps wherever a salt comes before one.</summary>
    public byte[] WithIterations(byte[] number)
    {
        if (!IsPem)
        {
            return WithIterations(Content, number);
        }

        string text = Encoding.ASCII.GetString(Content);
        int at = text.IndexOf("-----BEGIN ENCRYPTED", StringComparison.Ordinal);
        PemFields fields = PemEncoding.Find(text.AsSpan(at));
        byte[] key = Convert.FromBase64String(text[at..][fields.Base64Data]);
        return Encoding.ASCII.GetBytes(text[..at] + PemEncoding.WriteString("ENCRYPTED PRIVATE KEY", WithIterations(key, number)) + "\n");
    }

    private static byte[] WithIterations(byte[] der, byte[] number)
    {
        byte[] changed = der;
        foreach (int[] path in Paths(DerNode.Parse(der), []).ToList())
        {
            changed = DerEdit.At(changed, path, _ => DerEdit.Value(0x02, number));
        }

        return changed;
    }

    // An INTEGER right after an OCTET STRING: PBKDF2-params, pkcs-12PbeParams and MacData alike.
    private static IEnumerable<int[]> Paths(DerNode node, int[] path)
    {
        for (int i = 0; i < node.Children.Count; i++)
        {
            if (i > 0 && node[i].Is(UniversalTagNumber.Integer) && node[i - 1].Is(UniversalTagNumber.OctetString))
            {
                yield return [.. path, i];
            }

            foreach (int[] deeper in Paths(node[i], [.. path, i]))
            {
                yield return deeper;
            }
        }
    }

    private static CertificateRequest Request(string name, AsymmetricAlgorithm key, int pathLength = 0)
    {
        CertificateRequest request = key is ECDsa curve
            ? new CertificateRequest(name, curve, HashAlgorithmName.SHA256)
            : new CertificateRequest(name, (RSA)key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, true, pathLength, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, critical: true));
        return request;
    }

    private static byte[] Bundle(IReadOnlyList<X509Certificate2> certificates, AsymmetricAlgorithm key, string? password, PbeParameters parameters, bool hasMac)
    {
        var localKeyId = new Pkcs9LocalKeyId([1]);
        var contents = new Pkcs12SafeContents();
        foreach (X509Certificate2 certificate in certificates)
        {
            Pkcs12CertBag bag = contents.AddCertificate(certificate);
            if (certificate == certificates[0])
            {
                bag.Attributes.Add(localKeyId);
            }
        }

        var keys = new Pkcs12SafeContents();
        Pkcs12SafeBag own = password is null ? keys.AddKeyUnencrypted(key) : keys.AddShroudedKey(key, password, parameters);
        own.Attributes.Add(localKeyId);
        var builder = new Pkcs12Builder();
        builder.AddSafeContentsUnencrypted(keys);
        if (password is null)
        {
            builder.AddSafeContentsUnencrypted(contents);
        }
        else
        {
            builder.AddSafeContentsEncrypted(contents, password, parameters);
        }

        if (hasMac)
        {
            builder.SealWithMac(password, HashAlgorithmName.SHA256, Iterations);
        }
        else
        {
            builder.SealWithoutIntegrity();
        }

        return builder.Encode();
    }
}
