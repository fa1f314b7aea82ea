using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Org.BouncyCastle.Asn1;
using Org.BouncyCastle.Asn1.X509;
using Org.BouncyCastle.X509;
using PSCredentials.Pki;

namespace PSCredentials.Tests.Pki;

public sealed class LeafCertificateTests
{
    [Fact]
    public void A_certificate_says_what_was_asked_for()
    {
        using CertificateAuthority authority = SampleAuthority.Create();
        IssuedCertificate issued = authority.Issue(SampleAuthority.Profile("Zoë", "dev", "система:admins"));
        Org.BouncyCastle.X509.X509Certificate leaf = new X509CertificateParser().ReadCertificate(issued.Der);
        Org.BouncyCastle.X509.X509Certificate root = new X509CertificateParser().ReadCertificate(authority.Certificate.ToArray());

        leaf.Verify(root.GetPublicKey());
        Assert.Equal(3, leaf.Version);
        Assert.Equal(root.SubjectDN, leaf.IssuerDN);
        Assert.Equal(["Zoë"], leaf.SubjectDN.GetValueList(X509Name.CN));
        Assert.Equal(["dev", "система:admins"], leaf.SubjectDN.GetValueList(X509Name.O));
        Assert.Equal(-1, leaf.GetBasicConstraints());
        bool[] usage = leaf.GetKeyUsage();
        Assert.Equal([0], Enumerable.Range(0, usage.Length).Where(bit => usage[bit]));
        Assert.Equal([X509Extensions.KeyUsage.Id], leaf.GetCriticalExtensionOids());
        Assert.Equal([KeyPurposeID.id_kp_clientAuth], leaf.GetExtendedKeyUsage());
        IList<object> name = Assert.Single(leaf.GetSubjectAlternativeNames());
        Assert.Equal([GeneralName.UniformResourceIdentifier, "urn:uuid:0c3b0ad0-3c1c-4f4b-9a53-0e58b3a7e0a5"], name);
        Assert.Equal(
            SubjectKeyIdentifier.GetInstance(root.GetExtension(X509Extensions.SubjectKeyIdentifier).GetParsedValue()).GetKeyIdentifier(),
            AuthorityKeyIdentifier.GetInstance(leaf.GetExtension(X509Extensions.AuthorityKeyIdentifier).GetParsedValue()).KeyIdentifier.GetOctets());
        byte[] point = leaf.SubjectPublicKeyInfo.PublicKey.GetBytes();
        Assert.Equal(
            SHA256.HashData(point)[..20],
            SubjectKeyIdentifier.GetInstance(leaf.GetExtension(X509Extensions.SubjectKeyIdentifier).GetParsedValue()).GetKeyIdentifier());
    }

    [Fact]
    public void The_issued_facts_are_those_of_the_certificate()
    {
        using CertificateAuthority authority = SampleAuthority.Create();
        IssuedCertificate issued = authority.Issue(SampleAuthority.Profile());
        Org.BouncyCastle.X509.X509Certificate leaf = new X509CertificateParser().ReadCertificate(issued.Der);

        Assert.Equal(leaf.SerialNumber.ToByteArrayUnsigned(), issued.SerialNumber);
        Assert.Equal(16, issued.SerialNumber.Length);
        Assert.Equal(SHA256.HashData(issued.Der), issued.Sha256);
        Assert.Equal(leaf.NotBefore.ToUniversalTime(), issued.NotBefore.UtcDateTime);
        Assert.Equal(leaf.NotAfter.ToUniversalTime(), issued.NotAfter.UtcDateTime);
    }

    [Fact]
    public void The_private_key_belongs_to_the_certificate()
    {
        using CertificateAuthority authority = SampleAuthority.Create();
        IssuedCertificate issued = authority.Issue(SampleAuthority.Profile());

        using X509Certificate2 pair = X509Certificate2.CreateFromPem(issued.GetCertificatePem(), issued.GetPrivateKeyPem());
        using var key = ECDsa.Create();
        key.ImportPkcs8PrivateKey(issued.PrivateKey, out _);

        Assert.True(pair.HasPrivateKey);
        Assert.Equal(key.ExportPkcs8PrivateKey(), issued.PrivateKey);
        Assert.Equal(key.ExportSubjectPublicKeyInfo(), pair.PublicKey.ExportSubjectPublicKeyInfo());
    }

    [Fact]
    public void Without_a_uri_there_is_no_alternative_name()
    {
        using CertificateAuthority authority = SampleAuthority.Create();
        IssuedCertificate issued = authority.Issue(SampleAuthority.Profile() with { UniformResourceIdentifier = null });

        Assert.Null(new X509CertificateParser().ReadCertificate(issued.Der).GetSubjectAlternativeNames());
        Assert.True(PresentedCertificate.TryParse(issued.Der, out _));
    }

    [Fact]
    public void Times_are_utc_times_through_2049_and_generalized_times_after()
    {
        var now = new DateTimeOffset(2049, 12, 1, 0, 0, 0, TimeSpan.Zero);
        using var authority = CertificateAuthority.Create("ca", now, TimeSpan.FromDays(400));
        IssuedCertificate issued = authority.Issue(SampleAuthority.Profile() with
        {
            NotBefore = new DateTimeOffset(2049, 12, 31, 23, 59, 59, 999, TimeSpan.Zero),
            NotAfter = new DateTimeOffset(2050, 1, 1, 0, 0, 0, 500, TimeSpan.Zero),
        });

        TbsCertificateStructure tbs = new X509CertificateParser().ReadCertificate(issued.Der).CertificateStructure.TbsCertificate;
        Assert.Equal("491231235959Z", Assert.IsAssignableFrom<Asn1UtcTime>(tbs.StartDate.ToAsn1Object()).TimeString);
        Assert.Equal("20500101000000Z", Assert.IsAssignableFrom<Asn1GeneralizedTime>(tbs.EndDate.ToAsn1Object()).TimeString);
        Assert.True(PresentedCertificate.TryParse(issued.Der, out PresentedCertificate? certificate));
        Assert.Equal((issued.NotBefore, issued.NotAfter), (certificate.NotBefore, certificate.NotAfter));
    }

