using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using PSCredentials.Contract.Tests.StandIns.Apinizer;
using PSCredentials.Contract.Tests.StandIns.F5Xc;
using PSCredentials.Contract.Tests.StandIns.KubeSlice;
using PSCredentials.Tests;

namespace PSCredentials.Contract.Tests.StandIns;

/// <summary>The stand-ins answer the requests of the vendors' own documents as those documents say.</summary>
public sealed class StandInTests
{
    private const string LongBase = "api/v1/api/production/us-east-1/namespaces/default/api/web/namespaces/example";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task F5XcIssuesACertificateToTheExampleOfItsDocument(bool isLegacy)
    {
        await using var standIn = new F5XcStandIn { LegacyBundles = isLegacy };
        await standIn.StartAsync();
        JsonObject answer = await CurlAsync(
            standIn.Http, LongBase + "/api_credentials", "--request", "POST", "--header", "Authorization: APIToken " + standIn.Token, "--header", "Content-Type: application/json", "--data",
            """{ "expiration_days": 1, "name": "example", "namespace": "example", "spec": { "password": "example", "type": "API_CERTIFICATE", "virtual_k8s_name": "example", "virtual_k8s_namespace": "example" } }""");

        Assert.True(answer["active"]!.GetValue<bool>());
        Assert.Matches("^example-[a-z]{8}$", answer["name"]!.GetValue<string>());
        using X509Certificate2 certificate = X509CertificateLoader.LoadPkcs12(Convert.FromBase64String(answer["data"]!.GetValue<string>()), "example");
        Assert.True(certificate.HasPrivateKey);
        Assert.Empty(standIn.Violations);
    }

    [Fact]
    public async Task F5XcLetsACertificateItIssuedSpeakForItsOwner()
    {
        await using var standIn = new F5XcStandIn();
        await standIn.StartAsync();
        JsonObject issued = await SendAsync(standIn, HttpMethod.Post, "api/web/namespaces/system/api_credentials", "APIToken " + standIn.Token, """{"name":"mine-mine","namespace":"system","spec":{"type":"API_CERTIFICATE","password":"secret"}}""");
        using X509Certificate2 certificate = X509CertificateLoader.LoadPkcs12(Convert.FromBase64String(issued["data"]!.GetValue<string>()), "secret");
        using var handler = new SocketsHttpHandler { UseProxy = false };
        handler.SslOptions.RemoteCertificateValidationCallback = (_, _, _, _) => true;
        handler.SslOptions.ClientCertificates = [certificate];
        using var client = new HttpClient(handler) { BaseAddress = standIn.Https };

        Assert.Contains("admin@standin.example", await client.GetStringAsync("api/web/custom/namespaces/system/whoami"), StringComparison.Ordinal);
        standIn.Records[0].IsRevoked = true;
        Assert.Equal(HttpStatusCode.Unauthorized, (await client.GetAsync("api/web/custom/namespaces/system/whoami")).StatusCode);
    }

    [Fact]
    public async Task F5XcWritesDownWhatItsContractDoesNotHave()
    {
        await using var standIn = new F5XcStandIn();
        await standIn.StartAsync();
        await SendAsync(standIn, HttpMethod.Post, "api/web/namespaces/system/api_credentials", "APIToken " + standIn.Token, """{"name":"mine-mine","labels":{},"spec":{"type":"API_TOKEN","key":1}}""");
        await SendAsync(standIn, HttpMethod.Get, "api/web/namespaces/system/api_credentials", "Bearer " + standIn.Token, null);

        Assert.Collection(
            standIn.Violations,
            first => Assert.Contains("'labels'", first, StringComparison.Ordinal),
            second => Assert.Contains("'key'", second, StringComparison.Ordinal),
            third => Assert.Contains("APIToken", third, StringComparison.Ordinal));
    }

