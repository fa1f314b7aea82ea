using Net.Pkcs11Interop.Common;
using Net.Pkcs11Interop.HighLevelAPI;
using PSCredentials.Pki;
using PSCredentials.Pki.Pkcs11;
using PSCredentials.Storage;
using Pkcs11Uri = PSCredentials.Pki.Pkcs11.Pkcs11Uri;

namespace PSCredentials.Tests.Authority;

/// <summary>The token with the certificate authority's key is out of reach, or refuses: what needs no signature goes on, and the rest says why it does not.</summary>
[Collection(EnvironmentVariables.Name)]
public sealed class TokenFailureTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly VariableScope _variables = new();

    [Fact]
    public async Task A_wrong_PIN_is_told_and_not_tried_again_and_never_repeated()
    {
        const string Wrong = "a-wrong-pin-0815";
        SoftHsm hsm = await SoftHsm.RequireAsync();
        TokenKeySource right = await hsm.KeyAsync(KeyAlgorithm.EcdsaP256, SoftHsm.WrongPinToken);
        TokenKeySource wrong = right with { Pin = new SecretText(Wrong) };

        CredentialException first = await Refusal.OfAsync(CredentialErrors.SigningKeyUnavailable, () => TokenKeyTests.MakeAsync(wrong));
        CredentialException second = await Refusal.OfAsync(CredentialErrors.SigningKeyUnavailable, () => TokenKeyTests.MakeAsync(wrong));
        await using SampleVault vault = await TokenKeyTests.MakeAsync(right);
        await RollOverTests.CertificateAsync(vault, "a-certificate");
        CredentialException third = await Refusal.OfAsync(
            CredentialErrors.SigningKeyUnavailable, () => TokenKeyTests.MakeAsync(right with { Pin = new SecretText(Wrong + "!") }));

        Assert.Contains("the PIN is wrong", first.Message, StringComparison.Ordinal);
        Assert.Contains(SoftHsm.WrongPinToken, first.Message, StringComparison.Ordinal);
        Assert.Contains("not tried again", second.Message, StringComparison.Ordinal);
        Assert.Contains("logged in", third.Message, StringComparison.Ordinal);
        Assert.All(new[] { first, second, third }, error => Assert.DoesNotContain(Wrong, error.ToString(), StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_token_that_is_taken_out_stops_signatures_alone_and_works_when_it_is_back()
    {
        SoftHsm hsm = await SoftHsm.RequireAsync();
        await using SampleVault vault = await TokenKeyTests.MakeAsync(await hsm.KeyAsync(KeyAlgorithm.EcdsaP256, SoftHsm.RemovableToken));
        IssuedApiCredential certificate = await RollOverTests.CertificateAsync(vault, "before-removal");
        IssuedApiCredential token = await vault.IssueAsync();
        byte[] question = await QuestionAsync(certificate);
        Action back = hsm.Remove(SoftHsm.RemovableToken);
        try
        {
            ICredentialAuthority again = await vault.OpenAgainAsync();

            CredentialException refusal = await Refusal.OfAsync(
                CredentialErrors.SigningKeyUnavailable, () => RollOverTests.CertificateAsync(vault, "while-removed"));
            Assert.Contains(SoftHsm.RemovableToken, refusal.Message, StringComparison.Ordinal);
            await Refusal.OfAsync(
                CredentialErrors.SigningKeyUnavailable, () => vault.Authority.Revocation.IssueListAsync(new RevocationListRequest(), CancellationToken.None));
            Assert.Equal(OcspResponse.TryLater, (await again.Revocation.AnswerStatusRequestAsync(question, CancellationToken.None)).ToArray());
            Assert.Equal(VerificationReason.Valid, (await SampleVault.VerifyAsync(again, certificate)).Reason);
            Assert.Equal(VerificationReason.Valid, (await SampleVault.VerifyAsync(again, token)).Reason);
            Assert.Equal(2, (await vault.ListAsync()).Count);
            await vault.IssueAsync("token-while-removed");
            Assert.StartsWith("pkcs11:", Assert.Single(await RollOverTests.ListAsync(vault)).KeyLocation, StringComparison.Ordinal);

            // A process that has never seen the token.
            Assert.Equal((0, string.Empty), await VerifyElsewhereAsync(vault, token));
            using WorkerProcess certifier = WorkerProcess.Start("certify", vault.Folder, "other", "1");
            Assert.Equal((1, "error SigningKeyUnavailable\n"), await certifier.FinishAsync());
        }
        finally
        {
            back();
        }

        Assert.Equal(VerificationReason.Valid, (await vault.VerifyAsync(await RollOverTests.CertificateAsync(vault, "after-return"))).Reason);
        Assert.Equal(1, (await vault.Authority.Revocation.IssueListAsync(new RevocationListRequest(), CancellationToken.None)).Number);
        Assert.DoesNotContain(await vault.ListAsync(), credential => credential.Name == "while-removed");
    }

    [Fact]
    public async Task Sessions_that_somebody_else_ended_are_opened_anew()
    {
        SoftHsm hsm = await SoftHsm.RequireAsync();
        TokenKeySource source = await hsm.KeyAsync(KeyAlgorithm.EcdsaP256);
        await using SampleVault vault = await TokenKeyTests.MakeAsync(source);
        await RollOverTests.CertificateAsync(vault, "first-one");

        foreach (ISlot slot in Pkcs11Module.Get(Pkcs11Uri.Parse(source.Uri)).GetSlotList(SlotsType.WithTokenPresent))
        {
            slot.CloseAllSessions();
        }

        await RollOverTests.CertificateAsync(vault, "after-the-sessions-were-closed");
        SoftHsm.FinalizeLibrary();
        IssuedApiCredential last = await RollOverTests.CertificateAsync(vault, "after-the-library-was-finalized");
        Assert.Equal(VerificationReason.Valid, (await vault.VerifyAsync(last)).Reason);
    }

    [Fact]
    public async Task A_vault_can_leave_a_token_that_is_gone()
    {
        SoftHsm hsm = await SoftHsm.RequireAsync();
        await using SampleVault vault = await TokenKeyTests.MakeAsync(await hsm.KeyAsync(KeyAlgorithm.EcdsaP256, SoftHsm.RemovableToken));
        IssuedApiCredential before = await RollOverTests.CertificateAsync(vault, "before-removal");
        Action back = hsm.Remove(SoftHsm.RemovableToken);
        try
        {
            await RollOverTests.RollOverAsync(vault);
            IssuedApiCredential after = await RollOverTests.CertificateAsync(vault, "after-removal");

            Assert.Equal(VerificationReason.Valid, (await vault.VerifyAsync(before)).Reason);
            Assert.Equal(VerificationReason.Valid, (await vault.VerifyAsync(after)).Reason);
        }
        finally
        {
            back();
        }
    }

    [Fact]
    public async Task A_PIN_that_is_not_kept_comes_from_the_environment_each_time()
    {
        SoftHsm hsm = await SoftHsm.RequireAsync();
        TokenKeySource source = await hsm.KeyAsync(KeyAlgorithm.EcdsaP256, SoftHsm.RemovableToken) with { Pin = null };
        CredentialException refusal = await Refusal.OfAsync(CredentialErrors.SigningKeyUnavailable, () => TokenKeyTests.MakeAsync(source));
        Assert.Contains(AuthorityOptions.Pkcs11PinVariable, refusal.Message, StringComparison.Ordinal);

        _variables.Set(AuthorityOptions.Pkcs11PinVariable, SoftHsm.Pin);
        await using SampleVault vault = await TokenKeyTests.MakeAsync(source);
        await RollOverTests.CertificateAsync(vault, "with-the-variable");
        await vault.CloseAsync();
        _variables.Set(AuthorityOptions.Pkcs11PinVariable, null);
        await vault.OpenAgainAsync();

        await Refusal.OfAsync(CredentialErrors.SigningKeyUnavailable, () => RollOverTests.CertificateAsync(vault, "without-the-variable"));
        _variables.Set(AuthorityOptions.Pkcs11PinVariable, SoftHsm.Pin);
        await RollOverTests.CertificateAsync(vault, "with-it-again");
    }

    [Fact]
    public async Task A_library_that_is_gone_or_none_is_told()
    {
        SoftHsm hsm = await SoftHsm.RequireAsync();
        TokenKeySource source = await hsm.KeyAsync(KeyAlgorithm.EcdsaP256);
        string copy = Path.Combine(_folder.Path, "copy.so");
        File.Copy(SoftHsm.Library, copy);
        await using SampleVault vault = await TokenKeyTests.MakeAsync(source with { Uri = source.Uri.Replace(SoftHsm.Library, copy, StringComparison.Ordinal) });
        IssuedApiCredential token = await vault.IssueAsync();
        File.Delete(copy);

        Assert.Equal((0, string.Empty), await VerifyElsewhereAsync(vault, token));
        using WorkerProcess certifier = WorkerProcess.Start("certify", vault.Folder, "other", "1");
        Assert.Equal((1, "error SigningKeyUnavailable\n"), await certifier.FinishAsync());

        string text = _folder.Write("text.so", "no library");
        foreach (string library in new[] { Path.Combine(_folder.Path, "none.so"), text })
        {
            CredentialException refusal = await Refusal.OfAsync(
                CredentialErrors.SigningKeyUnavailable, () => TokenKeyTests.MakeAsync(source with { Uri = $"pkcs11:object=any?module-path={library}" }));
            Assert.Contains($"its library '{library}'", refusal.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_library_that_the_system_knows_by_name_is_found()
    {
        Assert.SkipUnless(File.Exists("/usr/share/p11-kit/modules/softhsm2.module"), "SoftHSM is not registered with p11-kit.");
        SoftHsm hsm = await SoftHsm.RequireAsync();
        TokenKeySource source = await hsm.KeyAsync(KeyAlgorithm.EcdsaP256);
        string path = source.Uri[..source.Uri.IndexOf('?', StringComparison.Ordinal)];

        await using SampleVault vault = await TokenKeyTests.MakeAsync(source with { Uri = path + "?module-name=softhsm2" });

        await RollOverTests.CertificateAsync(vault, "by-name");
        await Refusal.OfAsync(CredentialErrors.SigningKeyUnavailable, () => TokenKeyTests.MakeAsync(source with { Uri = path + "?module-name=no-such-module" }));
    }

    [Fact]
    public async Task A_URI_that_somebody_changed_in_the_vault_is_not_followed()
    {
        SoftHsm hsm = await SoftHsm.RequireAsync();
        await using SampleVault vault = await TokenKeyTests.MakeAsync(await hsm.KeyAsync(KeyAlgorithm.EcdsaP256));
        await vault.CloseAsync();
        using (StoreConnection connection = StoreConnection.Open(vault.Database, readOnly: false))
        {
            connection.Execute("UPDATE certificate_authority SET key_uri = replace(key_uri, '/lib', '/evil')");
        }

        await Refusal.OfAsync(CredentialErrors.StoreDamaged, () => vault.OpenAgainAsync());
    }

    public void Dispose()
    {
        _variables.Dispose();
        _folder.Dispose();
    }

    private static async Task<(int ExitCode, string Output)> VerifyElsewhereAsync(SampleVault vault, IssuedApiCredential token)
    {
        using WorkerProcess verifier = WorkerProcess.Start("verify", vault.Folder);
        Assert.Equal("Valid", await verifier.AskAsync(token.GetToken()));
        return await verifier.FinishAsync();
    }

    private async Task<byte[]> QuestionAsync(IssuedApiCredential issued)
    {
        string leaf = _folder.Write("leaf.pem", issued.GetCertificatePem());
        string issuer = _folder.Write("issuer.pem", issued.GetChainPem());
        string question = Path.Combine(_folder.Path, "request.der");
        (await ExternalProgram.RunAsync("openssl", "ocsp", "-no_nonce", "-issuer", issuer, "-cert", leaf, "-reqout", question)).Succeeded();
        return await File.ReadAllBytesAsync(question, TestContext.Current.CancellationToken);
    }
}
