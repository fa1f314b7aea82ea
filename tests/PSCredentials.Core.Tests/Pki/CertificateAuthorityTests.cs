using System.Collections.Concurrent;
using System.Security.Cryptography;
using Org.BouncyCastle.Asn1.X509;
using Org.BouncyCastle.X509;
using PSCredentials.Pki;

namespace PSCredentials.Tests.Pki;

public sealed class CertificateAuthorityTests
{
    [Fact]
    public void The_root_has_the_profile_of_a_certificate_authority()
    {
        using CertificateAuthority authority = SampleAuthority.Create();
        X509Certificate root = new X509CertificateParser().ReadCertificate(authority.Certificate.ToArray());

        root.Verify(root.GetPublicKey());
        Assert.Equal(3, root.Version);
        Assert.Equal(0, root.GetBasicConstraints());
        Assert.Equal(
            [X509Extensions.KeyUsage.Id, X509Extensions.BasicConstraints.Id], root.GetCriticalExtensionOids().Order());
        bool[] usage = root.GetKeyUsage();
        Assert.Equal([5, 6], Enumerable.Range(0, usage.Length).Where(bit => usage[bit]));
        Assert.Equal("CN=PSCredentials Test CA", root.SubjectDN.ToString());
        Assert.Equal(root.SubjectDN, root.IssuerDN);
        Assert.Equal(128 / 8, root.SerialNumber.ToByteArray().Length);
        Assert.Equal(1, root.SerialNumber.SignValue);
        Assert.Equal(
            SubjectKeyIdentifier.GetInstance(root.GetExtension(X509Extensions.SubjectKeyIdentifier).GetParsedValue()).GetKeyIdentifier(),
            AuthorityKeyIdentifier.GetInstance(root.GetExtension(X509Extensions.AuthorityKeyIdentifier).GetParsedValue()).KeyIdentifier.GetOctets());
    }

    [Fact]
    public void The_root_begins_before_now_and_ends_when_asked_in_whole_seconds()
    {
        var now = new DateTimeOffset(2027, 3, 4, 5, 6, 7, 890, TimeSpan.FromHours(2));
        using var authority = CertificateAuthority.Create("ca", now, TimeSpan.FromDays(10));

        Assert.Equal(new DateTimeOffset(2027, 3, 4, 3, 1, 7, TimeSpan.Zero), authority.NotBefore);
        Assert.Equal(new DateTimeOffset(2027, 3, 14, 3, 6, 7, TimeSpan.Zero), authority.NotAfter);
        Assert.Equal("CN=ca", authority.Subject);
    }

    [Fact]
    public void A_loaded_authority_issues_under_the_same_root()
    {
        using CertificateAuthority first = SampleAuthority.Create();
        using var second = CertificateAuthority.Load(first.Certificate, first.ExportSecret(), []);

        Assert.True(PresentedCertificate.TryParse(second.Issue(SampleAuthority.Profile()).Der, out PresentedCertificate? certificate));
        Assert.True(first.TryVerifySignature(certificate));
        Assert.Equal(first.Subject, second.Subject);
        Assert.Equal((first.NotBefore, first.NotAfter), (second.NotBefore, second.NotAfter));
        Assert.Equal(first.ExportSecret(), second.ExportSecret());
    }

    [Fact]
    public void The_exported_key_is_what_the_platform_would_export()
    {
        using CertificateAuthority authority = SampleAuthority.Create();
        using var key = ECDsa.Create();
        key.ImportPkcs8PrivateKey(authority.ExportSecret(), out _);

        Assert.Equal(key.ExportPkcs8PrivateKey(), authority.ExportSecret());
    }

    [Fact]
    public void A_key_of_another_authority_is_refused()
    {
        using CertificateAuthority authority = SampleAuthority.Create();
        using CertificateAuthority other = SampleAuthority.Create();

        AssertDamaged(() => CertificateAuthority.Load(authority.Certificate, other.ExportSecret(), []));
    }

    [Fact]
    public void A_damaged_certificate_or_key_is_refused()
    {
        using CertificateAuthority authority = SampleAuthority.Create();
        byte[] key = authority.ExportSecret();

        AssertDamaged(() => CertificateAuthority.Load(authority.Certificate[..^1], key, []));
        AssertDamaged(() => CertificateAuthority.Load(authority.Certificate, key.AsSpan(1), []));
        AssertDamaged(() => CertificateAuthority.Load(authority.Certificate, [.. key, 0x00], []));
        AssertDamaged(() => CertificateAuthority.Load(default, default, []));
    }

    [Fact]
    public void A_key_on_another_curve_is_refused()
    {
        using CertificateAuthority authority = SampleAuthority.Create();
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP384);

        AssertDamaged(() => CertificateAuthority.Load(authority.Certificate, key.ExportPkcs8PrivateKey(), []));
    }

    [Fact]
    public void A_client_certificate_is_no_certificate_authority()
    {
        using CertificateAuthority authority = SampleAuthority.Create();
        IssuedCertificate leaf = authority.Issue(SampleAuthority.Profile());

        AssertDamaged(() => CertificateAuthority.Load(leaf.Der, leaf.PrivateKey, []));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(4_000_000)]
    public void A_lifetime_that_no_certificate_can_say_is_refused(int days)
    {
        CredentialException exception = Assert.Throws<CredentialException>(
            () => CertificateAuthority.Create("ca", SampleAuthority.Now, TimeSpan.FromDays(days)));

        Assert.Equal(CredentialErrors.InvalidArgument, exception.Definition);
        Assert.StartsWith("Lifetime ", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Many_threads_issue_good_certificates_with_serial_numbers_of_their_own()
    {
        using CertificateAuthority authority = SampleAuthority.Create();
        var serials = new ConcurrentDictionary<string, bool>();

        Parallel.For(0, 2_000, new ParallelOptions { MaxDegreeOfParallelism = 16 }, i =>
        {
            IssuedCertificate issued = authority.Issue(SampleAuthority.Profile($"user-{i}", "dev"));
            Assert.True(PresentedCertificate.TryParse(issued.Der, out PresentedCertificate? certificate));
            Assert.True(authority.TryVerifySignature(certificate));
            Assert.True(serials.TryAdd(Convert.ToHexString(issued.SerialNumber), true));
        });

        Assert.Equal(2_000, serials.Count);
    }

    [Fact]
    public void A_disposed_authority_signs_and_tells_nothing()
    {
        CertificateAuthority authority = SampleAuthority.Create();
        authority.Dispose();

        Assert.Throws<ObjectDisposedException>(() => authority.Issue(SampleAuthority.Profile()));
        Assert.Throws<ObjectDisposedException>(authority.ExportSecret);
    }

    private static void AssertDamaged(Func<CertificateAuthority> load)
    {
        CredentialException exception = Assert.Throws<CredentialException>(load);
        Assert.Equal(CredentialErrors.StoreDamaged, exception.Definition);
    }
}
