namespace PSCredentials.Tests.Revocation;

/// <summary>The address that certificates name for lists and status answers.</summary>
public sealed class RevocationAddressTests
{
    private static async Task<string> TextAsync(RevocationVault vault, IssuedApiCredential issued) =>
        (await ExternalProgram.RunAsync("openssl", "x509", "-in", vault.Write(issued), "-noout", "-ext", "crlDistributionPoints,authorityInfoAccess")).Succeeded().Output;

    private static async Task<string> KeyOfCurrentAsync(SampleVault vault) =>
        (await vault.Authority.CertificateAuthorities.ListAsync(CancellationToken.None)).Single(known => known.IsCurrent).KeyIdentifier.ToLowerInvariant();

    [Fact]
    public async Task OpenSsl_reads_where_to_ask_and_takes_the_certificate()
    {
        await using RevocationVault vault = await RevocationVault.OpenAsync();
        IRevocationService revocation = vault.Vault.Authority.Revocation;
        Uri? kept = await revocation.SetAddressAsync(new Uri("http://pki.example.com:8080/psc/"), CancellationToken.None);
        IssuedApiCredential issued = await vault.IssueAsync("with-address");

        string key = await KeyOfCurrentAsync(vault.Vault);
        string text = await TextAsync(vault, issued);
        Assert.Equal("http://pki.example.com:8080/psc", kept!.AbsoluteUri);
        Assert.Contains($"URI:http://pki.example.com:8080/psc/crl/{key}.crl", text, StringComparison.Ordinal);
        Assert.Contains("OCSP - URI:http://pki.example.com:8080/psc/ocsp\n", text, StringComparison.Ordinal);
        Assert.Contains($"CA Issuers - URI:http://pki.example.com:8080/psc/ca/{key}.cer\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain("critical", text, StringComparison.Ordinal);
        (await ExternalProgram.RunAsync("openssl", "verify", "-x509_strict", "-CAfile", vault.Root, vault.Write(issued))).Succeeded();
        Assert.True((await vault.Vault.VerifyAsync(issued)).IsValid);
        Assert.Equal(kept, (await vault.Vault.Authority.DescribeAsync(CancellationToken.None)).RevocationAddress);
    }

    [Fact]
    public async Task The_address_counts_from_its_change_on_in_every_session_and_under_each_issuer()
    {
        await using RevocationVault vault = await RevocationVault.OpenAsync();
        IssuedApiCredential before = await vault.IssueAsync("before-it");
        ICredentialAuthority second = await vault.Vault.OpenAgainAsync();
        await second.Revocation.SetAddressAsync(new Uri("https://one.example"), CancellationToken.None);
        IssuedApiCredential first = await vault.IssueAsync("the-first");
        await vault.Vault.Authority.CertificateAuthorities.RollOverAsync(new CertificateAuthorityRollOver(), CancellationToken.None);
        IssuedApiCredential after = await vault.IssueAsync("after-roll-over");
        await second.Revocation.SetAddressAsync(new Uri("https://two.example"), CancellationToken.None);
        IssuedApiCredential other = await vault.IssueAsync("other-address");
        await second.Revocation.SetAddressAsync(null, CancellationToken.None);
        IssuedApiCredential none = await vault.IssueAsync("no-address");

        Assert.DoesNotContain("URI", await TextAsync(vault, before), StringComparison.Ordinal);
        Assert.Contains("https://one.example/ocsp", await TextAsync(vault, first), StringComparison.Ordinal);
        Assert.Contains($"https://one.example/crl/{await KeyOfCurrentAsync(vault.Vault)}.crl", await TextAsync(vault, after), StringComparison.Ordinal);
        Assert.Contains("https://two.example/ocsp", await TextAsync(vault, other), StringComparison.Ordinal);
        Assert.DoesNotContain("URI", await TextAsync(vault, none), StringComparison.Ordinal);
        Assert.Null(await vault.Vault.Authority.Revocation.GetAddressAsync(CancellationToken.None));
        Assert.Equal(
            ["revocation address https://one.example/", "revocation address https://two.example/", "no revocation address"],
            (await vault.Vault.EventsAsync()).Where(entry => entry.Action == CredentialAction.ChangePolicy).Select(entry => entry.Detail));
    }

    [Theory]
    [InlineData("ftp://a.example")]
    [InlineData("file:///tmp/x")]
    [InlineData("http://a.example/?x=1")]
    [InlineData("http://a.example/?")]
    [InlineData("http://a.example/#x")]
    [InlineData("http://user@a.example/")]
    [InlineData("http://\u00e4.example/")]
    [InlineData("a.example")]
    [InlineData("long")]
    public async Task What_certificates_cannot_name_is_refused(string address)
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        var uri = new Uri(address == "long" ? "http://a.example/" + new string('x', 500) : address, UriKind.RelativeOrAbsolute);

        CredentialException refusal = await Refusal.OfAsync(
            CredentialErrors.InvalidArgument, () => vault.Authority.Revocation.SetAddressAsync(uri, CancellationToken.None));

        Assert.StartsWith("RevocationAddress ", refusal.Message, StringComparison.Ordinal);
        Assert.Null(await vault.Authority.Revocation.GetAddressAsync(CancellationToken.None));
    }

    [Fact]
    public async Task A_certificate_authority_is_found_by_the_identifier_of_its_key()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        CredentialAuthorityCertificate only = Assert.Single(await vault.Authority.CertificateAuthorities.ListAsync(CancellationToken.None));

        using var read = System.Security.Cryptography.X509Certificates.X509CertificateLoader.LoadCertificate(only.GetCertificate());

        Assert.Equal(only.SerialNumber, read.SerialNumber);
        Assert.Contains(
            read.Extensions.OfType<System.Security.Cryptography.X509Certificates.X509SubjectKeyIdentifierExtension>(),
            extension => extension.SubjectKeyIdentifier == only.KeyIdentifier);
    }
}
