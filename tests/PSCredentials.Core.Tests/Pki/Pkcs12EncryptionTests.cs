using System.Security.Cryptography.Pkcs;
using PSCredentials.Pki;

namespace PSCredentials.Tests.Pki;

/// <summary>How each kind of bundle is protected, as OpenSSL reports it and as a reader by hand finds it.</summary>
public sealed class Pkcs12EncryptionTests
{
    private const int Iterations = 1234;

    [Theory]
    [InlineData(Pkcs12Encryption.Aes256, "MAC: sha256, Iteration 1234", "PBES2, PBKDF2, AES-256-CBC, Iteration 1234, PRF hmacWithSHA256")]
    [InlineData(Pkcs12Encryption.Legacy, "MAC: sha1, Iteration 1234", "pbeWithSHA1And3-KeyTripleDES-CBC, Iteration 1234")]
    public async Task OpenSsl_reports_what_was_asked_for(Pkcs12Encryption encryption, string mac, string cipher)
    {
        using var folder = new TemporaryFolder();

        ExternalProgram info = (await ExternalProgram.RunAsync(
            "openssl", "pkcs12", "-in", folder.Write("leaf.p12", Build(encryption)), "-passin", "pass:a-password", "-nodes", "-info")).Succeeded();

        Assert.Contains(mac, info.Error, StringComparison.Ordinal);
        Assert.Contains($"PKCS7 Encrypted data: {cipher}", info.Error, StringComparison.Ordinal);
        Assert.Contains($"Shrouded Keybag: {cipher}", info.Error, StringComparison.Ordinal);
        Assert.Contains("friendlyName: alice", info.Output, StringComparison.Ordinal);
        Assert.Equal(2, info.Output.Split("BEGIN CERTIFICATE").Length - 1);
    }

    [Fact]
    public void A_pbmac1_is_the_one_of_rfc_9879()
    {
        byte[] bundle = Build(Pkcs12Encryption.Pbmac1, "pässwörd 🔑");

        Pbmac1 mac = Pbmac1.Read(bundle);

        Assert.Equal((Iterations, 32), (mac.Iterations, mac.KeyLength));
        Assert.Equal(16, mac.Salt.Length);
        Assert.Equal("NOT USED"u8.ToArray(), mac.UnusedSalt);
        Assert.True(mac.IsBy("pässwörd 🔑"));
        Assert.False(mac.IsBy("passwörd 🔑"));
        Assert.NotEqual(mac.Salt, Pbmac1.Read(Build(Pkcs12Encryption.Pbmac1)).Salt);
    }

    [Fact]
    public void Inside_a_pbmac1_are_the_same_key_and_certificates()
    {
        using CertificateAuthority authority = SampleAuthority.Create();
        IssuedCertificate leaf = authority.Issue(SampleAuthority.Profile());

        var info = Pkcs12Info.Decode(
            WithoutMac(Pkcs12Bundle.Build(leaf, [authority.Certificate], "a-password", Iterations, "alice", Pkcs12Encryption.Pbmac1)), out _);

        info.AuthenticatedSafe[0].Decrypt("a-password");
        Assert.Equal(
            [leaf.Der, authority.Certificate.ToArray()],
            info.AuthenticatedSafe[0].GetBags().Cast<Pkcs12CertBag>().Select(bag => bag.GetCertificate().RawData));
        var key = Assert.IsType<Pkcs12ShroudedKeyBag>(Assert.Single(info.AuthenticatedSafe[1].GetBags()));
        Assert.Equal(leaf.PrivateKey, Pkcs8PrivateKeyInfo.DecryptAndDecode("a-password", key.EncryptedPkcs8PrivateKey, out _).Encode());
    }

    [Theory]
    [InlineData(KeyAlgorithm.EcdsaP256)]
    [InlineData(KeyAlgorithm.Rsa2048)]
    [InlineData(KeyAlgorithm.Ed25519)]
    public async Task OpenSsl_opens_an_encrypted_key(KeyAlgorithm algorithm)
    {
        using CertificateAuthority authority = SampleAuthority.Create();
        using var folder = new TemporaryFolder();
        string plain = authority.Issue(SampleAuthority.Profile(), SubjectKeyGenerator.Create(algorithm)).GetPrivateKeyPem();
        string path = folder.Write("key.pem", PrivateKeyEncryption.EncryptPem(plain, "pässwörd 🔑", Iterations));

        ExternalProgram opened = (await ExternalProgram.RunAsync("openssl", "pkey", "-in", path, "-passin", "pass:pässwörd 🔑")).Succeeded();
        ExternalProgram refused = await ExternalProgram.RunAsync("openssl", "pkey", "-in", path, "-passin", "pass:passwort");

        Assert.StartsWith("-----BEGIN ENCRYPTED PRIVATE KEY-----\n", await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Equal(plain, opened.Output);
        Assert.NotEqual(0, refused.ExitCode);
    }

    private static byte[] Build(Pkcs12Encryption encryption, string password = "a-password")
    {
        using CertificateAuthority authority = SampleAuthority.Create();
        return Pkcs12Bundle.Build(
            authority.Issue(SampleAuthority.Profile()), [authority.Certificate], password, Iterations, "alice", encryption);
    }

    private static byte[] WithoutMac(byte[] bundle)
    {
        System.Formats.Asn1.AsnReader pfx = new System.Formats.Asn1.AsnReader(bundle, System.Formats.Asn1.AsnEncodingRules.BER).ReadSequence();
        return CertificateEncoding.Once(writer =>
        {
            using (writer.PushSequence())
            {
                writer.WriteEncodedValue(pfx.ReadEncodedValue().Span);
                writer.WriteEncodedValue(pfx.ReadEncodedValue().Span);
            }
        });
    }
}
