using PSCredentials.Pki;

namespace PSCredentials.Tests.Pki;

public sealed class OpenSslTests
{
    private const string OpenSsl = "openssl";

    [Fact]
    public async Task Verify_finds_nothing_strictly()
    {
        using CertificateAuthority authority = SampleAuthority.Create();
        using var folder = new TemporaryFolder();
        IssuedCertificate issued = authority.Issue(SampleAuthority.Profile("Zoë", "dev", "ops"));
        string root = folder.Write("root.pem", Pem.Of(authority));
        string leaf = folder.Write("leaf.pem", issued.GetCertificatePem());

        ExternalProgram verify = (await ExternalProgram.RunAsync(
            OpenSsl, "verify", "-x509_strict", "-check_ss_sig", "-policy_check", "-purpose", "sslclient", "-CAfile", root, leaf)).Succeeded();

        Assert.Equal($"{leaf}: OK", verify.Everything.Trim());
    }

    [Fact]
    public async Task Verify_refuses_it_for_a_server()
    {
        using CertificateAuthority authority = SampleAuthority.Create();
        using var folder = new TemporaryFolder();
        string root = folder.Write("root.pem", Pem.Of(authority));
        string leaf = folder.Write("leaf.pem", authority.Issue(SampleAuthority.Profile()).GetCertificatePem());

        ExternalProgram verify = await ExternalProgram.RunAsync(
            OpenSsl, "verify", "-x509_strict", "-purpose", "sslserver", "-CAfile", root, leaf);

        Assert.Contains("unsuitable certificate purpose", verify.Everything, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Text_shows_the_profile()
    {
        using CertificateAuthority authority = SampleAuthority.Create();
        using var folder = new TemporaryFolder();
        string leaf = folder.Write("leaf.pem", authority.Issue(SampleAuthority.Profile("alice", "dev")).GetCertificatePem());

        string text = (await ExternalProgram.RunAsync(OpenSsl, "x509", "-in", leaf, "-noout", "-text", "-nameopt", "RFC2253")).Succeeded().Output;

        string flat = string.Join('\n', text.Split('\n').Select(line => line.Trim()));
        Assert.Contains("Version: 3 (0x2)", flat, StringComparison.Ordinal);
        Assert.Contains("Subject: CN=alice,O=dev", flat, StringComparison.Ordinal);
        Assert.Contains("X509v3 Key Usage: critical\nDigital Signature\n", flat, StringComparison.Ordinal);
        Assert.Contains("X509v3 Extended Key Usage:\nTLS Web Client Authentication\n", flat, StringComparison.Ordinal);
        Assert.Contains("URI:urn:uuid:0c3b0ad0-3c1c-4f4b-9a53-0e58b3a7e0a5", flat, StringComparison.Ordinal);
        Assert.Contains("Signature Algorithm: ecdsa-with-SHA256", flat, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("plain-password")]
    [InlineData("pässwörd ✓ 密码")]
    public async Task Pkcs12_opens_the_bundle_and_shows_its_protection(string password)
    {
        using CertificateAuthority authority = SampleAuthority.Create();
        using var folder = new TemporaryFolder();
        IssuedCertificate leaf = authority.Issue(SampleAuthority.Profile());
        string bundle = folder.Write("alice.p12", Pkcs12Bundle.Build(leaf, [authority.Certificate], password, 10_000, "Alice's laptop"));

        ExternalProgram shown = (await ExternalProgram.RunAsync(
            OpenSsl, "pkcs12", "-info", "-in", bundle, "-passin", "pass:" + password, "-noenc")).Succeeded();

        Assert.Contains("MAC: sha256, Iteration 10000", shown.Error, StringComparison.Ordinal);
        Assert.Contains("PKCS7 Encrypted data: PBES2, PBKDF2, AES-256-CBC, Iteration 10000, PRF hmacWithSHA256", shown.Error, StringComparison.Ordinal);
        Assert.Contains("Shrouded Keybag: PBES2, PBKDF2, AES-256-CBC, Iteration 10000, PRF hmacWithSHA256", shown.Error, StringComparison.Ordinal);
        Assert.Equal(2, shown.Output.Split("friendlyName: Alice's laptop").Length - 1);
        Assert.Contains(leaf.GetCertificatePem(), shown.Output, StringComparison.Ordinal);
        Assert.Contains(Pem.Of(authority), shown.Output, StringComparison.Ordinal);
        Assert.Contains(leaf.GetPrivateKeyPem(), shown.Output, StringComparison.Ordinal);
    }
}
