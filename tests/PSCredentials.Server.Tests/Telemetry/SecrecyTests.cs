using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using PSCredentials.Server.Tests.Support;
using PSCredentials.Tests;

namespace PSCredentials.Server.Tests.Telemetry;

/// <summary>Requests with every kind of secret, in every place where one can stand, while everything that can be logged and exported is.</summary>
public sealed class SecrecyTests
{
    private const string Password = "correct horse battery";
    private const string QueryText = "query-text-7d41";
    private const string PathText = "path-text-93ab";
    private const string HeaderText = "header-text-c02e";
    private const string AddressText = "192.0.2.77";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task NoSecretAndNoAddressIsLoggedOrExported()
    {
        using var folder = new TemporaryFolder();
        await using var collector = new Collector();
        await using ServiceProcess service = await ServiceProcess.StartAsync(
            folder.Path,
            start =>
            {
                start.Environment["OTEL_EXPORTER_OTLP_ENDPOINT"] = collector.Address;
                start.Environment["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf";
                start.Environment["OTEL_METRIC_EXPORT_INTERVAL"] = "500";
                start.Environment["OTEL_BSP_SCHEDULE_DELAY"] = "200";
            },
            "--Logging:LogLevel:Default=Trace",
            "--Logging:LogLevel:Microsoft.AspNetCore=Trace",
            "--PSCredentials:AccessLog=true",
            "--PSCredentials:TrustedProxy:0=127.0.0.1");
        string[] secrets = await SendAsync(service, folder.Path);
        await service.WaitForAsync(() =>
            Exported(collector, "psc.verifications", "psc.issues", "psc.refusals", "psc.requests.waiting", "access_token", "certificate", "/auth/{**path}", "http.server.request.duration", "dotnet.gc"));

        await service.TerminateAsync();
        Assert.Equal(0, await service.WaitForExitAsync());

        Assert.All(secrets, secret => Assert.DoesNotContain(secret, service.Error, StringComparison.OrdinalIgnoreCase));
        Assert.All([.. secrets, AddressText, "mona"], secret => Assert.DoesNotContain(secret, collector.Received, StringComparison.OrdinalIgnoreCase));
        Assert.All(secrets.Where(secret => secret != secrets[0]), secret => Assert.DoesNotContain(secret, service.Output, StringComparison.OrdinalIgnoreCase));

        // The test saw what it looks for: the log is at its most talkative, and it names requests by their routes.
        Assert.Contains("\"LogLevel\":\"Trace\"", service.Error, StringComparison.Ordinal);
        Assert.Contains("/auth/{**path}", service.Error, StringComparison.Ordinal);
        Assert.Contains("for mona from", service.Error, StringComparison.Ordinal);
    }

    // All that was sent and is nobody else's to read; the first is the bootstrap token.
    private static async Task<string[]> SendAsync(ServiceProcess service, string folder)
    {
        string bootstrap = service.Output.Split('\n').Single(line => line.StartsWith("psc_api_", StringComparison.Ordinal));
        await using var authority = (IServedAuthority)await new EmbeddedAuthorityProvider().OpenAsync(new AuthorityOptions { Path = folder, Caller = "test" }, Cancellation);
        string token = (await authority.ApiCredentials.CreateAsync(new ApiCredentialRequest { Name = "token-of-mona", Type = CredentialType.ApiToken, Owner = "mona" }, Cancellation)).GetToken();
        string key = (await authority.ApiKeys.CreateAsync(new ApiKeyRequest { Name = "key", Workspace = "tiger", Role = ApiKeyRole.Viewer }, Cancellation)).GetKey();
        string jwt = (await authority.AccessTokens.GrantForApiKeyAsync(key, null, Cancellation)).Token!.Reveal();
        await authority.Projects.CreateProjectAsync("shop", string.Empty, Cancellation);
        await authority.ProjectCredentials.CreateAsync(
            new ProjectCredentialRequest { Project = "shop", Username = "eve", Password = new SecretText(Password), Email = "eve@example.com", FullName = "Eve" }, Cancellation);
        using X509Certificate2 certificate = (await authority.ApiCredentials.CreateAsync(
            new ApiCredentialRequest { Name = "bundle-of-mona", Type = CredentialType.ApiCertificate, Owner = "mona", Password = BundlePassword.Generate }, Cancellation)).Certificate!;
        string basic = Convert.ToBase64String(Encoding.UTF8.GetBytes("eve:" + Password));
        using HttpClient client = Client(service, null);
        using HttpClient withCertificate = Client(service, certificate);
        foreach (string? authorization in new[] { null, $"APIToken {bootstrap}", $"APIToken {token}", $"Bearer {token}x", $"Bearer {jwt}", $"Bearer {jwt}x", $"ApiKey {key}", $"Basic {basic}" })
        {
            await AskAsync(client, HttpMethod.Get, "/v1/whoami", authorization);
            await AskAsync(client, HttpMethod.Get, $"/auth/{PathText}?token={QueryText}", authorization);
            await AskAsync(client, HttpMethod.Get, $"/ocsp/{PathText}", authorization);
            await AskAsync(client, HttpMethod.Get, $"/nowhere/{PathText}?key={QueryText}", authorization);
            await AskAsync(client, HttpMethod.Post, "/v1/verify", authorization, $$"""{"token":"{{token}}"}""");
            await AskAsync(client, HttpMethod.Post, "/v1/verify", authorization, $$"""{"username":"eve","password":"{{Password}}"}""");
            await AskAsync(client, HttpMethod.Post, "/v1/verify", authorization, $$"""{"token":"{{token}}",""");
            await AskAsync(client, HttpMethod.Post, "/v1/verify", authorization, $$"""{"token":["{{token}}"]}""");
            await AskAsync(client, HttpMethod.Post, "/oauth2/introspect", authorization, $"token={token}", "application/x-www-form-urlencoded");
            await AskAsync(client, HttpMethod.Post, "/api/v1/auth", authorization, $$"""{"apiKey":"{{key}}"}""");
            await AskAsync(client, HttpMethod.Post, "/api/web/namespaces/system/api_credentials", authorization, $$"""{"name":"made-by-test","namespace":"system","spec":{"password":"{{Password}}","type":"API_CERTIFICATE" } }""");
        }

        await AskAsync(withCertificate, HttpMethod.Get, "/v1/whoami", null);
        await SendMalformedAsync(service, $"GET /{PathText}?token={token} HTTP/9.9\r\nHost: localhost\r\n\r\n");
        await SendMalformedAsync(service, $"GET /v1/whoami HTTP/1.1\r\nHost: localhost\r\nAuthorization : APIToken {token}\r\n\r\n");
        return [bootstrap, token, key, jwt, jwt.Split('.')[2], Password, basic, QueryText, PathText, HeaderText];
    }

    private static async Task AskAsync(HttpClient client, HttpMethod method, string path, string? authorization, string? body = null, string type = "application/json")
    {
        using var request = new HttpRequestMessage(method, path) { Version = method == HttpMethod.Post ? HttpVersion.Version20 : HttpVersion.Version11 };
        if (authorization is not null)
        {
            request.Headers.Authorization = AuthenticationHeaderValue.Parse(authorization);
        }

        request.Headers.Add("User-Agent", HeaderText);
        request.Headers.Add("X-Forwarded-For", AddressText);
        request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, type);
        using HttpResponseMessage answer = await client.SendAsync(request, Cancellation);
        Assert.NotEqual(HttpStatusCode.InternalServerError, answer.StatusCode);
    }

    private static async Task SendMalformedAsync(ServiceProcess service, string text)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, service.HttpsPort, Cancellation);
        await using var stream = new SslStream(client.GetStream(), leaveInnerStreamOpen: false, (_, _, _, _) => true);
        await stream.AuthenticateAsClientAsync("localhost");
        await stream.WriteAsync(Encoding.ASCII.GetBytes(text), Cancellation);
        using var reader = new StreamReader(stream);
        Assert.StartsWith("HTTP/1.1 ", await reader.ReadLineAsync(Cancellation), StringComparison.Ordinal);
    }

    private static HttpClient Client(ServiceProcess service, X509Certificate2? certificate)
    {
        var handler = new SocketsHttpHandler { UseProxy = false };
        handler.SslOptions.RemoteCertificateValidationCallback = (_, _, _, _) => true;
        handler.SslOptions.ClientCertificates = certificate is null ? null : [certificate];
        return new HttpClient(handler) { BaseAddress = new Uri(string.Create(CultureInfo.InvariantCulture, $"https://localhost:{service.HttpsPort}")) };
    }

    private static bool Exported(Collector collector, params string[] names) =>
        names.All(name => collector.Received.Contains(name, StringComparison.Ordinal));
}
