using System.Net;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using PSCredentials.Server.Endpoints.F5Xc;
using PSCredentials.Server.Errors;
using PSCredentials.Server.Telemetry;

namespace PSCredentials.Server.Tests.F5Xc;

/// <summary>Errors have one shape, whatever goes wrong and wherever it does.</summary>
public sealed class ErrorTests(F5XcService service) : IClassFixture<F5XcService>
{
    private const string LongPrefix = "/api/v1/a/b/c/namespaces/d";

    [Theory]
    [InlineData("")]
    [InlineData(LongPrefix)]
    public async Task WhoIsNobodyIsToldSo(string prefix)
    {
        (await SendAsync("GET", prefix + "/api/web/namespaces/system/api_credentials", "APIToken nonsense")).Error(401, 16);
        (await SendAsync("POST", prefix + "/api/web/namespaces/system/revoke/scim_token", "Bearer psc_scim_nothing")).Error(401, 16);
        (await SendAsync("GET", prefix + "/api/web/custom/namespaces/system/whoami", "Basic YTpi")).Error(401, 16);
    }

    [Theory]
    [InlineData("")]
    [InlineData(LongPrefix)]
    public async Task APathOfNobodyIsNotFound(string prefix) =>
        (await service.GetAsync(prefix + "/api/web/namespaces/system/no_such_thing")).Error(404, 5);

