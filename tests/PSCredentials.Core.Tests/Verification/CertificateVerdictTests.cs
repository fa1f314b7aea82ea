namespace PSCredentials.Tests.Verification;

public sealed class CertificateVerdictTests
{
    private static readonly ApiCredentialRequest Request =
        new() { Name = "sample-certificate", Type = CredentialType.ApiCertificate, Password = BundlePassword.Generate };

    private static ValueTask<CredentialVerdict> VerifyAsync(SampleVault vault, byte[] certificate) =>
        vault.Authority.Verifier.VerifyCertificateAsync(certificate, null, CancellationToken.None);

    [Fact]
    public async Task A_certificate_of_another_vault_is_of_the_wrong_authority()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        await using SampleVault other = await SampleVault.OpenAsync();
        IssuedApiCredential foreign = await other.IssueAsync(Request);

        CredentialVerdict verdict = await vault.VerifyAsync(foreign);

        Assert.Equal((VerificationReason.WrongAuthority, null), (verdict.Reason, verdict.Credential));
        Assert.True((await other.VerifyAsync(foreign)).IsValid);
    }

    [Fact]
    public async Task A_certificate_is_refused_before_its_time_and_after()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        vault.Clock.Advance(TimeSpan.FromDays(1));
        IssuedApiCredential issued = await vault.IssueAsync(Request);
        DateTimeOffset notBefore = issued.Certificate!.NotBefore.ToUniversalTime();
        Assert.Equal(vault.Clock.Now.AddMinutes(-5), notBefore);

        vault.Clock.Set(notBefore.AddMilliseconds(-1));
        Assert.Equal(VerificationReason.NotYetValid, (await vault.VerifyAsync(issued)).Reason);
        vault.Clock.Set(notBefore);
        Assert.True((await vault.VerifyAsync(issued)).IsValid);
        vault.Clock.Set(issued.ExpiresAt);
        Assert.Equal(VerificationReason.Expired, (await vault.VerifyAsync(issued)).Reason);
    }

    [Fact]
    public async Task A_retired_certificate_keeps_its_own_beginning()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        vault.Clock.Advance(TimeSpan.FromDays(1));
        IssuedApiCredential old = await vault.IssueAsync(Request);
        vault.Clock.Advance(TimeSpan.FromDays(1));
        IssuedApiCredential fresh = await vault.Credentials.RotateAsync(
            CredentialReference.ById(old.Id), new RotationRequest { GracePeriod = TimeSpan.FromDays(3), Password = BundlePassword.Generate }, CancellationToken.None);

        vault.Clock.Advance(TimeSpan.FromHours(-1));
        Assert.True((await vault.VerifyAsync(old)).IsValid);
        Assert.Equal(VerificationReason.NotYetValid, (await vault.VerifyAsync(fresh)).Reason);
        vault.Clock.Advance(TimeSpan.FromDays(-1));
        Assert.Equal(VerificationReason.NotYetValid, (await vault.VerifyAsync(old)).Reason);
    }

    [Fact]
    public async Task What_is_no_certificate_of_ours_is_malformed_and_a_removed_one_unknown()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        IssuedApiCredential issued = await vault.IssueAsync(Request);
        byte[] der = issued.Certificate!.RawData;

        Assert.Equal(VerificationReason.Malformed, (await VerifyAsync(vault, der[..^1])).Reason);
        Assert.Equal(VerificationReason.Malformed, (await VerifyAsync(vault, [.. der, 0])).Reason);
        Assert.Equal(VerificationReason.Malformed, (await VerifyAsync(vault, new byte[100_000])).Reason);
        Assert.Equal(VerificationReason.Malformed, (await VerifyAsync(vault, [])).Reason);
        byte[] forged = [.. der];
        forged[^1] ^= 1;
        Assert.False((await VerifyAsync(vault, forged)).IsValid);
        byte[] authority = [.. System.Security.Cryptography.X509Certificates.X509Certificate2.CreateFromPem(issued.GetChainPem()).RawData];
        Assert.False((await VerifyAsync(vault, authority)).IsValid);

        Assert.True((await VerifyAsync(vault, der)).IsValid);
        await vault.Credentials.RemoveAsync(CredentialReference.ById(issued.Id), CancellationToken.None);
        Assert.Equal(VerificationReason.Unknown, (await VerifyAsync(vault, der)).Reason);
    }

    [Theory]
    [InlineData("is not for client authentication", "extendedKeyUsage=serverAuth")]
    [InlineData("does not say that it is for client authentication")]
    [InlineData("is not for signatures alone", "extendedKeyUsage=clientAuth", "keyUsage=critical,keyEncipherment")]
    [InlineData("is one of a certificate authority", "extendedKeyUsage=clientAuth", "basicConstraints=critical,CA:TRUE")]
    [InlineData("A critical extension is unknown", "extendedKeyUsage=clientAuth", "nameConstraints=critical,permitted;DNS:example.com")]
    [InlineData("Its issuer is 'CN=stranger' and not 'CN=PSCredentials authority ", "extendedKeyUsage=clientAuth", "keyUsage=critical,digitalSignature")]
    public async Task The_first_thing_that_is_wrong_is_named(string fault, params string[] extensions)
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        using var folder = new TemporaryFolder();
        string path = Path.Combine(folder.Path, "certificate.der");
        string configuration = folder.Write("openssl.cnf", "[req]\ndistinguished_name=dn\n[dn]\n[x]\nbasicConstraints=CA:FALSE\n" + string.Join('\n', extensions) + "\n");
        string[] constraints = extensions.Any(extension => extension.StartsWith("basicConstraints", StringComparison.Ordinal)) ? [] : ["-config", configuration, "-extensions", "x"];
        string[] added = constraints.Length > 0 ? [] : [.. extensions.SelectMany(extension => new[] { "-addext", extension })];
        (await ExternalProgram.RunAsync("openssl", [
            "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-subj", "/CN=stranger", .. constraints, .. added,
            "-keyout", Path.Combine(folder.Path, "key.pem"), "-outform", "DER", "-out", path])).Succeeded();

        CredentialVerdict verdict = await VerifyAsync(vault, await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken));

        Assert.False(verdict.IsValid);
        Assert.Contains(fault, verdict.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_certificate_in_force_has_nothing_to_tell()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        Assert.Null((await vault.VerifyAsync(await vault.IssueAsync(Request))).Detail);
        Assert.Contains("1 to 65536 are allowed", (await VerifyAsync(vault, [])).Detail, StringComparison.Ordinal);
    }
}
