using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;

namespace PSCredentials.Tests.Issuing;

public sealed class ApiCertificateTests
{
    private static ApiCredentialRequest Request(CredentialType type = CredentialType.ApiCertificate) =>
        new() { Name = "sample-certificate", Type = type, Password = BundlePassword.Generate };

    [Theory]
    [InlineData(CredentialType.ApiCertificate)]
    [InlineData(CredentialType.ServiceApiCertificate)]
    public async Task A_bundle_opens_with_the_password_that_was_made(CredentialType type)
    {
        await using SampleVault vault = await SampleVault.OpenAsync();

        IssuedApiCredential issued = await vault.IssueAsync(Request(type));
        X509Certificate2Collection all = X509CertificateLoader.LoadPkcs12Collection(issued.GetPkcs12(), issued.GetPassword());

        X509Certificate2 own = Assert.Single(all, certificate => certificate.HasPrivateKey);
        Assert.Equal("CN=sample-certificate", own.Subject);
        Assert.Equal(issued.ExpiresAt.UtcDateTime, own.NotAfter.ToUniversalTime());
        Assert.Equal(issued.SerialNumber, own.SerialNumber);
        Assert.Equal(issued.Fingerprint, own.GetCertHashString(HashAlgorithmName.SHA256));
        Assert.Equal(own.RawData, issued.Certificate!.RawData);
        Assert.True(issued.Certificate.HasPrivateKey);
        Assert.Equal(own.RawData, X509Certificate2.CreateFromPem(issued.GetCertificatePem(), issued.GetPrivateKeyPem()).RawData);
        CredentialAuthorityInfo info = await vault.Authority.DescribeAsync(CancellationToken.None);
        Assert.Equal(info.CertificateAuthorityPem, issued.GetChainPem());
        Assert.Equal(2, all.Count);
        Assert.Equal(VerificationReason.Valid, (await vault.VerifyAsync(issued)).Reason);
        Assert.Equal(issued.Fingerprint, (await vault.GetAsync("sample-certificate")).Fingerprint);
        Assert.Throws<CredentialException>(issued.GetToken);
    }

    [Fact]
    public async Task A_bundle_opens_with_the_password_that_was_given_and_with_no_other()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();

        IssuedApiCredential issued = await vault.IssueAsync(Request() with { Password = BundlePassword.Use(new SecretText("pässwörd ✓")) });

        Pkcs12Info bundle = Pkcs12Info.Decode(issued.GetPkcs12(), out _);
        Assert.True(bundle.VerifyMac("pässwörd ✓"));
        Assert.False(bundle.VerifyMac("passwort"));
        Assert.Null(issued.Password);
        Assert.Throws<CredentialException>(issued.GetPassword);

