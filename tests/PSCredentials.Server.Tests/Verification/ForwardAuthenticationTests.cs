using PSCredentials.Server.Tests.Support;
using PSCredentials.Tests;

namespace PSCredentials.Server.Tests.Verification;

/// <summary>The real nginx asks the service, by auth_request, who may pass.</summary>
public sealed class ForwardAuthenticationTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task NginxLetsInByTokenUntilItIsRevoked()
    {
        await using RunningService service = await RunningService.StartAsync("TrustedProxy:0=127.0.0.1");
        await using NginxServer nginx = await ProxyAsync(service);
        IssuedApiCredential token = await TokenAsync(service, "passing-token");
        string header = "Authorization: APIToken " + token.GetToken();

        Assert.Equal("401", await nginx.AskAsync("/"));
        Assert.Equal("200", await nginx.AskAsync("/", "--header", header));
        await service.Authority.ApiCredentials.DisableAsync(CredentialReference.ById(token.Id), Cancellation);
        Assert.Equal("401", await nginx.AskAsync("/", "--header", header));
        await service.Authority.ApiCredentials.EnableAsync(CredentialReference.ById(token.Id), Cancellation);
        Assert.Equal("200", await nginx.AskAsync("/", "--header", header));
        await service.Authority.ApiCredentials.RevokeAsync(CredentialReference.ById(token.Id), RevocationReason.KeyCompromise, Cancellation);
        Assert.Equal("401", await nginx.AskAsync("/", "--header", header));
    }

    [Fact]
    public async Task NginxLetsInByApiKeyUntilItIsGone()
    {
        await using RunningService service = await RunningService.StartAsync("TrustedProxy:0=127.0.0.1");
        await using NginxServer nginx = await ProxyAsync(service);
        IssuedApiKey key = await service.Authority.ApiKeys.CreateAsync(new ApiKeyRequest { Name = "passing-key", Workspace = "tiger", Role = ApiKeyRole.Viewer }, Cancellation);
        string header = "X-API-Key: " + key.GetKey();

        Assert.Equal("200", await nginx.AskAsync("/", "--header", header));
        await service.Authority.ApiKeys.RemoveAsync(CredentialReference.ById(key.Id), Cancellation);
        Assert.Equal("401", await nginx.AskAsync("/", "--header", header));
    }

    [Fact]
    public async Task NginxLetsInByPasswordToWhatIsGranted()
    {
        await using RunningService service = await RunningService.StartAsync("TrustedProxy:0=127.0.0.1");
        await using NginxServer nginx = await ProxyAsync(service);
        await service.Authority.Projects.CreateProjectAsync("shop", string.Empty, Cancellation);
        ProjectCredential ada = await service.Authority.ProjectCredentials.CreateAsync(
            new ProjectCredentialRequest
            {
                Project = "shop", Username = "ada", Password = new SecretText("correct horse battery"), Email = "ada@example.com", FullName = "Ada",
            },
            Cancellation);
        CredentialReference reference = CredentialReference.ById(ada.Id);

        Assert.Equal("200", await nginx.AskAsync("/", "--user", "ada:correct horse battery"));
        Assert.Equal("401", await nginx.AskAsync("/", "--user", "ada:wrong horse battery"));
        Assert.Equal("403", await nginx.AskAsync("/orders/", "--user", "ada:correct horse battery"));
        await service.Authority.ProjectCredentials.GrantAccessAsync(reference, [new AccessTarget("orders")], Cancellation);
        Assert.Equal("200", await nginx.AskAsync("/orders/", "--user", "ada:correct horse battery"));
        await service.Authority.ProjectCredentials.ChangeAsync(reference, new ProjectCredentialChange { IsEnabled = false }, Cancellation);
        Assert.Equal("401", await nginx.AskAsync("/orders/", "--user", "ada:correct horse battery"));
    }

    [Fact]
    public async Task TheClientsAddressCountsAndNotWhatItClaims()
    {
        await using RunningService service = await RunningService.StartAsync("TrustedProxy:0=127.0.0.1");
        await using NginxServer nginx = await ProxyAsync(service);
        IssuedApiCredential near = await TokenAsync(service, "near-token", "127.0.0.1");
        IssuedApiCredential far = await TokenAsync(service, "far-away-token", "192.0.2.0/24");

        Assert.Equal("200", await nginx.AskAsync("/", "--header", "Authorization: APIToken " + near.GetToken()));
        Assert.Equal("403", await nginx.AskAsync("/", "--header", "Authorization: APIToken " + far.GetToken()));
        Assert.Equal("403", await nginx.AskAsync("/", "--header", "Authorization: APIToken " + far.GetToken(), "--header", "X-Forwarded-For: 192.0.2.7"));
    }

    [Fact]
    public async Task WhoIsNoTrustedProxyCannotSpeakForAnAddress()
    {
        await using RunningService service = await RunningService.StartAsync();
        IssuedApiCredential far = await TokenAsync(service, "far-away-token", "192.0.2.0/24");

        (int status, _) = await service.CurlAsync("/auth", "--header", "Authorization: APIToken " + far.GetToken(), "--header", "X-Forwarded-For: 192.0.2.7");

        Assert.Equal(403, status);
    }

    [Fact]
    public async Task WhoPassesIsNamedInHeadersThatCarryAnyName()
    {
        await using RunningService service = await RunningService.StartAsync();
        IssuedApiCredential token = await service.Authority.ApiCredentials.CreateAsync(
            new ApiCredentialRequest { Name = "Bäckerei, 50%", Type = CredentialType.ServiceApiToken, NamespaceRole = [new NamespaceRole("bakery", "Editor")], UserGroup = ["ovens"] },
            Cancellation);

        (int status, string headers) = await service.CurlAsync(
            "/auth/any/path?x=y", "--header", "Authorization: Bearer " + token.GetToken(), "--request", "DELETE", "--dump-header", "-", "--output", "/dev/null");

        Assert.Equal(200, status);
        Assert.Contains("x-credential-principal: B%C3%A4ckerei%2C 50%25", headers, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("x-credential-kind: Service", headers, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("x-credential-group: ovens", headers, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("x-credential-role: bakery:Editor", headers, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(token.GetToken(), headers, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CurlWithAnIssuedBundleIsKnownByMutualTlsUntilItIsRevoked()
    {
        await using RunningService service = await RunningService.StartAsync();
        using var folder = new TemporaryFolder();
        await service.TokenAsync("ada", new CredentialRight { ScopeType = CredentialScopeType.Namespace, Scope = "bakery", Role = CredentialRightRole.Viewer });
        IssuedApiCredential issued = await service.Authority.ApiCredentials.CreateAsync(
            new ApiCredentialRequest { Name = "bundle-of-ada", Type = CredentialType.ApiCertificate, Owner = "ada", Password = BundlePassword.Use(new SecretText("oven door")) },
            Cancellation);
        string bundle = folder.Write("ada.p12", issued.GetPkcs12());
        string[] certificate = ["--cert-type", "P12", "--cert", bundle + ":oven door"];

        Assert.Equal((401, true), await IsRefusedAsync(service));
        (int status, string body) = await service.CurlAsync("/v1/whoami", certificate);
        Assert.Equal(200, status);
        Assert.Contains("\"ada\"", body, StringComparison.Ordinal);
        await service.Authority.ApiCredentials.RevokeAsync(CredentialReference.ById(issued.Id), RevocationReason.Superseded, Cancellation);
        (status, _) = await service.CurlAsync("/v1/whoami", certificate);
        Assert.Equal(401, status);
    }

    [Fact]
    public async Task APageOfAnotherSiteCannotUseTheCertificateOfABrowser()
    {
        await using RunningService service = await RunningService.StartAsync();
        IssuedApiCredential issued = await service.Authority.ApiCredentials.CreateAsync(
            new ApiCredentialRequest { Name = "browser-of-ada", Type = CredentialType.ApiCertificate, Owner = "ada", Password = BundlePassword.Generate },
            Cancellation);
        using HttpClient client = service.Client(certificate: issued.Certificate);

        Assert.Equal(200, await AskAsync(client, null));
        Assert.Equal(401, await AskAsync(client, "https://evil.example"));
        Assert.Equal(200, await AskAsync(client, service.Https.GetLeftPart(UriPartial.Authority)));

        static async Task<int> AskAsync(HttpClient client, string? origin)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/whoami");
            if (origin is not null)
            {
                request.Headers.Add("Origin", origin);
            }

            using HttpResponseMessage answer = await client.SendAsync(request, Cancellation);
            return (int)answer.StatusCode;
        }
    }

    private static async Task<(int, bool)> IsRefusedAsync(RunningService service)
    {
        (int status, string body) = await service.CurlAsync("/v1/whoami");
        return (status, body.Contains("AuthenticationRequired", StringComparison.Ordinal));
    }

    private static Task<IssuedApiCredential> TokenAsync(RunningService service, string name, params string[] addresses) =>
        service.Authority.ApiCredentials.CreateAsync(
            new ApiCredentialRequest { Name = name, Type = CredentialType.ApiToken, Owner = "ada", IPAddress = addresses }, Cancellation);

    private static Task<NginxServer> ProxyAsync(RunningService service)
    {
        var folder = new TemporaryFolder();
        folder.Write("authority.crt", File.ReadAllText(service.CertificateAuthorityFile));
        Directory.CreateDirectory(Path.Combine(folder.Path, "orders"));
        folder.Write("index.html", "in");
        folder.Write("orders/index.html", "orders");
        return NginxServer.StartAsync(folder, nginx => $$"""
            server {
                listen 127.0.0.1:{{nginx.Port}} ssl;
                server_name localhost;
                ssl_certificate server.crt;
                ssl_certificate_key server.key;
                root {{folder.Path}};
                location / { auth_request /credentials; }
                location /orders/ { auth_request /credentials/orders; }
                location = /credentials { internal; {{Ask(string.Empty)}} }
                location = /credentials/orders { internal; {{Ask("?resource=orders")}} }
            }
            """);

        string Ask(string query) => $"""
            proxy_pass {service.Https}auth{query};
            proxy_ssl_trusted_certificate authority.crt; proxy_ssl_verify on; proxy_ssl_name localhost;
            proxy_pass_request_body off; proxy_set_header Content-Length "";
            proxy_set_header X-Forwarded-For $remote_addr;
            """.Replace("https://localhost:", "https://127.0.0.1:", StringComparison.Ordinal);
    }
}
