using System.Text;

namespace PSCredentials.Tests.Authority;

/// <summary>The certificate authority's key is in a token (SoftHSM), and all that needs it is done there.</summary>
public sealed class TokenKeyTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData(KeyAlgorithm.EcdsaP256)]
    [InlineData(KeyAlgorithm.EcdsaP384)]
    [InlineData(KeyAlgorithm.Rsa2048)]
    public async Task Certificates_lists_and_status_answers_are_signed_in_the_token_and_OpenSsl_takes_them(KeyAlgorithm algorithm)
    {
        SoftHsm hsm = await SoftHsm.RequireAsync();
        await using SampleVault vault = await MakeAsync(await hsm.KeyAsync(algorithm));

        await CheckAsync(vault, algorithm);
    }

    [Theory]
    [InlineData(KeyAlgorithm.EcdsaP256)]
    [InlineData(KeyAlgorithm.EcdsaP384)]
    [InlineData(KeyAlgorithm.Rsa2048)]
    public async Task A_key_is_made_in_the_token_where_there_is_none_and_taken_up_where_there_is(KeyAlgorithm algorithm)
    {
        await SoftHsm.RequireAsync();
        var source = new TokenKeySource { Uri = SoftHsm.Uri(SoftHsm.NewLabel()), Pin = new SecretText(SoftHsm.Pin) };
        CredentialException refusal = await Refusal.OfAsync(CredentialErrors.SigningKeyUnavailable, () => MakeAsync(source));
        Assert.Contains("no private key like that", refusal.Message, StringComparison.Ordinal);

        await using SampleVault vault = await MakeAsync(source, algorithm);
        await CheckAsync(vault, algorithm);
        await using SampleVault second = await MakeAsync(source, algorithm);

        Assert.Equal(PublicKey(await CurrentAsync(vault)), PublicKey(await CurrentAsync(second)));
        KeyAlgorithm other = algorithm == KeyAlgorithm.EcdsaP256 ? KeyAlgorithm.EcdsaP384 : KeyAlgorithm.EcdsaP256;
        await Refusal.OfAsync(CredentialErrors.InvalidArgument, () => MakeAsync(source, other));
    }

    [Fact]
    public async Task A_certificate_can_be_brought_for_the_key_and_has_to_be_the_keys_own()
    {
        SoftHsm hsm = await SoftHsm.RequireAsync();
        var brought = new Pki.BroughtAuthority(_folder);
        await brought.RootAsync("corporate");
        await brought.IntermediateAsync("corporate", "issuing");
        string label = SoftHsm.NewLabel();
        await hsm.ImportAsync(await File.ReadAllTextAsync(brought.File("issuing.key"), TestContext.Current.CancellationToken), label);
        var source = new CertificateAuthoritySource
        {
            Certificates = (byte[])[.. brought.Read("issuing.pem"), .. brought.Read("corporate.pem")],
            Token = new TokenKeySource { Uri = SoftHsm.Uri(label), Pin = new SecretText(SoftHsm.Pin) },
        };

        await using SampleVault vault = await MakeAsync(source);
        await CheckAsync(vault, KeyAlgorithm.Rsa2048);

        Assert.Equal(2, (await CurrentAsync(vault)).Pem.Split("BEGIN CERTIFICATE").Length - 1);
        CertificateAuthoritySource wrong = source with { Certificates = brought.Read("corporate.pem") };
        CredentialException refusal = await Refusal.OfAsync(CredentialErrors.InvalidArgument, () => MakeAsync(wrong));
        Assert.Contains("no certificate for its private key", refusal.Message, StringComparison.Ordinal);
        await Refusal.OfAsync(CredentialErrors.InvalidArgument, () => MakeAsync(source with { PrivateKey = brought.Read("issuing.key") }));
        await Refusal.OfAsync(CredentialErrors.InvalidArgument, () => MakeAsync(source, KeyAlgorithm.Rsa2048));
    }

    [Fact]
    public async Task From_the_vault_to_a_token_and_back_and_the_same_key_may_move()
    {
        SoftHsm hsm = await SoftHsm.RequireAsync();
        TokenKeySource token = await hsm.KeyAsync(KeyAlgorithm.EcdsaP256);
        await using SampleVault vault = await NowAsync();
        IssuedApiCredential first = await RollOverTests.CertificateAsync(vault, "first-one");
        Assert.Equal(CredentialAuthorityCertificate.InVault, (await CurrentAsync(vault)).KeyLocation);

        CredentialAuthorityCertificate inToken = await RollOverAsync(vault, new CertificateAuthoritySource { Token = token });
        IssuedApiCredential second = await RollOverTests.CertificateAsync(vault, "second-one");
        Assert.Equal((token.Uri, inToken.Subject), (inToken.KeyLocation, second.Issuer));
        CredentialAuthorityInfo info = await vault.Authority.DescribeAsync(CancellationToken.None);
        Assert.Equal(token.Uri, info.CertificateAuthorityKeyLocation);

        CredentialAuthorityCertificate back = await RollOverTests.RollOverAsync(vault);
        Assert.Equal(CredentialAuthorityCertificate.InVault, back.KeyLocation);
        await RollOverAsync(vault, new CertificateAuthoritySource { Certificates = Encoding.ASCII.GetBytes(inToken.Pem), Token = token });
        CredentialAuthorityCertificate current = await CurrentAsync(vault);
        Assert.Equal((inToken.SerialNumber, token.Uri), (current.SerialNumber, current.KeyLocation));
        await CheckAsync(vault, KeyAlgorithm.EcdsaP256);

        // The same once more, with another place for the PIN.
        string file = _folder.Write("pin", SoftHsm.Pin + "\n");
        var again = new CertificateAuthoritySource
        {
            Certificates = Encoding.ASCII.GetBytes(inToken.Pem), Token = new TokenKeySource { Uri = $"{token.Uri}&pin-source=file:{file}" },
        };
        await Refusal.OfAsync(
            CredentialErrors.InvalidArgument, () => RollOverAsync(vault, again with { Token = again.Token with { Pin = new SecretText(SoftHsm.Pin) } }));
        Assert.Equal(again.Token.Uri, (await RollOverAsync(vault, again)).KeyLocation);
        foreach (IssuedApiCredential issued in new[] { first, second, await RollOverTests.CertificateAsync(vault, "third-one") })
        {
            Assert.Equal(VerificationReason.Valid, (await vault.VerifyAsync(issued)).Reason);
        }

        Assert.Equal(3, (await RollOverTests.ListAsync(vault)).Count);
        Assert.Contains(await vault.EventsAsync(), entry => entry.Action == CredentialAction.RollOver && entry.Detail.Contains(token.Uri, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Eight_threads_issue_at_once()
    {
        SoftHsm hsm = await SoftHsm.RequireAsync();
        await using SampleVault vault = await MakeAsync(await hsm.KeyAsync(KeyAlgorithm.EcdsaP256));

        IssuedApiCredential[][] issued = await Task.WhenAll(Enumerable.Range(0, 8).Select(thread => Task.Run(async () =>
        {
            var own = new List<IssuedApiCredential>();
            for (int i = 0; i < 20; i++)
            {
                own.Add(await RollOverTests.CertificateAsync(vault, $"certificate-{thread}-{i}"));
            }

            return own.ToArray();
        })));

        foreach (IssuedApiCredential one in issued.SelectMany(own => own))
        {
            Assert.Equal(VerificationReason.Valid, (await vault.VerifyAsync(one)).Reason);
        }
    }

    [Fact]
    public async Task Another_process_issues_by_the_same_key_with_nothing_more_than_the_vault()
    {
        SoftHsm hsm = await SoftHsm.RequireAsync();
        await using SampleVault vault = await MakeAsync(await hsm.KeyAsync(KeyAlgorithm.EcdsaP384));
        string subject = (await CurrentAsync(vault)).Subject;
        using WorkerProcess worker = WorkerProcess.Start("certify", vault.Folder, "other", "3");
        await RollOverTests.CertificateAsync(vault, "own-certificate");

        (int exitCode, string output) = await worker.FinishAsync();

        Assert.True(exitCode == 0, output);
        Assert.Equal(3, output.Split(subject).Length - 1);
    }

    [Fact]
    public async Task Sealing_anew_and_opening_again_keep_the_key()
    {
        SoftHsm hsm = await SoftHsm.RequireAsync();
        await using SampleVault vault = await MakeAsync(await hsm.KeyAsync(KeyAlgorithm.EcdsaP256));
        var passphrase = new SecretText("a passphrase of the vault");
        await vault.Authority.ChangeProtectionAsync(VaultProtection.Passphrase, passphrase, CancellationToken.None);
        IssuedApiCredential before = await RollOverTests.CertificateAsync(vault, "before-closing");
        await vault.CloseAsync();

        await vault.OpenAgainAsync(vault.Options with { Protection = null, Passphrase = passphrase });

        Assert.Equal(VerificationReason.Valid, (await vault.VerifyAsync(before)).Reason);
        Assert.Equal(VerificationReason.Valid, (await vault.VerifyAsync(await RollOverTests.CertificateAsync(vault, "after-opening"))).Reason);
    }

    [Fact]
    public async Task Files_and_events_of_a_vault_hold_no_PIN()
    {
        SoftHsm hsm = await SoftHsm.RequireAsync();
        await using SampleVault vault = await MakeAsync(await hsm.KeyAsync(KeyAlgorithm.EcdsaP256));
        await RollOverTests.CertificateAsync(vault, "sample-certificate");
        await RollOverTests.RollOverAsync(vault);
        Assert.All(await vault.EventsAsync(), entry => Assert.DoesNotContain(SoftHsm.Pin, entry.ToString(), StringComparison.Ordinal));
        await vault.CloseAsync();

        byte[][] forms =
        [
            Encoding.UTF8.GetBytes(SoftHsm.Pin), Encoding.Unicode.GetBytes(SoftHsm.Pin), Encoding.ASCII.GetBytes(Convert.ToHexString(Encoding.UTF8.GetBytes(SoftHsm.Pin))),
            Encoding.ASCII.GetBytes(Convert.ToBase64String(Encoding.UTF8.GetBytes(SoftHsm.Pin))[..^4]),
        ];
        Assert.True(File.ReadAllBytes(vault.Database).AsSpan().IndexOf("module-path="u8) >= 0);
        foreach (string file in Directory.GetFiles(vault.Folder))
        {
            byte[] content = await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken);
            Assert.All(forms, form => Assert.True(content.AsSpan().IndexOf(form) < 0, file));
        }
    }

    public void Dispose() => _folder.Dispose();

    internal static Task<SampleVault> MakeAsync(TokenKeySource token, KeyAlgorithm? algorithm = null) =>
        MakeAsync(new CertificateAuthoritySource { Token = token }, algorithm);

    internal static async Task<SampleVault> MakeAsync(CertificateAuthoritySource source, KeyAlgorithm? algorithm = null)
    {
        SampleVault vault = SampleVault.None();
        try
        {
            vault.Clock.Set(TimeProvider.System.GetUtcNow());
            await vault.OpenAgainAsync(vault.Options with { CertificateAuthority = source, CertificateAuthorityKeyAlgorithm = algorithm });
            return vault;
        }
        catch
        {
            Assert.False(Directory.Exists(vault.Folder) && Directory.EnumerateFiles(vault.Folder, "vault.db").Any());
            await vault.DisposeAsync();
            throw;
        }
    }

    private static async Task<SampleVault> NowAsync()
    {
        SampleVault vault = SampleVault.None();
        vault.Clock.Set(TimeProvider.System.GetUtcNow());
        await vault.OpenAgainAsync();
        return vault;
    }

    private static Task<CredentialAuthorityCertificate> RollOverAsync(SampleVault vault, CertificateAuthoritySource source) =>
        vault.Authority.CertificateAuthorities.RollOverAsync(new CertificateAuthorityRollOver { Source = source }, CancellationToken.None);

    private static async Task<CredentialAuthorityCertificate> CurrentAsync(SampleVault vault) => (await RollOverTests.ListAsync(vault)).Single(one => one.IsCurrent);

    private static string PublicKey(CredentialAuthorityCertificate authority)
    {
        using var certificate = System.Security.Cryptography.X509Certificates.X509Certificate2.CreateFromPem(authority.Pem);
        return certificate.GetPublicKeyString();
    }

    private async Task CheckAsync(SampleVault vault, KeyAlgorithm algorithm)
    {
        CredentialAuthorityCertificate current = await CurrentAsync(vault);
        Assert.Equal(algorithm, current.KeyAlgorithm);
        Assert.StartsWith("pkcs11:", current.KeyLocation, StringComparison.Ordinal);
        IssuedApiCredential good = await RollOverTests.CertificateAsync(vault, "good-one");
        IssuedApiCredential revoked = await RollOverTests.CertificateAsync(vault, "revoked-one");
        await RollOverTests.RevokeAsync(vault, revoked);
        string root = _folder.Write("root.pem", current.Pem);
        RevocationList list = await vault.Authority.Revocation.IssueListAsync(new RevocationListRequest(), CancellationToken.None);
        string crl = _folder.Write("list.pem", list.GetPem());
        foreach (IssuedApiCredential issued in new[] { good, revoked })
        {
            bool isGood = issued == good;
            string leaf = _folder.Write("leaf.pem", issued.GetCertificatePem());
            ExternalProgram verified = await ExternalProgram.RunAsync("openssl", "verify", "-x509_strict", "-crl_check", "-CRLfile", crl, "-CAfile", root, leaf);
            Assert.True((verified.ExitCode == 0) == isGood, verified.Everything);
            Assert.Equal(!isGood, verified.Everything.Contains("certificate revoked", StringComparison.Ordinal));
            string question = Path.Combine(_folder.Path, "request.der");
            string issuer = _folder.Write("issuer.pem", issued.GetChainPem());
            (await ExternalProgram.RunAsync("openssl", "ocsp", "-no_nonce", "-issuer", issuer, "-cert", leaf, "-reqout", question)).Succeeded();
            byte[] request = await File.ReadAllBytesAsync(question, TestContext.Current.CancellationToken);
            string answer = _folder.Write("answer.der", (await vault.Authority.Revocation.AnswerStatusRequestAsync(request, CancellationToken.None)).ToArray());
            ExternalProgram read = (await ExternalProgram.RunAsync(
                "openssl", "ocsp", "-no_nonce", "-issuer", issuer, "-cert", leaf, "-respin", answer, "-CAfile", root)).Succeeded();
            Assert.Contains("Response verify OK", read.Everything, StringComparison.Ordinal);
            Assert.Contains(isGood ? ": good" : ": revoked", read.Everything, StringComparison.Ordinal);
            Assert.Equal(isGood ? VerificationReason.Valid : VerificationReason.Revoked, (await vault.VerifyAsync(issued)).Reason);
        }
    }
}
