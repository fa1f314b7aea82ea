using PSCredentials.Server.Tests.Support;
using PSCredentials.Tests;

namespace PSCredentials.Server.Tests.Revocation;

/// <summary>openssl and curl follow what certificates point to, over plain HTTP.</summary>
public sealed class RevocationTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ACertificatePointsToItsListStatusAndIssuer()
    {
        await using RunningService service = await RunningService.StartAsync();
        using var folder = new TemporaryFolder();
        await service.Authority.Revocation.SetAddressAsync(service.Http, Cancellation);
        IssuedApiCredential good = await IssueAsync(service, "good-certificate");
        IssuedApiCredential bad = await IssueAsync(service, "bad-certificate");
        await service.Authority.ApiCredentials.RevokeAsync(CredentialReference.ById(bad.Id), RevocationReason.KeyCompromise, Cancellation);
        string goodFile = folder.Write("good.crt", good.GetCertificatePem());
        string badFile = folder.Write("bad.crt", bad.GetCertificatePem());

        string text = (await OpenSslAsync("x509", "-in", goodFile, "-noout", "-text")).Succeeded().Output;
        string list = text.Split('\n').Select(line => line.Trim()).First(line => line.StartsWith("URI:http", StringComparison.Ordinal) && line.EndsWith(".crl", StringComparison.Ordinal))[4..];
        string issuer = text.Split('\n').Select(line => line.Trim()).First(line => line.StartsWith("CA Issuers - URI:", StringComparison.Ordinal))["CA Issuers - URI:".Length..];
        string status = (await OpenSslAsync("x509", "-in", goodFile, "-noout", "-ocsp_uri")).Succeeded().Output.Trim();

        string listFile = await FetchAsync(folder, list, "list.crl");
        string listPem = (await OpenSslAsync("crl", "-inform", "DER", "-in", listFile)).Succeeded().Output;
        string lists = folder.Write("list.pem", listPem);
        Assert.True((await VerifyAsync(service, lists, goodFile)).ExitCode == 0);
        Assert.Contains("certificate revoked", (await VerifyAsync(service, lists, badFile)).Everything, StringComparison.Ordinal);

        string issuerFile = await FetchAsync(folder, issuer, "issuer.cer");
        Assert.Contains("OK", (await OpenSslAsync("verify", "-CAfile", folder.Write("issuer.pem", (await OpenSslAsync("x509", "-inform", "DER", "-in", issuerFile)).Succeeded().Output), goodFile)).Everything, StringComparison.Ordinal);

        Assert.Contains(": good", (await StatusAsync(service, status, goodFile)).Everything, StringComparison.Ordinal);
        Assert.Contains(": revoked", (await StatusAsync(service, status, badFile)).Everything, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AStatusRequestInThePathIsAnsweredAsInTheBody()
    {
        await using RunningService service = await RunningService.StartAsync();
        using var folder = new TemporaryFolder();
        IssuedApiCredential certificate = await IssueAsync(service, "asked-in-the-path");
        string file = folder.Write("leaf.crt", certificate.GetCertificatePem());
        string request = Path.Combine(folder.Path, "request.der");
        (await OpenSslAsync("ocsp", "-issuer", service.CertificateAuthorityFile, "-cert", file, "-no_nonce", "-reqout", request)).Succeeded();

        string answer = await FetchAsync(folder, $"{service.Http}ocsp/{Uri.EscapeDataString(Convert.ToBase64String(await File.ReadAllBytesAsync(request, Cancellation)))}", "answer.der");

        ExternalProgram judged = await OpenSslAsync(
            "ocsp", "-respin", answer, "-issuer", service.CertificateAuthorityFile, "-cert", file, "-CAfile", service.CertificateAuthorityFile, "-no_nonce");
        Assert.Contains(": good", judged.Everything, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("crl/nothing.crl")]
    [InlineData("crl/nothing.delta.crl")]
    [InlineData("crl/nothing")]
    [InlineData("ca/nothing.cer")]
    [InlineData("ca/nothing")]
    public async Task WhatIsNotThereIsNotFound(string path)
    {
        await using RunningService service = await RunningService.StartAsync();
        using var client = new HttpClient();

        using HttpResponseMessage answer = await client.GetAsync(new Uri(service.Http, path), Cancellation);

        Assert.Equal(System.Net.HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task NonsenseGetsAnAnswerThatSaysSo()
    {
        await using RunningService service = await RunningService.StartAsync();
        using var client = new HttpClient();

        foreach (byte[] body in new byte[][] { [], [1, 2, 3], new byte[40_000] })
        {
            using var content = new ByteArrayContent(body);
            using HttpResponseMessage answer = await client.PostAsync(new Uri(service.Http, "ocsp"), content, Cancellation);
            Assert.Equal(System.Net.HttpStatusCode.OK, answer.StatusCode);
            Assert.Equal("30030A0101", Convert.ToHexString(await answer.Content.ReadAsByteArrayAsync(Cancellation)));
        }
    }

    private static Task<IssuedApiCredential> IssueAsync(RunningService service, string name) =>
        service.Authority.ApiCredentials.CreateAsync(
            new ApiCredentialRequest { Name = name, Type = CredentialType.ApiCertificate, Password = BundlePassword.Generate }, Cancellation);

    private static async Task<string> FetchAsync(TemporaryFolder folder, string address, string name)
    {
        string file = Path.Combine(folder.Path, name);
        (await ExternalProgram.RunAsync("curl", "--silent", "--fail", "--noproxy", "*", "--output", file, address)).Succeeded();
        return file;
    }

    private static Task<ExternalProgram> VerifyAsync(RunningService service, string lists, string file) =>
        OpenSslAsync("verify", "-crl_check", "-CAfile", service.CertificateAuthorityFile, "-CRLfile", lists, file);

    private static Task<ExternalProgram> StatusAsync(RunningService service, string address, string file) =>
        OpenSslAsync("ocsp", "-issuer", service.CertificateAuthorityFile, "-cert", file, "-CAfile", service.CertificateAuthorityFile, "-url", address);

    private static Task<ExternalProgram> OpenSslAsync(params string[] arguments) =>
        ExternalProgram.RunAsync("openssl", arguments, start => start.Environment["no_proxy"] = "*");
}
