namespace PSCredentials.Tests.Pki;

/// <summary>Vaults on a certificate authority that the user brings.</summary>
public sealed class BroughtAuthorityTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly BroughtAuthority _brought;

    public BroughtAuthorityTests() => _brought = new BroughtAuthority(_folder);

    [Theory]
    [InlineData("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256")]
    [InlineData("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-384")]
    [InlineData("-newkey", "rsa:3072")]
    public async Task A_root_issues_lists_and_answers(params string[] key)
    {
        await _brought.RootAsync("root", key);
        await using SampleVault vault = await OpenAsync(new CertificateAuthoritySource { Certificates = _brought.Read("root.pem"), PrivateKey = _brought.Read("root.key") });

        IssuedApiCredential good = await IssueAsync(vault, "still-good");
        IssuedApiCredential bad = await IssueAsync(vault, "key-leaked");
        await vault.Credentials.RevokeAsync(CredentialReference.ById(bad.Id), RevocationReason.KeyCompromise, CancellationToken.None);

        await VerifyAsync(vault, good, "root.pem", refused: false);
        await VerifyAsync(vault, bad, "root.pem", refused: true);
        Assert.Equal(VerificationReason.Valid, (await vault.VerifyAsync(good)).Reason);
        Assert.Equal(VerificationReason.Revoked, (await vault.VerifyAsync(bad)).Reason);
        await vault.CloseAsync();
        await vault.OpenAgainAsync();
        Assert.Equal(VerificationReason.Valid, (await vault.VerifyAsync(good)).Reason);
        Assert.Equal("CN=root,O=Example", (await vault.Authority.DescribeAsync(CancellationToken.None)).CertificateAuthoritySubject);
    }

    [Fact]
    public async Task An_intermediate_in_a_bundle_hands_its_chain_on()
    {
        await _brought.RootAsync("root");
        await _brought.IntermediateAsync("root", "issuing");
        await _brought.OpenSslAsync([
            "pkcs12", "-export", "-in", _brought.File("issuing.pem"), "-inkey", _brought.File("issuing.key"), "-certfile", _brought.File("root.pem"),
            "-passout", "pass:" + BroughtAuthority.Password, "-out", _brought.File("issuing.p12")]);
        await using SampleVault vault = await OpenAsync(new CertificateAuthoritySource
        {
            Certificates = _brought.Read("issuing.p12"), Password = new SecretText(BroughtAuthority.Password),
        });

        IssuedApiCredential issued = await IssueAsync(vault, "still-good");

        Assert.Equal(2, issued.GetChainPem().Split("BEGIN CERTIFICATE").Length - 1);
        string leaf = _folder.Write("leaf.pem", issued.GetCertificatePem());
        string chain = _folder.Write("chain.pem", issued.GetChainPem());
        (await ExternalProgram.RunAsync("openssl", "verify", "-x509_strict", "-CAfile", _brought.File("root.pem"), "-untrusted", chain, leaf)).Succeeded();
        Assert.Equal(VerificationReason.Valid, (await vault.VerifyAsync(issued)).Reason);
        string bundle = _folder.Write("leaf.p12", issued.GetPkcs12());
        string opened = (await ExternalProgram.RunAsync("openssl", "pkcs12", "-in", bundle, "-nokeys", "-passin", "pass:" + issued.GetPassword())).Succeeded().Output;
        Assert.Equal(3, opened.Split("BEGIN CERTIFICATE").Length - 1);
    }

    [Fact]
    public async Task An_encrypted_key_in_pem_opens_with_its_password_and_with_no_other()
    {
        await _brought.RootAsync("root");
        await _brought.OpenSslAsync(["pkcs8", "-topk8", "-in", _brought.File("root.key"), "-passout", "pass:" + BroughtAuthority.Password, "-out", _brought.File("sealed.key")]);
        var source = new CertificateAuthoritySource { Certificates = (byte[])[.. _brought.Read("root.pem"), .. _brought.Read("sealed.key")] };

        await RefusedAsync("the password is wrong", source with { Password = new SecretText("another") });
        await RefusedAsync("needs a password", source);
        await using SampleVault vault = await OpenAsync(source with { Password = new SecretText(BroughtAuthority.Password) });
        Assert.Equal(VerificationReason.Valid, (await vault.VerifyAsync(await IssueAsync(vault, "still-good"))).Reason);
    }

    [Fact]
    public async Task What_cannot_be_issued_under_is_refused_by_name_and_makes_nothing()
    {
        await _brought.RootAsync("root");
        await _brought.RootAsync("other");
        await _brought.RootAsync("nolists", usage: "critical,keyCertSign");
        await _brought.RootAsync("nosigning", usage: "critical,digitalSignature,cRLSign");
        await _brought.RootAsync("servers", extensions: "extendedKeyUsage=serverAuth");
        await _brought.RootAsync("constrained", extensions: "nameConstraints=critical,permitted;DNS:example.com");
        await _brought.RootAsync("big", ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-521"]);
        await _brought.IntermediateAsync("root", "issuing");
        await _brought.OpenSslAsync(["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-subj", "/CN=leaf", "-addext", "basicConstraints=critical,CA:FALSE", "-keyout", _brought.File("leaf.key"), "-out", _brought.File("leaf.pem")]);

        await _brought.OpenSslAsync(["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-subj", "/", "-addext", "basicConstraints=critical,CA:TRUE", "-addext", "keyUsage=critical,keyCertSign,cRLSign", "-keyout", _brought.File("nameless.key"), "-out", _brought.File("nameless.pem")]);

        await RefusedAsync("has no name", Pem("nameless.pem", "nameless.key"));
        await RefusedAsync("has no certificate for its private key", Pem("root.pem", "other.key"));
        await RefusedAsync("has no private key in PEM", new CertificateAuthoritySource { Certificates = _brought.Read("root.pem") });
        await RefusedAsync("lacks cRLSign", Pem("nolists.pem", "nolists.key"));
        await RefusedAsync("does not allow its key to sign certificates", Pem("nosigning.pem", "nosigning.key"));
        await RefusedAsync("client authentication", Pem("servers.pem", "servers.key"));
        await RefusedAsync("critical extension 2.5.29.30", Pem("constrained.pem", "constrained.key"));
        await RefusedAsync("P-256 or P-384", Pem("big.pem", "big.key"));
        await RefusedAsync("every certificate up to the root", Pem("issuing.pem", "issuing.key"));
        await RefusedAsync("is not one of a certificate authority", Pem("leaf.pem", "leaf.key"));
        await RefusedAsync("cannot be read", new CertificateAuthoritySource { Certificates = "no bundle"u8.ToArray() });
        await RefusedAsync("cannot be read", new CertificateAuthoritySource());
    }

    [Fact]
    public async Task Nothing_is_issued_past_its_end()
    {
        await _brought.RootAsync("root", days: "10");
        await using SampleVault vault = await OpenAsync(Pem("root.pem", "root.key"));

        await Refusal.OfAsync(CredentialErrors.CertificateAuthorityExpired, () => IssueAsync(vault, "too-long"));
        vault.Clock.Advance(TimeSpan.FromDays(20));
        await Refusal.OfAsync(CredentialErrors.CertificateAuthorityExpired, () => IssueAsync(vault, "too-late"));
    }

    [Fact]
    public async Task Damaged_files_are_refused_and_nothing_else_happens()
    {
        await _brought.RootAsync("root");
        byte[] pem = [.. _brought.Read("root.pem"), .. _brought.Read("root.key")];
        await _brought.OpenSslAsync(["pkcs12", "-export", "-in", _brought.File("root.pem"), "-inkey", _brought.File("root.key"), "-passout", "pass:x", "-iter", "1", "-out", _brought.File("root.p12")]);
        byte[] bundle = _brought.Read("root.p12");
        var random = new Random(20261123);
        for (int round = 0; round < 2_000; round++)
        {
            byte[] original = round % 2 == 0 ? pem : bundle;
            byte[] mutated = round % 7 == 0 ? original[..random.Next(original.Length)] : [.. original];
            if (mutated.Length > 0)
            {
                mutated[random.Next(mutated.Length)] ^= (byte)(1 << random.Next(8));
            }

            try
            {
                PSCredentials.Pki.CertificateAuthorityReader.Read(
                    new CertificateAuthoritySource { Certificates = mutated, Password = new SecretText("x") }, TimeProvider.System.GetUtcNow());
            }
            catch (CredentialException refusal)
            {
                Assert.Equal(CredentialErrors.InvalidArgument, refusal.Definition);
            }
        }
    }

    public void Dispose() => _folder.Dispose();

    private CertificateAuthoritySource Pem(string certificate, string key) =>
        new() { Certificates = _brought.Read(certificate), PrivateKey = _brought.Read(key) };

    private static Task<IssuedApiCredential> IssueAsync(SampleVault vault, string name) =>
        vault.IssueAsync(new ApiCredentialRequest { Name = name, Type = CredentialType.ApiCertificate, Password = BundlePassword.Generate });

    private static async Task<SampleVault> OpenAsync(CertificateAuthoritySource source)
    {
        SampleVault vault = SampleVault.None();
        vault.Clock.Set(TimeProvider.System.GetUtcNow());
        await vault.OpenAgainAsync(vault.Options with { CertificateAuthority = source });
        return vault;
    }

    private static async Task RefusedAsync(string fault, CertificateAuthoritySource source)
    {
        SampleVault vault = SampleVault.None();
        vault.Clock.Set(TimeProvider.System.GetUtcNow());
        CredentialException refusal = await Refusal.OfAsync(
            CredentialErrors.InvalidArgument, () => vault.OpenAgainAsync(vault.Options with { CertificateAuthority = source }));
        Assert.StartsWith("CertificateAuthority ", refusal.Message, StringComparison.Ordinal);
        Assert.Contains(fault, refusal.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(vault.Folder));
        await vault.DisposeAsync();
    }

    private async Task VerifyAsync(SampleVault vault, IssuedApiCredential issued, string root, bool refused)
    {
        RevocationList list = await vault.Authority.Revocation.IssueListAsync(new RevocationListRequest(), CancellationToken.None);
        string crl = _folder.Write("list.crl", list.GetPem());
        string leaf = _folder.Write("leaf.pem", issued.GetCertificatePem());
        ExternalProgram verify = await ExternalProgram.RunAsync("openssl", "verify", "-x509_strict", "-crl_check", "-CRLfile", crl, "-CAfile", _brought.File(root), leaf);
        Assert.True((verify.ExitCode != 0) == refused, verify.Everything);

        string request = Path.Combine(_folder.Path, "request.der");
        (await ExternalProgram.RunAsync("openssl", "ocsp", "-no_nonce", "-issuer", _brought.File(root), "-cert", leaf, "-reqout", request)).Succeeded();
        byte[] question = await File.ReadAllBytesAsync(request, TestContext.Current.CancellationToken);
        string answer = _folder.Write("answer.der", (await vault.Authority.Revocation.AnswerStatusRequestAsync(question, CancellationToken.None)).ToArray());
        ExternalProgram read = (await ExternalProgram.RunAsync(
            "openssl", "ocsp", "-no_nonce", "-issuer", _brought.File(root), "-cert", leaf, "-respin", answer, "-CAfile", _brought.File(root))).Succeeded();
        Assert.Contains("Response verify OK", read.Everything, StringComparison.Ordinal);
        Assert.Contains(refused ? ": revoked" : ": good", read.Everything, StringComparison.Ordinal);
    }
}
