using PSCredentials.Server.Tests.Support;
using PSCredentials.Tests;

namespace PSCredentials.Server.Tests.Hosting;

/// <summary>TLS ends at the real nginx, which hands the client's certificate on.</summary>
public sealed class ForwardedCertificateTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task TheCertificateThatNginxVerifiedIsTheCallers()
    {
        await using RunningService service = await RunningService.StartAsync("TrustedProxy:0=127.0.0.1", "ClientCertificateHeader=X-Client-Cert");
        await using NginxServer nginx = await ProxyAsync(service);
        (string[] certificate, string header) = await CertificateAsync(service, nginx.Folder);

        Assert.Equal("401", await nginx.AskAsync("/v1/whoami"));
        Assert.Equal("200", await nginx.AskAsync("/v1/whoami", certificate));

        // What a client writes there itself nginx overwrites.
        Assert.Equal("401", await nginx.AskAsync("/v1/whoami", "--header", header));
    }

    [Theory]
    [InlineData("TrustedProxy:0=192.0.2.1", "ClientCertificateHeader=X-Client-Cert")]
    [InlineData("TrustedProxy:0=127.0.0.1")]
    public async Task AHeaderOfAnybodyElseIsNoCertificate(params string[] settings)
    {
        await using RunningService service = await RunningService.StartAsync(settings);
        using var folder = new TemporaryFolder();
        (_, string header) = await CertificateAsync(service, folder);

        (int status, _) = await service.CurlAsync("/v1/whoami", "--header", header);

        Assert.Equal(401, status);
    }

    [Theory]
    [InlineData("{0}")]
    [InlineData(":{0}:")]
    public async Task TheCertificateCanBeBase64Alone(string form)
    {
        await using RunningService service = await RunningService.StartAsync("TrustedProxy:0=127.0.0.0/8", "ClientCertificateHeader=Client-Cert");
        IssuedApiCredential issued = await IssueAsync(service);
        string text = string.Format(System.Globalization.CultureInfo.InvariantCulture, form, Convert.ToBase64String(issued.Certificate!.RawData));

        (int status, _) = await service.CurlAsync("/v1/whoami", "--header", "Client-Cert: " + text);
        (int twice, _) = await service.CurlAsync("/v1/whoami", "--header", "Client-Cert: " + text, "--header", "Client-Cert: " + text);
        (int nonsense, _) = await service.CurlAsync("/v1/whoami", "--header", "Client-Cert: nonsense%ZZ");

        Assert.Equal((200, 401, 401), (status, twice, nonsense));
    }

    [Fact]
    public async Task TheProxysOwnCertificateIsNotItsClients()
    {
        await using RunningService service = await RunningService.StartAsync("TrustedProxy:0=127.0.0.1", "ClientCertificateHeader=X-Client-Cert");
        using HttpClient proxy = service.Client(certificate: (await IssueAsync(service)).Certificate);

        using HttpResponseMessage answer = await proxy.GetAsync("/v1/whoami", Cancellation);

        Assert.Equal(System.Net.HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    private static Task<IssuedApiCredential> IssueAsync(RunningService service) => service.Authority.ApiCredentials.CreateAsync(
        new ApiCredentialRequest { Name = "bundle-of-ada", Type = CredentialType.ApiCertificate, Owner = "ada", Password = BundlePassword.Use(new SecretText("oven door")) }, Cancellation);

    private static async Task<(string[] Arguments, string Header)> CertificateAsync(RunningService service, TemporaryFolder folder)
    {
        IssuedApiCredential issued = await IssueAsync(service);
        string bundle = folder.Write("ada.p12", issued.GetPkcs12());
        return (["--cert-type", "P12", "--cert", bundle + ":oven door"], "X-Client-Cert: " + Uri.EscapeDataString(issued.Certificate!.ExportCertificatePem()));
    }

    private static Task<NginxServer> ProxyAsync(RunningService service)
    {
        var folder = new TemporaryFolder();
        folder.Write("authority.crt", File.ReadAllText(service.CertificateAuthorityFile));
        return NginxServer.StartAsync(folder, nginx => Example.Read("examples/service/nginx-tls.conf", nginx.Port, service.Https.Port));
    }
}