    [Theory]
    [InlineData("")]
    [InlineData(LongPrefix)]
    public async Task AMethodThatAPathDoesNotHaveIsRefusedWithThoseItHas(string prefix)
    {
        Answer answer = await service.SendAsync(HttpMethod.Delete, prefix + "/api/web/namespaces/system/api_credentials");

        answer.Error(405, 12);
        Assert.Equal(["GET", "POST"], answer.ContentHeaders.Allow.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task ABodyThatIsTooLargeIsRefused() =>
        (await service.PostAsync("system/api_credentials", $$"""{"name":"{{new string('x', 70_000)}}"}""")).Error(413, 3);

    [Fact]
    public async Task InvalidTextIsRefused()
    {
        using HttpClient client = service.Running.Client("APIToken " + service.OwnerToken);
        using var content = new ByteArrayContent([.. "{\"name\":\""u8, 0xC3, 0x28, 0xFF, 0xFF, 0xFF, 0xFF, .. "\",\"spec\":{\"type\":2}}"u8]);

        using HttpResponseMessage answer = await client.PostAsync("/api/web/namespaces/system/api_credentials", content, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task NoRefusalQuotesThePassword()
    {
        const string Secret = "zebra-7-umbrella";
        foreach (string body in new[]
        {
            $$$"""{"name":"x","spec":{"password":"{{{Secret}}}"}}""",
            $$$"""{"name":"credential","spec":{"password":["{{{Secret}}}"]}}""",
            $$$"""{"name":"credential","spec":{"type":"{{{Secret}}}"}}""",
            $$$"""{"name":"credential","expiration_days":"{{{Secret}}}"}""",
            $$$"""{"name":"credential","spec":{"password":"{{{Secret}}}" """,
            $$$"""{"name":"credential","spec":{"password":"{{{Secret}}}\u0007"}}""",
        })
        {
            string message = (await service.PostAsync("system/api_credentials", body)).Error(400, 3);
            Assert.DoesNotContain(Secret, message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task TheContentTypeDoesNotMatter()
    {
        string space = F5XcService.NewNamespace();

        (int status, string body) = await service.Running.CurlAsync(
            $"/api/web/namespaces/{space}/api_credentials", "--header", $"Authorization: APIToken {service.OwnerToken}", "--data", """{"name":"credential","spec":{"type":2}}""");

        Assert.True(status == 200, body);
    }

    [Fact]
    public async Task PlainHttpIsRefusedInTheSameShape()
    {
        using var client = new HttpClient { BaseAddress = service.Running.Http };

        using HttpResponseMessage answer = await client.GetAsync("/api/web/namespaces/system/api_credentials", TestContext.Current.CancellationToken);

        Assert.Contains("\"code\":7", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhoMayNotIsRefused()
    {
        string space = F5XcService.NewNamespace();
        await service.CreateAsync(space, "credential", """{"type":"API_TOKEN"}""");
        string viewer = "APIToken " + await service.Running.TokenAsync(
            "viewer-" + space, new CredentialRight { ScopeType = CredentialScopeType.Namespace, Scope = space, Role = CredentialRightRole.Viewer });
        string stranger = "APIToken " + await service.Running.TokenAsync("stranger-" + space);
        string named = $$"""{"name":"credential","namespace":"{{space}}"}""";
        const string Bulk = """{"name_selector":{"names":["credential"]}}""";

        Assert.Equal(1, (await SendAsync("GET", $"/api/web/namespaces/{space}/api_credentials", viewer)).Ok().GetProperty("items").GetArrayLength());
        (await SendAsync("POST", $"/api/web/namespaces/{space}/revoke/api_credentials", viewer, named)).Error(403, 7);
        (await SendAsync("POST", $"/api/web/namespaces/{space}/renew/api_credentials", viewer, named)).Error(403, 7);
        (await SendAsync("POST", $"/api/web/namespaces/{space}/activate/api_credentials", viewer, named)).Error(403, 7);
        (await SendAsync("POST", $"/api/web/namespaces/{space}/bulk_revoke/api_credentials", viewer, Bulk)).Error(403, 7);
        (await SendAsync("POST", $"/api/web/namespaces/{space}/api_credentials", viewer, """{"name":"another-one","spec":{"type":2}}""")).Error(403, 7);
        (await SendAsync("POST", $"/api/web/namespaces/{space}/scim_token", viewer, "{}")).Error(403, 7);

        (await SendAsync("GET", $"/api/web/namespaces/{space}/api_credentials/credential", stranger)).Error(404, 5);
        (await SendAsync("POST", $"/api/web/namespaces/{space}/revoke/api_credentials", stranger, named)).Error(404, 5);
        Assert.Equal(0, (await SendAsync("GET", $"/api/web/namespaces/{space}/api_credentials", stranger)).Ok().GetProperty("items").GetArrayLength());
    }

    [Fact]
    public async Task NobodyHandsOutMoreThanIsHis()
    {
        string space = F5XcService.NewNamespace();
        string editor = "APIToken " + await service.Running.TokenAsync(
            "editor-" + space, new CredentialRight { ScopeType = CredentialScopeType.Namespace, Scope = space, Role = CredentialRightRole.Editor });
        string path = $"/api/web/namespaces/{space}/service_credentials";

        (await SendAsync("POST", path, editor, $$"""{"name":"credential","api_token":{},"namespace_roles":[{"namespace":"{{space}}","role":"Editor"}]}""")).Ok();
        (await SendAsync("POST", path, editor, $$"""{"name":"another-one","api_token":{},"namespace_roles":[{"namespace":"{{space}}","role":"Owner"}]}""")).Error(403, 7);
        (await SendAsync("POST", path, editor, """{"name":"another-one","api_token":{},"namespace_roles":[{"namespace":"other-space","role":"Viewer"}]}""")).Error(403, 7);
        (await SendAsync("POST", path, editor, """{"name":"another-one","api_token":{},"user_group_names":["admins"]}""")).Error(403, 7);
        (await SendAsync("PUT", path + "/credential", editor, """{"name":"credential","user_group_names":["admins"]}""")).Error(403, 7);
    }

    [Fact]
    public async Task AUserIsToldItsRights()
    {
        string space = F5XcService.NewNamespace();
        string viewer = "APIToken " + await service.Running.TokenAsync(
            $"ada-{space}@example.com", new CredentialRight { ScopeType = CredentialScopeType.Namespace, Scope = space, Role = CredentialRightRole.Viewer });

        Answer answer = await SendAsync("GET", "/api/web/custom/namespaces/system/whoami", viewer);

        Assert.Equal(
            ["uid", "name", "email", "type", "tenant", "namespace", "namespace_roles", "user_group_names"], answer.Ok().EnumerateObject().Select(property => property.Name));
        Assert.Equal($"ada-{space}@example.com", answer.Json.GetProperty("email").GetString());
        Assert.Equal($$"""[{"namespace":"{{space}}","role":"Viewer"}]""", answer.Json.GetProperty("namespace_roles").GetRawText());
        answer = await service.GetAsync("/api/web/custom/namespaces/system/whoami");
        Assert.Equal("""[{"namespace":"*","role":"Owner"}]""", answer.Ok().GetProperty("namespace_roles").GetRawText());
    }

    [Theory]
    [InlineData(429, 8)]
    [InlineData(503, 14)]
    public async Task WhoIsRefusedForTheMomentIsToldWhenToComeAgain(int status, int code)
    {
        CredentialErrorDefinition error = status == 429 ? CredentialErrors.TooManyRequests : CredentialErrors.StoreBusy;
        using var body = new MemoryStream();
        var context = new DefaultHttpContext { Request = { Path = "/api/web/namespaces/system/api_credentials" }, Response = { Body = body } };
        var formats = new ErrorFormats(service.Running.Services.GetServices<ErrorFamily>());
        var step = new ErrorStep(_ => throw new CredentialException(error, "Not now."), formats, service.Running.Services.GetRequiredService<ServiceMeter>(), NullLogger<ErrorStep>.Instance);

        await step.InvokeAsync(context);

        Assert.Equal(status, context.Response.StatusCode);
        Assert.Equal("1", context.Response.Headers.RetryAfter);
        Assert.Equal($$"""{"code":{{code}},"message":"Not now.","details":[]}""", Encoding.UTF8.GetString(body.ToArray()));
    }

    [Theory]
    [InlineData("/api/web", true)]
    [InlineData("/api/web/anything", true)]
    [InlineData("/api/v1/a/b/c/namespaces/d/api/web/anything", true)]
    [InlineData("/api/v1/a/b/c/namespaces/d/api/website", false)]
    [InlineData("/api/v1/api-key", false)]
    [InlineData("/api/website", false)]
    [InlineData("/v1/whoami", false)]
    [InlineData("", false)]
    public void ItsPathsAreItsOwnAlone(string path, bool isOwn) =>
        Assert.Equal(isOwn, service.Running.Services.GetServices<ErrorFamily>().Single(family => family.Format is F5XcErrorFormat).Owns(path));

    [Theory]
    [InlineData(400, 3)]
    [InlineData(401, 16)]
    [InlineData(403, 7)]
    [InlineData(404, 5)]
    [InlineData(409, 6)]
    [InlineData(412, 9)]
    [InlineData(422, 3)]
    [InlineData(429, 8)]
    [InlineData(500, 13)]
    [InlineData(501, 12)]
    [InlineData(503, 14)]
    [InlineData(504, 4)]
    public async Task EachStatusHasItsCode(int status, int code)
    {
        var context = new DefaultHttpContext { Response = { StatusCode = status, Body = new MemoryStream() } };

        await new F5XcErrorFormat().WriteAsync(context, CredentialException.Invalid("name", "is \"quoted\" – and escaped."));

        Assert.Equal($$"""{"code":{{code}},"message":"name is \"quoted\" – and escaped.","details":[]}""", Encoding.UTF8.GetString(((MemoryStream)context.Response.Body).ToArray()));
    }

    private Task<Answer> SendAsync(string method, string path, string authorization, string? body = null) =>
        service.SendAsync(new HttpMethod(method), path, body, authorization);
}
