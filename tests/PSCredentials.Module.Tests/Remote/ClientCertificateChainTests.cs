using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace PSCredentials.Module.Tests.Remote;

/// <summary>A client certificate of an intermediate authority, presented to the real nginx, which knows the root alone.</summary>
public sealed class ClientCertificateChainTests : IDisposable
{
    private const string Password = "the bundle's password";

    private readonly ModuleSession _session = ModuleSession.Open();

    [Theory]
    [InlineData("-CertificatePath $folder/client.p12 -Password $password", true)]
    [InlineData("-CertificatePath $folder/chain.pem -CertificateKeyPath $folder/client.key", true)]
    [InlineData("-CertificatePath $folder/leaf.pem -CertificateKeyPath $folder/client.key", false)]
    public async Task The_intermediate_certificates_of_its_file_are_sent_along(string presented, bool isTaken)
    {
        var folder = new TemporaryFolder();
        WriteCertificates(folder);
        await using NginxServer nginx = await NginxServer.StartAsync(folder, self => $$"""
            server {
                listen 127.0.0.1:{{self.Port}} ssl;
                ssl_certificate server.crt;
                ssl_certificate_key server.key;
                ssl_client_certificate root.pem;
                ssl_verify_client on;
                ssl_verify_depth 2;
                default_type application/json;
                location / { return 200 '{"email":"holder@example.org"}'; }
            }
            """);
        _session.Set("uri", nginx.Address);
        _session.Set("folder", folder.Path);
        _session.Set("trusted", nginx.Certificate);
        _session.Set("password", new NetworkCredential(string.Empty, Password).SecurePassword);
        string connect = $"Connect-CredentialAuthority -Provider F5Xc -Uri $uri -CertificateAuthorityPath $trusted {presented}";

        if (isTaken)
        {
            Assert.Equal("holder@example.org", _session.One(connect).Text("Caller"));
        }
        else
        {
            Assert.Contains("400", _session.Catch(connect).Exception.Message, StringComparison.Ordinal);
        }
    }

    public void Dispose() => _session.Dispose();

    private static void WriteCertificates(TemporaryFolder folder)
    {
        using var rootKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var middleKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        DateTimeOffset from = TimeProvider.System.GetUtcNow().AddHours(-1), to = from.AddDays(1);
        using X509Certificate2 root = Request("CN=root", rootKey, isAuthority: true).CreateSelfSigned(from, to);
        using X509Certificate2 middle = Request("CN=intermediate", middleKey, isAuthority: true).Create(root, from, to, [2]);
        using X509Certificate2 signing = middle.CopyWithPrivateKey(middleKey);
        using X509Certificate2 leaf = Request("CN=holder", key, isAuthority: false).Create(signing, from, to, [3]);
        using X509Certificate2 own = leaf.CopyWithPrivateKey(key);
        folder.Write("root.pem", root.ExportCertificatePem());
        folder.Write("leaf.pem", leaf.ExportCertificatePem());
        folder.Write("chain.pem", leaf.ExportCertificatePem() + "\n" + middle.ExportCertificatePem());
        folder.Write("client.key", key.ExportPkcs8PrivateKeyPem());
        File.WriteAllBytes(Path.Combine(folder.Path, "client.p12"), new X509Certificate2Collection { own, middle }.Export(X509ContentType.Pkcs12, Password)!);
    }

    private static CertificateRequest Request(string name, ECDsa key, bool isAuthority)
    {
        var request = new CertificateRequest(name, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(isAuthority, false, 0, true));
        return request;
    }
}
