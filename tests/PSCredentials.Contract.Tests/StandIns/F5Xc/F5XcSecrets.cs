using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace PSCredentials.Contract.Tests.StandIns.F5Xc;

/// <summary>What a stand-in of F5 Distributed Cloud hands out, made by the platform alone.</summary>
internal sealed class F5XcSecrets : IDisposable
{
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly X509Certificate2 _authority;

    public F5XcSecrets(DateTimeOffset now)
    {
        var request = new CertificateRequest("CN=stand-in tenant CA", _key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        _authority = request.CreateSelfSigned(now.AddDays(-1), now.AddYears(5));
    }

    public static string NewToken() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(21)).Replace('+', 'x').Replace('/', 'y');

    /// <summary>A client certificate with its key.</summary>
    public X509Certificate2 NewCertificate(string name, DateTimeOffset now, DateTimeOffset expires)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(new X500DistinguishedName($"CN={name[..Math.Min(name.Length, 60)]}"), key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.2")], false));
        byte[] serial = RandomNumberGenerator.GetBytes(16);
        serial[0] = (byte)((serial[0] & 0x7F) | 0x40);
        using X509Certificate2 bare = request.Create(_authority, now.AddMinutes(-5), expires, serial);
        return bare.CopyWithPrivateKey(key);
    }

    /// <summary>A PKCS#12 bundle with the certificate, its key and the authority's certificate.</summary>
    public byte[] Bundle(X509Certificate2 certificate, string password, bool isLegacy)
    {
        PbeParameters encryption = isLegacy
            ? new PbeParameters(PbeEncryptionAlgorithm.TripleDes3KeyPkcs12, HashAlgorithmName.SHA1, 2048)
            : new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 2048);
        using ECDsa key = certificate.GetECDsaPrivateKey()!;
        var keys = new Pkcs12SafeContents();
        var id = new Pkcs9LocalKeyId([1]);
        keys.AddShroudedKey(key, password, encryption).Attributes.Add(id);
        var certificates = new Pkcs12SafeContents();
        certificates.AddCertificate(certificate).Attributes.Add(id);
        certificates.AddCertificate(_authority);
        var bundle = new Pkcs12Builder();
        bundle.AddSafeContentsEncrypted(certificates, password, encryption);
        bundle.AddSafeContentsUnencrypted(keys);
        bundle.SealWithMac(password, isLegacy ? HashAlgorithmName.SHA1 : HashAlgorithmName.SHA256, 2048);
        return bundle.Encode();
    }

    /// <summary>A kubeconfig with everything embedded.</summary>
    public string KubeConfig(X509Certificate2 certificate, string cluster, string clusterNamespace)
    {
        using ECDsa key = certificate.GetECDsaPrivateKey()!;
        static string Embedded(string pem) => Convert.ToBase64String(Encoding.ASCII.GetBytes(pem + "\n"));
        return $"""
            apiVersion: v1
            kind: Config
            clusters:
            - name: {cluster}
              cluster:
                server: https://standin.console.example/api/k8s/namespaces/{clusterNamespace}/{cluster}
                certificate-authority-data: {Embedded(_authority.ExportCertificatePem())}
            contexts:
            - name: {cluster}
              context:
                cluster: {cluster}
                namespace: {clusterNamespace}
                user: holder
            current-context: {cluster}
            users:
            - name: holder
              user:
                client-certificate-data: {Embedded(certificate.ExportCertificatePem())}
                client-key-data: {Embedded(key.ExportPkcs8PrivateKeyPem())}

            """;
    }

    public void Dispose()
    {
        _authority.Dispose();
        _key.Dispose();
    }
}
