using System.Security.Cryptography;
using PSCredentials.Pki;

namespace PSCredentials.Tests.Pki;

public sealed class CertificateAuthorityPemTests
{
    private static readonly byte[] s_first = Root("first");
    private static readonly byte[] s_second = Root("second");

    [Fact]
    public void Certificates_come_back_clean_and_in_order()
    {
        string given = "subject=CN = first\r\n" + Pem(s_first).Replace("\n", "\r\n", StringComparison.Ordinal) + "\r\n# and\r\n" + Pem(s_second);

        Assert.Equal(Pem(s_first) + Pem(s_second), CertificateAuthorityPem.Normalize(given));
    }

    [Fact]
    public void What_is_clean_stays_as_it_is() =>
        Assert.Equal(Pem(s_first), CertificateAuthorityPem.Normalize(Pem(s_first)));

    [Fact]
    public void A_certificate_given_twice_is_kept_once() =>
        Assert.Equal(Pem(s_first) + Pem(s_second), CertificateAuthorityPem.Normalize(Pem(s_first) + Pem(s_second) + Pem(s_first)));

    [Theory]
    [InlineData("")]
    [InlineData("   \n")]
    [InlineData("MIIB")]
    public void Text_without_a_certificate_is_refused(string text) => AssertRefused(text, "no certificate");

    [Fact]
    public void A_private_key_is_refused_wherever_and_in_whatever_form_it_stands()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

        AssertRefused(key.ExportPkcs8PrivateKeyPem(), "private key");
        AssertRefused(Pem(s_first) + key.ExportECPrivateKeyPem(), "private key");
        AssertRefused(key.ExportPkcs8PrivateKeyPem() + "\n" + Pem(s_first), "private key");
        AssertRefused(Pem(s_first) + key.ExportPkcs8PrivateKeyPem()[..60], "private key");
        AssertRefused(
            Pem(s_first) + key.ExportEncryptedPkcs8PrivateKeyPem("x", new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 1)),
            "private key");
    }

    [Fact]
    public void Other_blocks_are_refused_by_name()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

        AssertRefused(Pem(s_first) + key.ExportSubjectPublicKeyInfoPem(), "'PUBLIC KEY'");
    }

    [Fact]
    public void A_cut_off_certificate_is_refused() => AssertRefused(Pem(s_second) + Pem(s_first)[..100], "cut off");

    [Fact]
    public void A_block_that_holds_no_certificate_is_refused() =>
        AssertRefused(PemEncoding.WriteString("CERTIFICATE", [0x30, 0x00]), "cannot be read");

    [Fact]
    public void A_text_beyond_measure_is_refused() => AssertRefused(new string(' ', (1024 * 1024) + 1), "at most");

    private static byte[] Root(string name)
    {
        using CertificateAuthority authority = SampleAuthority.Create(name);
        return authority.Certificate.ToArray();
    }

    private static string Pem(byte[] certificate) => PemEncoding.WriteString("CERTIFICATE", certificate) + "\n";

    private static void AssertRefused(string text, string because)
    {
        CredentialException exception = Assert.Throws<CredentialException>(() => CertificateAuthorityPem.Normalize(text));
        Assert.Equal(CredentialErrors.InvalidArgument, exception.Definition);
        Assert.StartsWith("CertificateAuthority ", exception.Message, StringComparison.Ordinal);
        Assert.Contains(because, exception.Message, StringComparison.Ordinal);
    }
}
