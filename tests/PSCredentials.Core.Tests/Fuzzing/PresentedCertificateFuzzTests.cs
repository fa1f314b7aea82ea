using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using PSCredentials.Pki;
using PSCredentials.Tests.Pki;

namespace PSCredentials.Tests.Fuzzing;

/// <summary>Damaged client certificates: none crashes the parser or is taken for one of the authority's, and what is said of them can be shown.</summary>
public sealed class PresentedCertificateFuzzTests
{
    private const int Usual = 40_000;

    [Fact]
    public void No_damaged_certificate_is_taken_for_ours()
    {
        using CertificateAuthority authority = SampleAuthority.Create();
        byte[][] corpus = Corpus(authority);
        FuzzRun.Run(Usual, 20_261_123, random =>
        {
            byte[] original = corpus[random.Next(corpus.Length)];
            byte[] mutated = DerMutation.Mutate(original, random);
            if (!PresentedCertificate.TryParse(mutated, out PresentedCertificate? certificate))
            {
                Refused.CheckText(PresentedCertificate.DescribeFault(mutated));
                return false;
            }

            Assert.True(!authority.TryVerifySignature(certificate) || mutated.AsSpan().SequenceEqual(original), "It was taken: " + Convert.ToHexString(mutated));
            Refused.CheckText(authority.DescribeRefusal(certificate));
            Refused.CheckText(DistinguishedNameReader.Format(certificate.Subject) + ".");
            return true;
        });
    }

    [Theory]
    [InlineData("\u009B31m")]
    [InlineData("\u007F")]
    [InlineData("\u202Eevil")]
    [InlineData("\u2028")]
    [InlineData("\u200B")]
    public void A_name_with_characters_that_do_not_show_is_written_out(string hidden)
    {
        byte[] name = Profile.DerEdit.Value(0x30, Profile.DerEdit.Value(0x31, Profile.DerEdit.Value(
            0x30, [0x06, 0x03, 0x55, 0x04, 0x03], Profile.DerEdit.Value(0x0C, System.Text.Encoding.UTF8.GetBytes("a" + hidden)))));

        string text = DistinguishedNameReader.Format(name);

        Refused.CheckText(text);
        Assert.StartsWith("CN=a\\", text, StringComparison.Ordinal);
    }

    private static byte[][] Corpus(CertificateAuthority authority)
    {
        LeafProfile names = SampleAuthority.Profile("Zoë 名前", "dev", "ops") with { AlternativeNames = AlternativeName.ReadAll(["email:ada@example.com", "URI:spiffe://example.com/ci"]) };
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var others = new CertificateRequest("C=DE, O=Example, OU=a + OU=b, CN=elsewhere", key, HashAlgorithmName.SHA256);
        others.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.2")], critical: false));
        others.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, critical: true));
        using X509Certificate2 other = others.CreateSelfSigned(SampleAuthority.Now, SampleAuthority.Now.AddDays(9));
        return
        [
            authority.Issue(SampleAuthority.Profile("alice", "dev", "ops")).Der, authority.Issue(names, SubjectKeyGenerator.Create(KeyAlgorithm.Rsa2048)).Der,
            authority.Issue(names, SubjectKeyGenerator.Create(KeyAlgorithm.Ed25519)).Der, authority.Certificate.ToArray(), other.RawData,
        ];
    }
}