        // .NET's loader refuses bundles over its default limits on iterations, and Kestrel loads by it.
        Assert.Equal(2, X509CertificateLoader.LoadPkcs12Collection(issued.GetPkcs12(), "pässwörd ✓").Count);
    }

    [Theory]
    [InlineData(CredentialType.ApiCertificate)]
    [InlineData(CredentialType.ServiceApiCertificate)]
    public async Task A_certificate_without_a_bundle_comes_with_its_key_in_PEM(CredentialType type)
    {
        await using SampleVault vault = await SampleVault.OpenAsync();

        IssuedApiCredential issued = await vault.IssueAsync(Request(type) with { Password = null, WithoutBundle = true });
        IssuedApiCredential rotated = await vault.Authority.ApiCredentials.RotateAsync(
            CredentialReference.ById(issued.Id), new RotationRequest { WithoutBundle = true }, CancellationToken.None);

        foreach (IssuedApiCredential one in (IssuedApiCredential[])[issued, rotated])
        {
            using X509Certificate2 own = X509Certificate2.CreateFromPem(one.GetCertificatePem(), one.GetPrivateKeyPem());
            Assert.Equal(one.Fingerprint, own.GetCertHashString(HashAlgorithmName.SHA256));
            Assert.True(one.HasPrivateKey);
            Assert.Null(one.Password);
            Assert.Throws<CredentialException>(one.GetPkcs12);
        }

        Assert.Equal(VerificationReason.Valid, (await vault.VerifyAsync(rotated)).Reason);
        Assert.NotEqual(issued.Fingerprint, rotated.Fingerprint);
    }

    [Fact]
    public async Task What_is_said_of_a_bundle_does_not_go_with_none()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        ApiCredentialRequest request = Request() with { Password = null, WithoutBundle = true };
        IssuedApiCredential issued = await vault.IssueAsync(request);

        await Refusal.OfAsync(CredentialErrors.InvalidArgument, () => vault.IssueAsync(request with { Password = BundlePassword.Generate }));
        await Refusal.OfAsync(CredentialErrors.InvalidArgument, () => vault.IssueAsync(request with { Pkcs12Encryption = Pkcs12Encryption.Aes256 }));
        await Refusal.OfAsync(CredentialErrors.InvalidArgument, () => vault.IssueAsync(request with { Type = CredentialType.ApiToken }));
        await Refusal.OfAsync(CredentialErrors.InvalidArgument, () => vault.Authority.ApiCredentials.RotateAsync(
            CredentialReference.ById(issued.Id), new RotationRequest { WithoutBundle = true, Password = BundlePassword.Generate }, CancellationToken.None));
    }

    [Fact]
    public async Task A_password_is_required_and_has_the_length_that_the_policy_says()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        await vault.Authority.Policy.ChangeAsync(new CredentialPolicyChange { MinimumBundlePasswordLength = 12 }, CancellationToken.None);
        Task<IssuedApiCredential> IssueAsync(BundlePassword? password) => vault.IssueAsync(Request() with { Password = password });

        await Refusal.OfAsync(CredentialErrors.PasswordNotAllowed, () => IssueAsync(null));
        CredentialException tooShort = await Refusal.OfAsync(
            CredentialErrors.PasswordNotAllowed, () => IssueAsync(BundlePassword.Use(new SecretText("elevenchars"))));
        await Refusal.OfAsync(CredentialErrors.PasswordNotAllowed, () => IssueAsync(BundlePassword.Use(new SecretText(new string('x', 1025)))));
        Assert.Contains("12", tooShort.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("elevenchars", tooShort.ToString(), StringComparison.Ordinal);

        await vault.Authority.Policy.ChangeAsync(new CredentialPolicyChange { MinimumBundlePasswordLength = 0 }, CancellationToken.None);
        await Refusal.OfAsync(CredentialErrors.PasswordNotAllowed, () => IssueAsync(BundlePassword.Use(new SecretText(string.Empty))));
        Assert.Empty(await vault.ListAsync());
    }

    [Fact]
    public async Task A_name_too_long_for_a_certificate_leaves_its_place_to_the_id()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        var longName = new string('n', 1024);

        IssuedApiCredential issued = await vault.IssueAsync(Request() with { Name = longName });

        Assert.Equal(longName, issued.Name);
        Assert.Equal($"CN={issued.Id}", issued.Certificate!.Subject);
        Assert.Equal(VerificationReason.Valid, (await vault.VerifyAsync(issued)).Reason);
    }

    [Fact]
    public async Task Many_at_once_are_all_different_and_all_good()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();

        IssuedApiCredential[] issued = await Task.WhenAll(
            Enumerable.Range(0, 64).Select(i => Task.Run(() => vault.IssueAsync(Request() with { Name = $"certificate-{i:00}" }))));

        Assert.Equal(64, issued.Select(certificate => certificate.SerialNumber).Distinct().Count());
        Assert.Equal(64, issued.Select(certificate => certificate.GetPassword()).Distinct().Count());
        foreach (IssuedApiCredential certificate in issued)
        {
            CredentialVerdict verdict = await vault.VerifyAsync(certificate);
            Assert.Equal((VerificationReason.Valid, certificate.Id), (verdict.Reason, verdict.Credential!.Id));
        }
    }

    [Theory]
    [InlineData(0, 10_000, 300_000)]
    [InlineData(1_500, 1_500, 1_500)]
    public async Task A_bundle_has_the_iterations_of_the_policy(int asked, int forMade, int forChosen)
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        CredentialPolicy policy = await vault.Authority.Policy.ChangeAsync(new CredentialPolicyChange { Pkcs12Iteration = asked }, CancellationToken.None);

        IssuedApiCredential made = await vault.IssueAsync(Request() with { Pkcs12Encryption = Pkcs12Encryption.Pbmac1 });
        IssuedApiCredential chosen = await vault.IssueAsync(Request() with
        {
            Name = "chosen-password", Pkcs12Encryption = Pkcs12Encryption.Pbmac1, Password = BundlePassword.Use(new SecretText("a password")),
        });

        Assert.Equal(asked, policy.Pkcs12Iteration);
        Assert.Equal(forMade, Pki.Pbmac1.Read(made.GetPkcs12()).Iterations);
        Assert.Equal(forChosen, Pki.Pbmac1.Read(chosen.GetPkcs12()).Iterations);
        Assert.True(Pki.Pbmac1.Read(made.GetPkcs12()).IsBy(made.GetPassword()));
    }

    [Fact]
    public async Task The_iterations_are_kept_and_a_vault_from_before_them_has_the_usual_ones()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        Assert.Equal(0, (await vault.Authority.Policy.GetAsync(CancellationToken.None)).Pkcs12Iteration);
        await vault.Authority.Policy.ChangeAsync(new CredentialPolicyChange { Pkcs12Iteration = 600_000 }, CancellationToken.None);
        await vault.CloseAsync();

        await vault.OpenAgainAsync();
        Assert.Equal(600_000, (await vault.Authority.Policy.GetAsync(CancellationToken.None)).Pkcs12Iteration);
        CredentialEvent entry = Assert.Single(await vault.EventsAsync(new CredentialEventQuery { Action = [CredentialAction.ChangePolicy] }));
        Assert.Equal("PKCS#12 iterations 600000", entry.Detail);
        await vault.CloseAsync();

        await ForgetAsync(vault.Database, "pkcs12_iteration");
        await vault.OpenAgainAsync();
        Assert.Equal(0, (await vault.Authority.Policy.GetAsync(CancellationToken.None)).Pkcs12Iteration);
    }

    [Fact]
    public async Task An_encryption_is_for_what_has_a_bundle()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        ApiCredentialRequest[] refused =
        [
            new() { Name = "sample-token", Type = CredentialType.ApiToken, Pkcs12Encryption = Pkcs12Encryption.Aes256 },
            new() { Name = "sample-config", Type = CredentialType.ServiceKubeConfig, Pkcs12Encryption = Pkcs12Encryption.Legacy },
            Request() with { Pkcs12Encryption = (Pkcs12Encryption)3 },
        ];

        foreach (ApiCredentialRequest request in refused)
        {
            CredentialException refusal = await Refusal.OfAsync(CredentialErrors.InvalidArgument, () => vault.IssueAsync(request));
            Assert.StartsWith("Pkcs12Encryption ", refusal.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_rotation_takes_the_encryption_it_is_asked_for()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        IssuedApiCredential first = await vault.IssueAsync(Request() with { Pkcs12Encryption = Pkcs12Encryption.Pbmac1 });
        var reference = CredentialReference.ById(first.Id);

        IssuedApiCredential usual = await vault.Credentials.RotateAsync(reference, new RotationRequest { Password = BundlePassword.Generate }, CancellationToken.None);
        IssuedApiCredential asked = await vault.Credentials.RotateAsync(
            reference, new RotationRequest { Password = BundlePassword.Generate, Pkcs12Encryption = Pkcs12Encryption.Pbmac1 }, CancellationToken.None);

        Assert.True(Pkcs12Info.Decode(usual.GetPkcs12(), out _).VerifyMac(usual.GetPassword()));
        Assert.True(Pki.Pbmac1.Read(asked.GetPkcs12()).IsBy(asked.GetPassword()));
    }

    private static async Task ForgetAsync(string database, string setting)
    {
        await using var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={database};Pooling=False");
        await connection.OpenAsync();
        await using Microsoft.Data.Sqlite.SqliteCommand command = connection.CreateCommand();
        command.CommandText = "DELETE FROM setting WHERE name = $name";
        command.Parameters.AddWithValue("$name", setting);
        Assert.Equal(1, await command.ExecuteNonQueryAsync());
    }
}
