using System.Security.Cryptography;

namespace PSCredentials.Tests.Authority;

public sealed class ServerCertificateTests
{
    private static readonly TimeSpan s_week = TimeSpan.FromDays(7);

    [Fact]
    public async Task Openssl_takes_it_for_a_server_of_these_names_and_no_client()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        string[] verify = ["verify", "-x509_strict", "-attime", vault.Clock.Now.ToUnixTimeSeconds().ToString(System.Globalization.CultureInfo.InvariantCulture)];
        using var folder = new TemporaryFolder();

        IssuedSecret issued = await IssueAsync(vault, "localhost", "Bücher.example", "127.0.0.1", "::1", "localhost");

        string certificate = folder.Write("server.crt", PemEncoding.WriteString("CERTIFICATE", issued.Certificate.Span));
        string authority = folder.Write("ca.crt", PemEncoding.WriteString("CERTIFICATE", issued.Chain[0].Span));
        string text = (await ExternalProgram.RunAsync("openssl", "x509", "-in", certificate, "-noout", "-text")).Succeeded().Output;
        Assert.Contains("DNS:localhost, DNS:xn--bcher-kva.example, IP Address:127.0.0.1, IP Address:0:0:0:0:0:0:0:1\n", text, StringComparison.Ordinal);
        Assert.Contains("TLS Web Server Authentication\n", text, StringComparison.Ordinal);
        foreach (string name in new[] { "localhost", "xn--bcher-kva.example" })
        {
            (await ExternalProgram.RunAsync("openssl", [.. verify, "-purpose", "sslserver", "-verify_hostname", name, "-CAfile", authority, certificate])).Succeeded();
        }

        (await ExternalProgram.RunAsync("openssl", [.. verify, "-purpose", "sslserver", "-verify_ip", "::1", "-CAfile", authority, certificate])).Succeeded();
        Assert.NotEqual(0, (await ExternalProgram.RunAsync("openssl", [.. verify, "-purpose", "sslclient", "-CAfile", authority, certificate])).ExitCode);
    }

    [Fact]
    public async Task It_is_no_credential()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        IssuedSecret issued = await IssueAsync(vault, "localhost");

        CredentialVerdict verdict = await vault.Authority.Verifier.VerifyCertificateAsync(issued.Certificate, null, CancellationToken.None);

        Assert.False(verdict.IsValid);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("*.example.com")]
    [InlineData("under_score.example")]
    [InlineData("two..dots")]
    [InlineData("999.1.1.1:80")]
    public async Task What_is_no_name_of_a_server_is_refused(string name)
    {
        await using SampleVault vault = await SampleVault.OpenAsync();

        CredentialException refusal = await Assert.ThrowsAsync<CredentialException>(() => IssueAsync(vault, name));

        Assert.Equal("InvalidArgument", refusal.ErrorId);
        Assert.StartsWith("HostName", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(await vault.EventsAsync(), entry => entry.Action == CredentialAction.IssueServerCertificate);
    }

    [Fact]
    public async Task It_ends_with_its_authority()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        DateTimeOffset end = (await vault.Authority.DescribeAsync(CancellationToken.None)).CertificateAuthorityExpiresAt!.Value;
        vault.Clock.Set(end.AddDays(-1));

        IssuedSecret issued = await IssueAsync(vault, "localhost");

        using var certificate = System.Security.Cryptography.X509Certificates.X509CertificateLoader.LoadCertificate(issued.Certificate.Span);
        Assert.Equal(end, certificate.NotAfter.ToUniversalTime());
    }

    private static Task<IssuedSecret> IssueAsync(SampleVault vault, params string[] names) =>
        ((IServedAuthority)vault.Authority).IssueServerCertificateAsync(names, s_week, CancellationToken.None);
}