    [Fact]
    public async Task F5XcRevokesAtMostTwoHundredAtOnce()
    {
        await using var standIn = new F5XcStandIn();
        await standIn.StartAsync();
        IReadOnlyList<string> names = standIn.Seed(201);
        string Body(int count) => new JsonObject { ["name_selector"] = new JsonObject { ["names"] = new JsonArray([.. names.Take(count).Select(name => (JsonNode)name)]) } }.ToJsonString();
        JsonObject refused = await SendAsync(standIn, HttpMethod.Post, "api/web/namespaces/system/bulk_revoke/api_credentials", "APIToken " + standIn.Token, Body(201));
        JsonObject done = await SendAsync(standIn, HttpMethod.Post, "api/web/namespaces/system/bulk_revoke/api_credentials", "APIToken " + standIn.Token, Body(200));

        Assert.Equal(3, refused["code"]!.GetValue<int>());
        Assert.Equal(200, done["credentials_marked_for_deletion"]!.AsArray().Count);
    }

    [Fact]
    public async Task F5XcSpellsItsAnswersInCamelCaseOnRequest()
    {
        await using var standIn = new F5XcStandIn { Spelling = new F5XcSpelling { CamelCase = true, NumericTypes = true } };
        await standIn.StartAsync();
        standIn.Seed(1);
        JsonObject list = await SendAsync(standIn, HttpMethod.Get, "api/web/namespaces/system/api_credentials", "APIToken " + standIn.Token, null);

        Assert.Equal(2, list["items"]![0]!["type"]!.GetValue<int>());
        Assert.NotNull(list["items"]![0]!["expiryTimestamp"]);
    }

    [Fact]
    public async Task KubeSliceIssuesListsAndDeletesAsItsDocumentShows()
    {
        await using var standIn = new KubeSliceStandIn();
        await standIn.StartAsync();
        string token = await ExchangeAsync(standIn, standIn.OwnerKey);
        JsonObject issued = await CurlAsync(
            standIn.Http, "api/v1/api-key", "-X", "POST", "-H", "Authorization: Bearer " + token, "-H", "Content-Type: application/json", "--data",
            """{ "name": "test", "userName": "username", "description": "Tiger Editor", "role": "Editor", "validUntil": "2099-12-31", "workspaceName": "Tiger" }""");
        string key = issued["data"]!["apiKey"]!.GetValue<string>();
        JsonObject list = await CurlAsync(standIn.Http, "api/v1/api-key/list?workspace=Tiger", "-H", "Authorization: Bearer " + token);
        JsonObject deleted = await CurlAsync(
            standIn.Http, "api/v1/api-key", "-X", "DELETE", "-H", "Authorization: Bearer " + token, "-H", "Content-Type: application/json", "--data", $$"""{ "apiKey": "{{key}}" }""");

        Assert.Equal(key, list["data"]!["data"]![0]!["apiKey"]!.GetValue<string>());
        Assert.Equal("kubeslice-rbac-rw-slice-Tiger", list["data"]!["data"]![0]!["saName"]!.GetValue<string>());
        Assert.Equal(200, deleted["statusCode"]!.GetValue<int>());
        Assert.Null(deleted["data"]);
        Assert.Empty(standIn.Violations);
    }

