using PSCredentials.Pki;

namespace PSCredentials.Tests.Pki;

/// <summary>GnuTLS, NSS and Java judge what is issued, each by rules of its own.</summary>
public sealed class IndependentVerifierTests
{
    // The trust manager that Java's TLS uses: PKIX (RFC 5280) and the purposes of the end entity.
    private const string JavaTrustManager =
        """
        import java.io.FileInputStream;
        import java.security.KeyStore;
        import java.security.cert.*;
        import javax.net.ssl.*;

        public class Pkix {
            public static void main(String[] paths) throws Exception {
                CertificateFactory factory = CertificateFactory.getInstance("X.509");
                X509Certificate root = (X509Certificate) factory.generateCertificate(new FileInputStream(paths[0]));
                X509Certificate leaf = (X509Certificate) factory.generateCertificate(new FileInputStream(paths[1]));
                KeyStore anchors = KeyStore.getInstance("PKCS12");
                anchors.load(null, null);
                anchors.setCertificateEntry("root", root);
                TrustManagerFactory managers = TrustManagerFactory.getInstance("PKIX");
                managers.init(anchors);
                X509TrustManager manager = (X509TrustManager) managers.getTrustManagers()[0];
                manager.checkClientTrusted(new X509Certificate[] { leaf, root }, "EC");
                System.out.println("client: trusted");
                try {
                    manager.checkServerTrusted(new X509Certificate[] { leaf, root }, "ECDHE_ECDSA");
                    System.out.println("server: trusted");
                } catch (CertificateException expected) {
                    System.out.println("server: refused");
                }
            }
        }
        """;

    [Fact]
    public async Task Certtool_verifies_the_chain_at_its_high_profile()
    {
        using CertificateAuthority authority = SampleAuthority.Create();
        using var folder = new TemporaryFolder();
        string root = folder.Write("root.pem", Pem.Of(authority));
        string leaf = folder.Write("leaf.pem", authority.Issue(SampleAuthority.Profile("Zoë", "dev", "ops")).GetCertificatePem());

        ExternalProgram verify = (await ExternalProgram.RunAsync(
            "certtool", "--verify", "--verify-profile=high", "--load-ca-certificate", root, "--infile", leaf)).Succeeded();

        Assert.Contains("Chain verification output: Verified. The certificate is trusted.", verify.Everything, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nss_takes_it_for_a_client_and_not_for_a_server()
    {
        using CertificateAuthority authority = SampleAuthority.Create();
        using var folder = new TemporaryFolder();
        string root = folder.Write("root.pem", Pem.Of(authority));
        string leaf = folder.Write("leaf.pem", authority.Issue(SampleAuthority.Profile("Zoë", "dev", "ops")).GetCertificatePem());
        string store = "sql:" + folder.Path;
        (await ExternalProgram.RunAsync("certutil", "-N", "-d", store, "--empty-password")).Succeeded();
        (await ExternalProgram.RunAsync("certutil", "-A", "-d", store, "-n", "root", "-t", "T,,", "-a", "-i", root)).Succeeded();
        (await ExternalProgram.RunAsync("certutil", "-A", "-d", store, "-n", "leaf", "-t", ",,", "-a", "-i", leaf)).Succeeded();

        ExternalProgram client = await ExternalProgram.RunAsync("certutil", "-V", "-d", store, "-n", "leaf", "-u", "C", "-e");
        ExternalProgram server = await ExternalProgram.RunAsync("certutil", "-V", "-d", store, "-n", "leaf", "-u", "V", "-e");

        Assert.Equal("certutil: certificate is valid", client.Everything.Trim());
        Assert.DoesNotContain("is valid", server.Everything, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Java_takes_it_for_a_client_and_not_for_a_server()
    {
        using CertificateAuthority authority = SampleAuthority.Create();
        using var folder = new TemporaryFolder();
        string root = folder.Write("root.pem", Pem.Of(authority));
        string leaf = folder.Write("leaf.pem", authority.Issue(SampleAuthority.Profile("Zoë", "dev", "ops")).GetCertificatePem());

        ExternalProgram java = await ExternalProgram.RunAsync("java", folder.Write("Pkix.java", JavaTrustManager), root, leaf);
        Assert.SkipWhen(java.Error.Contains("jdk.compiler", StringComparison.Ordinal), "This Java has no compiler.");

        java.Succeeded();
        Assert.Equal("client: trusted\nserver: refused\n", java.Output.ReplaceLineEndings("\n"));
    }

    [Fact]
    public async Task Keytool_lists_one_key_with_its_chain()
    {
        using CertificateAuthority authority = SampleAuthority.Create();
        using var folder = new TemporaryFolder();
        byte[] bundle = Pkcs12Bundle.Build(authority.Issue(SampleAuthority.Profile()), [authority.Certificate], "password", 10_000, "alice");
        string path = folder.Write("alice.p12", bundle);

        ExternalProgram list = (await ExternalProgram.RunAsync(
            "keytool", "-J-Duser.language=en", "-list", "-v", "-storetype", "PKCS12", "-keystore", path, "-storepass", "password")).Succeeded();

        Assert.Contains("Your keystore contains 1 entry", list.Output, StringComparison.Ordinal);
        Assert.Contains("Alias name: alice", list.Output, StringComparison.Ordinal);
        Assert.Contains("Entry type: PrivateKeyEntry", list.Output, StringComparison.Ordinal);
        Assert.Contains("Certificate chain length: 2", list.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Keytool_opens_the_private_key()
    {
        using CertificateAuthority authority = SampleAuthority.Create();
        using var folder = new TemporaryFolder();
        byte[] bundle = Pkcs12Bundle.Build(authority.Issue(SampleAuthority.Profile()), [authority.Certificate], "password", 10_000, "alice");
        string target = Path.Combine(folder.Path, "copy.p12");

        // An import decrypts the private key, which a list leaves shut.
        (await ExternalProgram.RunAsync(
            "keytool", "-J-Duser.language=en", "-importkeystore", "-srckeystore", folder.Write("alice.p12", bundle), "-srcstoretype", "PKCS12",
            "-srcstorepass", "password", "-destkeystore", target, "-deststoretype", "PKCS12", "-deststorepass", "another")).Succeeded();

        Assert.True(new FileInfo(target).Length > 0);
    }
}
