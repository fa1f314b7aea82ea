using PSCredentials.Tests.Interop;
using PSCredentials.Tests.Pki;

namespace PSCredentials.Tests.Authority;

/// <summary>What others make of a roll-over: OpenSSL and nginx with the bundle of both certificates and the lists of both authorities.</summary>
public sealed class RollOverProgramTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData(KeyAlgorithm.EcdsaP256)]
    [InlineData(KeyAlgorithm.Rsa3072)]
    public async Task OpenSsl_takes_the_bundle_and_the_lists_together(KeyAlgorithm algorithm)
    {
        await using SampleVault vault = await NowAsync();
        IssuedApiCredential old = await RollOverTests.CertificateAsync(vault, "old-one");
        IssuedApiCredential oldRevoked = await RollOverTests.CertificateAsync(vault, "old-revoked");
        await RollOverTests.RollOverAsync(vault, algorithm);
        IssuedApiCredential young = await RollOverTests.CertificateAsync(vault, "young-one");
        IssuedApiCredential youngRevoked = await RollOverTests.CertificateAsync(vault, "young-revoked");
        await RollOverTests.RevokeAsync(vault, oldRevoked);
        await RollOverTests.RevokeAsync(vault, youngRevoked);
        await CheckAsync(vault, [old, young], [oldRevoked, youngRevoked]);
    }

    [Fact]
    public async Task From_made_to_brought_and_back_and_the_brought_one_comes_again_renewed()
    {
        var brought = new BroughtAuthority(_folder);
        await brought.RootAsync("corporate");
        await using SampleVault vault = await NowAsync();
        IssuedApiCredential first = await RollOverTests.CertificateAsync(vault, "first-one");
        var request = new CertificateAuthorityRollOver
        {
            Source = new CertificateAuthoritySource { Certificates = brought.Read("corporate.pem"), PrivateKey = brought.Read("corporate.key") },
        };
        CredentialAuthorityCertificate corporate = await vault.Authority.CertificateAuthorities.RollOverAsync(request, CancellationToken.None);
        Assert.Equal("CN=corporate,O=Example", corporate.Subject);
        IssuedApiCredential second = await RollOverTests.CertificateAsync(vault, "second-one");
        await vault.Authority.Revocation.IssueListAsync(new RevocationListRequest(), CancellationToken.None);
        await Refusal.OfAsync(CredentialErrors.InvalidArgument, () => vault.Authority.CertificateAuthorities.RollOverAsync(request, CancellationToken.None));
        await Refusal.OfAsync(
            CredentialErrors.InvalidArgument,
            () => vault.Authority.CertificateAuthorities.RollOverAsync(request with { KeyAlgorithm = KeyAlgorithm.EcdsaP256 }, CancellationToken.None));
        await RollOverTests.RollOverAsync(vault, KeyAlgorithm.EcdsaP256);
        IssuedApiCredential third = await RollOverTests.CertificateAsync(vault, "third-one");

        // The same name and key with another certificate: it goes on where it stopped, with its own numbers.
        await brought.OpenSslAsync([
            "req", "-x509", "-key", brought.File("corporate.key"), "-subj", "/O=Example/CN=corporate", "-days", "4000",
            "-addext", "basicConstraints=critical,CA:TRUE", "-addext", "keyUsage=critical,keyCertSign,cRLSign", "-out", brought.File("renewed.pem")]);
        vault.Clock.Set(TimeProvider.System.GetUtcNow());
        CredentialAuthorityCertificate renewed = await vault.Authority.CertificateAuthorities.RollOverAsync(
            new CertificateAuthorityRollOver { Source = new CertificateAuthoritySource { Certificates = brought.Read("renewed.pem"), PrivateKey = brought.Read("corporate.key") } },
            CancellationToken.None);
        IssuedApiCredential fourth = await RollOverTests.CertificateAsync(vault, "fourth-one");
        Assert.NotEqual(corporate.SerialNumber, renewed.SerialNumber);
        Assert.Equal(3, (await RollOverTests.ListAsync(vault)).Count);
        Assert.Equal(2, (await vault.Authority.Revocation.IssueListAsync(new RevocationListRequest(), CancellationToken.None)).Number);
        await RollOverTests.RevokeAsync(vault, second);
        await CheckAsync(vault, [first, third, fourth], [second]);
    }

    [Fact]
    public async Task One_with_the_name_of_another_and_a_key_of_its_own_is_told_apart_by_its_key()
    {
        var brought = new BroughtAuthority(_folder);
        await brought.RootAsync("corporate");
        byte[] certificate = brought.Read("corporate.pem");
        byte[] key = brought.Read("corporate.key");
        await brought.RootAsync("corporate");
        await using SampleVault vault = await NowAsync(new CertificateAuthoritySource { Certificates = certificate, PrivateKey = key });
        IssuedApiCredential old = await RollOverTests.CertificateAsync(vault, "old-one");
        IssuedApiCredential oldRevoked = await RollOverTests.CertificateAsync(vault, "old-revoked");
        await vault.Authority.CertificateAuthorities.RollOverAsync(
            new CertificateAuthorityRollOver { Source = new CertificateAuthoritySource { Certificates = brought.Read("corporate.pem"), PrivateKey = brought.Read("corporate.key") } },
            CancellationToken.None);
        IssuedApiCredential young = await RollOverTests.CertificateAsync(vault, "young-one");
        await RollOverTests.RevokeAsync(vault, oldRevoked);
        await CheckAsync(vault, [old, young], [oldRevoked]);
    }

    [Fact]
    public async Task Nginx_with_the_bundle_lets_old_and_new_in_and_nothing_that_is_revoked()
    {
        await using SampleVault vault = await NowAsync();
        IssuedApiCredential old = await RollOverTests.CertificateAsync(vault, "old-one");
        IssuedApiCredential oldRevoked = await RollOverTests.CertificateAsync(vault, "old-revoked");
        await RollOverTests.RollOverAsync(vault, KeyAlgorithm.EcdsaP384);
        IssuedApiCredential young = await RollOverTests.CertificateAsync(vault, "young-one");
        IssuedApiCredential youngRevoked = await RollOverTests.CertificateAsync(vault, "young-revoked");
        await using Nginx server = await Nginx.StartAsync(await BundleAsync(vault), await ListsAsync(vault));
        Assert.True(await GetsInAsync(server, old) && await GetsInAsync(server, oldRevoked) && await GetsInAsync(server, young) && await GetsInAsync(server, youngRevoked));

        await RollOverTests.RevokeAsync(vault, oldRevoked);
        await RollOverTests.RevokeAsync(vault, youngRevoked);
        await server.TakeAsync(await ListsAsync(vault));

        Assert.True(await GetsInAsync(server, old));
        Assert.True(await GetsInAsync(server, young));
        Assert.False(await GetsInAsync(server, oldRevoked));
        Assert.False(await GetsInAsync(server, youngRevoked));
    }

    [Fact]
    public async Task A_status_request_about_two_authorities_at_once_is_refused_and_one_of_an_ended_one_too()
    {
        await using SampleVault vault = await NowAsync();
        string oldRoot = _folder.Write("old-root.pem", (await RollOverTests.ListAsync(vault))[0].Pem);
        string old = Write(await RollOverTests.CertificateAsync(vault, "old-one", TimeSpan.FromDays(2)));
        string youngRoot = _folder.Write("young-root.pem", (await RollOverTests.RollOverAsync(vault)).Pem);
        string young = Write(await RollOverTests.CertificateAsync(vault, "young-one"));
        string mixed = Path.Combine(_folder.Path, "mixed.der");
        (await ExternalProgram.RunAsync("openssl", "ocsp", "-issuer", oldRoot, "-cert", old, "-issuer", youngRoot, "-cert", young, "-reqout", mixed)).Succeeded();

        Assert.Contains("unauthorized", await AnswerAsync(vault, mixed), StringComparison.Ordinal);

        // A serial number belongs to its issuer: to the other one it means nothing.
        string crossed = Path.Combine(_folder.Path, "crossed.der");
        (await ExternalProgram.RunAsync("openssl", "ocsp", "-issuer", youngRoot, "-cert", old, "-reqout", crossed)).Succeeded();
        Assert.Contains("Cert Status: unknown", await AnswerAsync(vault, crossed), StringComparison.Ordinal);

        string alone = Path.Combine(_folder.Path, "alone.der");
        (await ExternalProgram.RunAsync("openssl", "ocsp", "-issuer", oldRoot, "-cert", old, "-reqout", alone)).Succeeded();
        Assert.Contains("Cert Status: good", await AnswerAsync(vault, alone), StringComparison.Ordinal);
        vault.Clock.Advance(TimeSpan.FromDays(3));
        Assert.Single(await vault.Authority.CertificateAuthorities.DestroyEndedKeysAsync(CancellationToken.None));
        Assert.Contains("unauthorized", await AnswerAsync(vault, alone), StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private async Task CheckAsync(SampleVault vault, IssuedApiCredential[] good, IssuedApiCredential[] revoked)
    {
        string bundle = _folder.Write("bundle.pem", await BundleAsync(vault));
        string lists = _folder.Write("lists.pem", await ListsAsync(vault));
        foreach (IssuedApiCredential issued in good.Concat(revoked))
        {
            bool isGood = good.Contains(issued);
            string leaf = Write(issued);
            ExternalProgram verified = await ExternalProgram.RunAsync("openssl", "verify", "-x509_strict", "-crl_check", "-CRLfile", lists, "-CAfile", bundle, leaf);
            Assert.True((verified.ExitCode == 0) == isGood, $"{issued.Name}: {verified.Everything}");
            Assert.Equal(!isGood, verified.Everything.Contains("certificate revoked", StringComparison.Ordinal));
            Assert.Equal(isGood ? VerificationReason.Valid : VerificationReason.Revoked, (await vault.VerifyAsync(issued)).Reason);

            string root = _folder.Write("issuer.pem", issued.GetChainPem());
            string request = Path.Combine(_folder.Path, "request.der");
            (await ExternalProgram.RunAsync("openssl", "ocsp", "-no_nonce", "-issuer", root, "-cert", leaf, "-reqout", request)).Succeeded();
            byte[] question = await File.ReadAllBytesAsync(request, TestContext.Current.CancellationToken);
            string answer = _folder.Write("answer.der", (await vault.Authority.Revocation.AnswerStatusRequestAsync(question, CancellationToken.None)).ToArray());
            ExternalProgram read = (await ExternalProgram.RunAsync(
                "openssl", "ocsp", "-no_nonce", "-issuer", root, "-cert", leaf, "-respin", answer, "-CAfile", bundle)).Succeeded();
            Assert.Contains("Response verify OK", read.Everything, StringComparison.Ordinal);
            Assert.Contains(isGood ? ": good" : ": revoked", read.Everything, StringComparison.Ordinal);
        }
    }

    private async Task<string> AnswerAsync(SampleVault vault, string request)
    {
        byte[] question = await File.ReadAllBytesAsync(request, TestContext.Current.CancellationToken);
        string answer = _folder.Write("answer.der", (await vault.Authority.Revocation.AnswerStatusRequestAsync(question, CancellationToken.None)).ToArray());
        return (await ExternalProgram.RunAsync("openssl", "ocsp", "-respin", answer, "-noverify", "-text")).Everything;
    }

    private async Task<bool> GetsInAsync(Nginx server, IssuedApiCredential issued)
    {
        string key = _folder.Write($"{issued.SerialNumber}.key", issued.GetPrivateKeyPem());
        ExternalProgram request = await ExternalProgram.RunAsync(
            "curl", "--silent", "--max-time", "60", "--cacert", server.Certificate, "--cert", Write(issued), "--key", key, server.Address.AbsoluteUri);
        return request.ExitCode == 0 && request.Output == issued.SerialNumber;
    }

    private string Write(IssuedApiCredential issued) => _folder.Write($"{issued.SerialNumber}.pem", issued.GetCertificatePem());

    private static async Task<string> BundleAsync(SampleVault vault) =>
        string.Concat((await RollOverTests.ListAsync(vault)).Where(one => one.IsNeeded).Select(one => one.Pem));

    private static async Task<string> ListsAsync(SampleVault vault)
    {
        string lists = string.Empty;
        foreach (CredentialAuthorityCertificate one in (await RollOverTests.ListAsync(vault)).Where(one => one.IsNeeded))
        {
            lists += (await vault.Authority.Revocation.IssueListAsync(new RevocationListRequest { Issuer = one.SerialNumber }, CancellationToken.None)).GetPem();
        }

        return lists;
    }

    private static async Task<SampleVault> NowAsync(CertificateAuthoritySource? source = null)
    {
        SampleVault vault = SampleVault.None();
        vault.Clock.Set(TimeProvider.System.GetUtcNow());
        await vault.OpenAgainAsync(vault.Options with { CertificateAuthority = source });
        return vault;
    }
}
