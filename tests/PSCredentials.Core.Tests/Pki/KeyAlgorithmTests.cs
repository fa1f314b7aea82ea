using PSCredentials.Pki;

namespace PSCredentials.Tests.Pki;

/// <summary>Certificates for each kind of key, judged by OpenSSL.</summary>
public sealed class KeyAlgorithmTests
{
    public static TheoryData<KeyAlgorithm> All => [.. Enum.GetValues<KeyAlgorithm>()];

    [Theory]
    [MemberData(nameof(All))]
    public async Task OpenSsl_takes_the_certificate_and_its_key(KeyAlgorithm algorithm)
    {
        using CertificateAuthority authority = SampleAuthority.Create();
        using var folder = new TemporaryFolder();
        IssuedCertificate issued = authority.Issue(SampleAuthority.Profile(), SubjectKeyGenerator.Create(algorithm));
        string root = folder.Write("root.pem", Pem.Of(authority));
        string leaf = folder.Write("leaf.pem", issued.GetCertificatePem());
        string key = folder.Write("key.pem", issued.GetPrivateKeyPem());

        (await ExternalProgram.RunAsync("openssl", "verify", "-x509_strict", "-purpose", "sslclient", "-CAfile", root, leaf)).Succeeded();
        string certified = (await ExternalProgram.RunAsync("openssl", "x509", "-in", leaf, "-noout", "-pubkey")).Succeeded().Output;
        string made = (await ExternalProgram.RunAsync("openssl", "pkey", "-in", key, "-pubout")).Succeeded().Output;
        (await ExternalProgram.RunAsync("openssl", "pkey", "-in", key, "-noout", "-check")).Succeeded();

        Assert.Equal(made, certified);
        Assert.True(PresentedCertificate.TryParse(issued.Der, out PresentedCertificate? presented));
        Assert.True(authority.TryVerifySignature(presented));
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task OpenSsl_opens_the_bundle(KeyAlgorithm algorithm)
    {
        using CertificateAuthority authority = SampleAuthority.Create();
        using var folder = new TemporaryFolder();
        IssuedCertificate issued = authority.Issue(SampleAuthority.Profile(), SubjectKeyGenerator.Create(algorithm));
        string bundle = folder.Write("leaf.p12", Pkcs12Bundle.Build(issued, [authority.Certificate], "a-password", 2048, "alice"));

        string opened = (await ExternalProgram.RunAsync("openssl", "pkcs12", "-in", bundle, "-passin", "pass:a-password", "-nodes")).Succeeded().Output;

        Assert.Contains("BEGIN PRIVATE KEY", opened, StringComparison.Ordinal);
        Assert.Equal(2, opened.Split("BEGIN CERTIFICATE").Length - 1);
    }

    [Fact]
    public void Each_key_is_another()
    {
        foreach (KeyAlgorithm algorithm in new[] { KeyAlgorithm.EcdsaP256, KeyAlgorithm.EcdsaP384, KeyAlgorithm.Ed25519 })
        {
            var keys = Enumerable.Range(0, 50).Select(_ => Convert.ToHexString(SubjectKeyGenerator.Create(algorithm).PublicKey)).ToHashSet();
            Assert.Equal(50, keys.Count);
        }
    }

    [Fact]
    public async Task Alternative_names_stand_in_the_certificate()
    {
        using CertificateAuthority authority = SampleAuthority.Create();
        using var folder = new TemporaryFolder();
        LeafProfile profile = SampleAuthority.Profile() with
        {
            AlternativeNames = AlternativeName.ReadAll(["email:ada@example.com", "URI:spiffe://example.com/ci", "EMAIL:ada@example.com"]),
        };
        string leaf = folder.Write("leaf.pem", authority.Issue(profile).GetCertificatePem());

        string text = (await ExternalProgram.RunAsync("openssl", "x509", "-in", leaf, "-noout", "-ext", "subjectAltName")).Succeeded().Output;

        Assert.EndsWith("URI:urn:uuid:0c3b0ad0-3c1c-4f4b-9a53-0e58b3a7e0a5, email:ada@example.com, URI:spiffe://example.com/ci", text.Trim(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ada@example.com")]
    [InlineData("DNS:example.com")]
    [InlineData("email:")]
    [InlineData("email:ada")]
    [InlineData("email:Ada <ada@example.com>")]
    [InlineData("email:ada@example.com\0.evil.com")]
    [InlineData("email:adä@example.com")]
    [InlineData("email:a b@example.com")]
    [InlineData("URI:")]
    [InlineData("URI:/etc/passwd")]
    [InlineData("URI:spiffe://exämple.com")]
    [InlineData("URI:urn:a b")]
    public void A_name_of_another_kind_is_refused(string name)
    {
        CredentialException refusal = Assert.Throws<CredentialException>(() => AlternativeName.ReadAll([name]));
        Assert.StartsWith("SubjectAlternativeName ", refusal.Message, StringComparison.Ordinal);
    }
}
