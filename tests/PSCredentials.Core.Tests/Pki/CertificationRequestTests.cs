using System.Security.Cryptography;
using PSCredentials.Pki;

namespace PSCredentials.Tests.Pki;

/// <summary>Certification requests as OpenSSL makes them, good and bad.</summary>
public sealed class CertificationRequestTests
{
    [Theory]
    [InlineData(KeyAlgorithm.EcdsaP256, "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256")]
    [InlineData(KeyAlgorithm.EcdsaP256, "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-sha512")]
    [InlineData(KeyAlgorithm.EcdsaP384, "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-384", "-sha384")]
    [InlineData(KeyAlgorithm.Rsa2048, "-newkey", "rsa:2048")]
    [InlineData(KeyAlgorithm.Rsa3072, "-newkey", "rsa:3072", "-sha512")]
    [InlineData(KeyAlgorithm.Ed25519, "-newkey", "ed25519")]
    public async Task The_certificate_is_for_the_key_of_the_request(KeyAlgorithm algorithm, params string[] newKey)
    {
        using var folder = new TemporaryFolder();
        byte[] request = await MakeAsync(folder, [.. newKey, "-addext", "subjectAltName=DNS:not.taken.example"]);

        SubjectKey key = CertificationRequest.Read(request);

        Assert.Equal(algorithm, key.Algorithm);
        Assert.Empty(key.Pkcs8);
        using CertificateAuthority authority = SampleAuthority.Create();
        string leaf = folder.Write("leaf.pem", authority.Issue(SampleAuthority.Profile(), key).GetCertificatePem());
        string certified = (await ExternalProgram.RunAsync("openssl", "x509", "-in", leaf, "-noout", "-pubkey")).Succeeded().Output;
        string own = (await ExternalProgram.RunAsync("openssl", "pkey", "-in", Path.Combine(folder.Path, "key.pem"), "-pubout")).Succeeded().Output;
        Assert.Equal(own, certified);
        Assert.DoesNotContain("not.taken", (await ExternalProgram.RunAsync("openssl", "x509", "-in", leaf, "-noout", "-text")).Succeeded().Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1024 bits", "-newkey", "rsa:1024")]
    [InlineData("2056 bits", "-newkey", "rsa:2056")]
    [InlineData("weak exponent", "-newkey", "rsa:2048", "-pkeyopt", "rsa_keygen_pubexp:3")]
    [InlineData("curve 1.3.132.0.10", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:secp256k1")]
    [InlineData("curve 1.3.132.0.35", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-521")]
    [InlineData("curve without a name", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-pkeyopt", "ec_param_enc:explicit")]
    [InlineData("type 1.3.101.113", "-newkey", "ed448")]
    [InlineData("algorithm 1.2.840.113549.1.1.5", "-newkey", "rsa:2048", "-sha1")]
    [InlineData("algorithm 1.2.840.10045.4.1", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-sha1")]
    public async Task Weak_and_odd_keys_and_signatures_are_refused_by_name(string fault, params string[] newKey)
    {
        using var folder = new TemporaryFolder();
        byte[] request = await MakeAsync(folder, newKey);

        CredentialException refusal = Assert.Throws<CredentialException>(() => CertificationRequest.Read(request));

        Assert.StartsWith("CertificateRequest ", refusal.Message, StringComparison.Ordinal);
        Assert.Contains(fault, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_changed_request_is_refused_as_it_proves_nothing()
    {
        using var folder = new TemporaryFolder();
        byte[] request = await MakeAsync(folder, ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"]);
        int name = request.AsSpan().IndexOf("somebody"u8);
        request[name] = (byte)'S';

        CredentialException refusal = Assert.Throws<CredentialException>(() => CertificationRequest.Read(request));

        Assert.Contains("does not verify", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256")]
    [InlineData("-newkey", "rsa:2048")]
    [InlineData("-newkey", "ed25519")]
    public async Task Mutated_requests_are_refused_and_nothing_else_happens(params string[] newKey)
    {
        const int Rounds = 35_000;
        using var folder = new TemporaryFolder();
        byte[] request = await MakeAsync(folder, newKey);
        var random = new Random(20261123);
        for (int round = 0; round < Rounds; round++)
        {
            byte[] mutated = Mutate(request, random);
            if (!mutated.AsSpan().SequenceEqual(request))
            {
                Assert.Equal(CredentialErrors.InvalidArgument, Assert.Throws<CredentialException>(() => CertificationRequest.Read(mutated)).Definition);
            }
        }
    }

    [Fact]
    public void What_is_no_request_is_refused()
    {
        foreach (byte[] other in new[] { [0], [0x30], new byte[70_000], "not a request"u8.ToArray(), RandomNumberGenerator.GetBytes(500) })
        {
            Assert.Equal(CredentialErrors.InvalidArgument, Assert.Throws<CredentialException>(() => CertificationRequest.Read(other)).Definition);
        }
    }

    private static byte[] Mutate(byte[] original, Random random)
    {
        byte[] changed = [.. original];
        switch (random.Next(3))
        {
            case 0:
                changed[random.Next(changed.Length)] ^= (byte)(1 << random.Next(8));
                return changed;
            case 1:
                return changed[..random.Next(1, changed.Length)];
            default:
                changed[random.Next(changed.Length)] = (byte)random.Next(256);
                changed[random.Next(changed.Length)] = (byte)random.Next(256);
                return changed;
        }
    }

    private static async Task<byte[]> MakeAsync(TemporaryFolder folder, string[] newKey)
    {
        string request = Path.Combine(folder.Path, "request.der");
        (await ExternalProgram.RunAsync(
            "openssl",
            ["req", "-new", .. newKey, "-nodes", "-keyout", Path.Combine(folder.Path, "key.pem"), "-subj", "/CN=somebody", "-outform", "DER", "-out", request])).Succeeded();
        return await File.ReadAllBytesAsync(request, TestContext.Current.CancellationToken);
    }
}