    [Fact]
    public void A_beginning_before_the_authority_is_moved_to_its_beginning()
    {
        using CertificateAuthority authority = SampleAuthority.Create();

        IssuedCertificate issued = authority.Issue(SampleAuthority.Profile() with { NotBefore = authority.NotBefore.AddHours(-1) });

        Assert.Equal(authority.NotBefore, issued.NotBefore);
    }

    [Fact]
    public void The_end_may_be_the_authority_s_own_and_no_second_later()
    {
        using CertificateAuthority authority = SampleAuthority.Create();

        Assert.Equal(authority.NotAfter, authority.Issue(SampleAuthority.Profile() with { NotAfter = authority.NotAfter.AddMilliseconds(999) }).NotAfter);
        CredentialException exception = Assert.Throws<CredentialException>(
            () => authority.Issue(SampleAuthority.Profile() with { NotAfter = authority.NotAfter.AddSeconds(1) }));
        Assert.Equal(CredentialErrors.CertificateAuthorityExpired, exception.Definition);
    }

    [Fact]
    public void An_end_before_the_beginning_is_refused()
    {
        using CertificateAuthority authority = SampleAuthority.Create();

        AssertInvalid("NotAfter", () => authority.Issue(SampleAuthority.Profile() with { NotAfter = SampleAuthority.Now.AddMinutes(-10) }));
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData(" alice")]
    [InlineData("alice ")]
    [InlineData("ali\nce")]
    [InlineData("ali\0ce")]
    [InlineData("ali\u007Fce")]
    [InlineData("ali\u202Ece")]
    [InlineData("ali\u200Bce")]
    [InlineData("ali\u2028ce")]
    [InlineData("ali\uE000ce")]
    [InlineData("ali\uFFFEce")]
    [InlineData("12345678901234567890123456789012345678901234567890123456789012345")]
    public void A_name_that_a_certificate_cannot_carry_is_refused(string name)
    {
        using CertificateAuthority authority = SampleAuthority.Create();

        AssertInvalid("CommonName", () => authority.Issue(SampleAuthority.Profile(name)));
        AssertInvalid("Organization", () => authority.Issue(SampleAuthority.Profile("alice", "dev", name)));
        AssertInvalid("CommonName", () => CertificateAuthority.Create(name, SampleAuthority.Now, TimeSpan.FromDays(1)));
    }

    [Fact]
    public void Half_a_character_is_refused()
    {
        using CertificateAuthority authority = SampleAuthority.Create();

        AssertInvalid("CommonName", () => authority.Issue(SampleAuthority.Profile("ali\uD83Dce")));
    }

    [Fact]
    public void Length_counts_characters_and_not_their_halves()
    {
        using CertificateAuthority authority = SampleAuthority.Create();
        string name = string.Concat(Enumerable.Repeat("\U0001F600", 64));

        IssuedCertificate issued = authority.Issue(SampleAuthority.Profile(name));

        Assert.Equal([name], new X509CertificateParser().ReadCertificate(issued.Der).SubjectDN.GetValueList(X509Name.CN));
        AssertInvalid("CommonName", () => authority.Issue(SampleAuthority.Profile(name + "x")));
    }

    [Fact]
    public void The_most_groups_still_make_a_certificate_that_is_accepted()
    {
        using CertificateAuthority authority = SampleAuthority.Create();
        string[] groups = [.. Enumerable.Range(0, 128).Select(i => new string('\u4E00', 60) + $"{i:D4}")];

        Assert.True(PresentedCertificate.TryParse(authority.Issue(SampleAuthority.Profile("alice", groups)).Der, out _));
        AssertInvalid("Organization", () => authority.Issue(SampleAuthority.Profile("alice", [.. groups, "one more"])));
    }

    [Theory]
    [InlineData("")]
    [InlineData("/etc/passwd")]
    [InlineData("relative/path")]
    [InlineData("urn:uuid:ä")]
    [InlineData("urn:uuid: 1")]
    [InlineData("urn:uuid:\n1")]
    public void A_uri_that_a_certificate_cannot_carry_is_refused(string uri)
    {
        using CertificateAuthority authority = SampleAuthority.Create();

        AssertInvalid("UniformResourceIdentifier", () => authority.Issue(SampleAuthority.Profile() with { UniformResourceIdentifier = uri }));
    }

    [Fact]
    public void A_uri_that_is_too_long_is_refused()
    {
        using CertificateAuthority authority = SampleAuthority.Create();

        AssertInvalid(
            "UniformResourceIdentifier",
            () => authority.Issue(SampleAuthority.Profile() with { UniformResourceIdentifier = "urn:x:" + new string('a', 1024) }));
    }

    [Fact]
    public void Nothing_about_the_key_shows_in_its_text()
    {
        using CertificateAuthority authority = SampleAuthority.Create();
        IssuedCertificate issued = authority.Issue(SampleAuthority.Profile());

        Assert.Equal(Convert.ToHexString(issued.SerialNumber), issued.ToString());
    }

    private static void AssertInvalid(string field, Func<object> make)
    {
        CredentialException exception = Assert.Throws<CredentialException>(make);
        Assert.Equal(CredentialErrors.InvalidArgument, exception.Definition);
        Assert.StartsWith(field + " ", exception.Message, StringComparison.Ordinal);
    }
}