    [Fact]
    public async Task KubeSliceShowsOthersMaskedKeysAndRefusesWhatHasEnded()
    {
        await using var standIn = new KubeSliceStandIn();
        await standIn.StartAsync();
        string viewer = standIn.AddKey("viewer", "Viewer", "Tiger");
        string ended = standIn.AddKey("ended", "Viewer", "Tiger", new DateOnly(2020, 1, 1));
        JsonObject list = await CurlAsync(standIn.Http, "api/v1/api-key/list", "-H", "Authorization: Bearer " + await ExchangeAsync(standIn, viewer));
        JsonObject refused = await CurlAsync(standIn.Http, "api/v1/auth", "-X", "POST", "-H", "Content-Type: application/json", "--data", $$"""{"apiKey":"{{ended}}"}""");

        Assert.DoesNotContain(standIn.OwnerKey, list.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal("Api Key has expired", refused["error"]!["message"]!.GetValue<string>());
    }

    [Fact]
    public async Task ApinizerMakesTheCredentialOfItsDocumentAndSaysWhereItWasNotDeployed()
    {
        await using var standIn = new ApinizerStandIn();
        await standIn.StartAsync();
        standIn.Failing["staging"] = "connection refused";
        JsonObject answer = await CurlAsync(
            standIn.Http, "apiops/projects/Payments/credentials/", "-X", "POST", "-H", "Authorization: Bearer " + standIn.Token, "-H", "Content-Type: application/json", "-d",
            """{ "email": "restricted@example.com", "fullName": "Restricted User", "username": "restricted-user", "password": "SecurePassword123!", "roleNameList": ["API_USER"], "ipList": ["192.168.1.100", "10.0.0.0/8"], "expireDate": "2099-12-31T23:59:59.000Z" }""");

        Assert.True(answer["success"]!.GetValue<bool>());
        Assert.False(answer["deploymentResult"]!["success"]!.GetValue<bool>());
        Assert.Equal("connection refused", answer["deploymentResult"]!["environmentResults"]![1]!["message"]!.GetValue<string>());
        Assert.True(Assert.Single(standIn.Records).Enabled);
    }

    [Theory]
    [InlineData("apiops/projects/Payments/credentials", null, null)]
    [InlineData("apiops/projects/Nowhere/credentials/", null, "Project(Nowhere) was not found or user does not have privilege to access it!")]
    [InlineData("apiops/projects/Secret/credentials/", null, "Project(Secret) was not found or user does not have privilege to access it!")]
    [InlineData("apiops/projects/Payments/credentials/", "{}", "Credential username can not be empty!")]
    [InlineData("apiops/projects/Payments/credentials/", """{"username":"u"}""", "Credential password can not be empty!")]
    [InlineData("apiops/projects/Payments/credentials/", """{"username":"u","password":"p"}""", "Credential full name can not be empty!")]
    [InlineData("apiops/projects/Payments/credentials/", """{"username":"u","password":"p","fullName":"f"}""", "Credential email can not be empty!")]
    public async Task ApinizerRefusesInTheWordsOfItsDocument(string path, string? body, string? text)
    {
        await using var standIn = new ApinizerStandIn();
        await standIn.StartAsync();
        JsonObject? answer = await TrySendAsync(standIn, body is null ? HttpMethod.Get : HttpMethod.Post, path, "Bearer " + standIn.Token, body);

        Assert.Equal(text, answer?["error_description"]?.GetValue<string>());
    }

    private static async Task<string> ExchangeAsync(KubeSliceStandIn standIn, string key)
    {
        JsonObject answer = await CurlAsync(standIn.Http, "api/v1/auth", "-X", "POST", "-H", "Content-Type: application/json", "--data", $$"""{"apiKey":"{{key}}"}""");
        return answer["data"]!["token"]!.GetValue<string>();
    }

    private static async Task<JsonObject> CurlAsync(Uri address, string path, params string[] arguments)
    {
        ExternalProgram curl = await ExternalProgram.RunAsync("curl", ["--silent", "--show-error", "--max-time", "60", "--noproxy", "*", .. arguments, new Uri(address, path).AbsoluteUri]);
        Assert.True(curl.ExitCode == 0, curl.Everything);
        return JsonNode.Parse(curl.Output)!.AsObject();
    }

    private static async Task<JsonObject> SendAsync(StandIn standIn, HttpMethod method, string path, string authorization, string? body) =>
        (await TrySendAsync(standIn, method, path, authorization, body))!;

    private static async Task<JsonObject?> TrySendAsync(StandIn standIn, HttpMethod method, string path, string authorization, string? body)
    {
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = standIn.Http };
        using var message = new HttpRequestMessage(method, path) { Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json") };
        message.Headers.Authorization = AuthenticationHeaderValue.Parse(authorization);
        using HttpResponseMessage answer = await client.SendAsync(message);
        string text = await answer.Content.ReadAsStringAsync();
        return answer.Content.Headers.ContentType?.MediaType == "application/json" ? JsonNode.Parse(text)!.AsObject() : null;
    }
}
