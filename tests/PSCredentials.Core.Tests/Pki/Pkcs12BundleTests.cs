using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;
using PSCredentials.Pki;

namespace PSCredentials.Tests.Pki;

public sealed class Pkcs12BundleTests
{
    private const int Iterations = 2048;

    [Theory]
    [InlineData("correct horse battery staple")]
    [InlineData("pässwörd-✓-密码")]
    public void The_platform_reads_key_certificate_and_chain(string password)
    {
        using CertificateAuthority authority = SampleAuthority.Create();
        IssuedCertificate leaf = authority.Issue(SampleAuthority.Profile());
        byte[] bundle = Pkcs12Bundle.Build(leaf, [authority.Certificate], password, Iterations, "alice");

        X509Certificate2Collection all = X509CertificateLoader.LoadPkcs12Collection(bundle, password, X509KeyStorageFlags.Exportable);

        Assert.Equal(2, all.Count);
        X509Certificate2 own = Assert.Single(all, certificate => certificate.HasPrivateKey);
        Assert.Equal(leaf.Der, own.RawData);
        Assert.Equal(leaf.PrivateKey, own.GetECDsaPrivateKey()!.ExportPkcs8PrivateKey());
        Assert.Equal(authority.Certificate.ToArray(), Assert.Single(all, certificate => !certificate.HasPrivateKey).RawData);
    }

    [Fact]
    public void A_wrong_password_opens_nothing()
    {
        using CertificateAuthority authority = SampleAuthority.Create();
        byte[] bundle = Pkcs12Bundle.Build(authority.Issue(SampleAuthority.Profile()), [], "right", Iterations, "alice");

        Assert.False(Pkcs12Info.Decode(bundle, out _).VerifyMac("wrong"));
        Assert.Throws<CryptographicException>(() => X509CertificateLoader.LoadPkcs12(bundle, "wrong"));
    }

    [Fact]
    public void Key_and_certificate_carry_one_local_key_id_and_the_name()
    {
        using CertificateAuthority authority = SampleAuthority.Create();
        IssuedCertificate leaf = authority.Issue(SampleAuthority.Profile());
        var info = Pkcs12Info.Decode(Pkcs12Bundle.Build(leaf, [authority.Certificate], "pass", Iterations, "Zoë \U0001F600"), out _);

        Pkcs12SafeContents certificates = info.AuthenticatedSafe[0];
        Assert.Equal(Pkcs12ConfidentialityMode.Password, certificates.ConfidentialityMode);
        certificates.Decrypt("pass");
        Pkcs12SafeBag certificate = certificates.GetBags().First();
        Pkcs12SafeBag key = Assert.Single(info.AuthenticatedSafe[1].GetBags());

        Assert.IsType<Pkcs12ShroudedKeyBag>(key);
        Assert.Equal([Convert.ToHexString(leaf.Sha256), "Zoë \uFFFD"], Attributes(certificate));
        Assert.Equal(Attributes(certificate), Attributes(key));
        Assert.Empty(certificates.GetBags().Last().Attributes);
    }

    private static string[] Attributes(Pkcs12SafeBag bag)
    {
        Pkcs9LocalKeyId id = bag.Attributes.Cast<CryptographicAttributeObject>().Select(a => a.Values[0]).OfType<Pkcs9LocalKeyId>().Single();
        byte[] name = bag.Attributes.Cast<CryptographicAttributeObject>().Single(a => a.Oid.Value == ObjectIdentifiers.FriendlyName).Values[0].RawData;
        return
        [
            Convert.ToHexString(id.KeyId.Span),
            System.Formats.Asn1.AsnDecoder.ReadCharacterString(
                name, System.Formats.Asn1.AsnEncodingRules.DER, System.Formats.Asn1.UniversalTagNumber.BMPString, out _),
        ];
    }
}
