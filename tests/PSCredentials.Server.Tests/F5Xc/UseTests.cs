using System.Text;
using System.Text.Json;
using PSCredentials.Tests;

namespace PSCredentials.Server.Tests.F5Xc;

/// <summary>What comes in <c>data</c> is used as real clients use it, until it is refused.</summary>
public sealed class UseTests(F5XcService service) : IClassFixture<F5XcService>
{
    private const string WhoAmI = "/api/web/custom/namespaces/system/whoami";
    private const string Password = "correct horse battery";

    private readonly string _space = F5XcService.NewNamespace();

    [Fact]
    public async Task ACertificateAuthenticates()
    {
        string data = await service.CreateAsync(_space, "laptop-of-ada", $$"""{"password":"{{Password}}"}""");
        await using var bundle = new TemporaryBundle(data);
        ExternalProgram opened = await ExternalProgram.RunAsync("openssl", "pkcs12", "-in", bundle.Path, "-passin", $"pass:{Password}", "-nodes");
        Assert.True(opened.ExitCode == 0, opened.Everything);
        Assert.Contains("BEGIN CERTIFICATE", opened.Output, StringComparison.Ordinal);
        Assert.NotEqual(0, (await ExternalProgram.RunAsync("openssl", "pkcs12", "-in", bundle.Path, "-passin", "pass:wrong", "-nodes")).ExitCode);

        (int status, string body) = await service.Running.CurlAsync(WhoAmI, "--cert-type", "P12", "--cert", $"{bundle.Path}:{Password}");

        Assert.True(status == 200, body);
        JsonElement who = JsonElement.Parse(body);
        Assert.Equal("owner", who.GetProperty("name").GetString());
        Assert.Equal("USER", who.GetProperty("type").GetString());
        await RevokeAsync("api_credentials", "laptop-of-ada");
        (status, body) = await service.Running.CurlAsync(WhoAmI, "--cert-type", "P12", "--cert", $"{bundle.Path}:{Password}");
        Assert.Equal(401, status);
        Assert.Equal(16, JsonElement.Parse(body).GetProperty("code").GetInt32());
    }

    [Theory]
    [InlineData("revoked")]
    [InlineData("disabled")]
    [InlineData("expired")]
    public async Task ATokenIsRefusedByTheNextRequest(string how)
    {
        string token = await service.CreateAsync(_space, "nightly-script", """{"type":"API_TOKEN"}""");
        (await WhoAmIAsync("APIToken " + token)).Ok();
        switch (how)
        {
            case "revoked":
                await RevokeAsync("api_credentials", "nightly-script");
                break;
            case "disabled":
                (await service.PostAsync($"{_space}/activate/api_credentials", Name("nightly-script"))).Ok();
                break;
            default:
                service.Pass(TimeSpan.FromDays(1) + TimeSpan.FromSeconds(1));
                break;
        }

        (await WhoAmIAsync("APIToken " + token)).Error(401, 16);
    }

    [Fact]
    public async Task ADisabledTokenWorksAgainAfterTheSecondToggle()
    {
        string token = await service.CreateServiceAsync(_space, "worker", "\"api_token\":{}");
        for (int i = 0; i < 2; i++)
        {
            Assert.True((await service.GetAsync($"{_space}/service_credentials/worker")).Ok().GetProperty("active").GetBoolean());
            (await service.PostAsync($"{_space}/activate/service_credentials", Name("worker"))).Ok();
            Assert.False((await service.GetAsync($"{_space}/service_credentials/worker")).Ok().GetProperty("active").GetBoolean());
            (await service.PostAsync($"{_space}/activate/service_credentials", Name("worker"))).Ok();
        }

        (await WhoAmIAsync("APIToken " + token)).Ok();
    }

    [Fact]
    public async Task AScimTokenIsUsedAsBearer()
    {
        string token = (await service.PostAsync($"{_space}/scim_token", "{}")).Ok().GetProperty("data").GetString()!;

        JsonElement who = (await WhoAmIAsync("Bearer " + token)).Ok();

        Assert.Equal("SERVICE", who.GetProperty("type").GetString());
        Assert.Equal(0, who.GetProperty("namespace_roles").GetArrayLength());
        (await service.SendAsync(HttpMethod.Get, $"{_space}/scim_token", null, "Bearer " + token)).Error(404, 5);
    }

    [Fact]
    public async Task AServiceCredentialHasItsOwnRolesAndNoMore()
    {
        string roles = $$"""[{"namespace":"{{_space}}","role":"Viewer"}]""";
        string token = await service.CreateServiceAsync(_space, "viewer", $"\"api_token\":{{}},\"namespace_roles\":{roles},\"user_group_names\":[\"dev-group-1\"]");

        JsonElement who = (await WhoAmIAsync("APIToken " + token)).Ok();
        Assert.Equal("SERVICE", who.GetProperty("type").GetString());
        Assert.Equal("Viewer", Assert.Single(who.GetProperty("namespace_roles").EnumerateArray()).GetProperty("role").GetString());
        Assert.Equal("dev-group-1", Assert.Single(who.GetProperty("user_group_names").EnumerateArray()).GetString());

        Answer seen = await service.SendAsync(HttpMethod.Get, $"{_space}/service_credentials/viewer", null, "APIToken " + token);
        Assert.Equal("viewer", seen.Ok().GetProperty("name").GetString());
        Answer refused = await service.SendAsync(HttpMethod.Post, $"{_space}/service_credentials", """{"name":"another","api_token":{}}""", "APIToken " + token);
        refused.Error(403, 7);
        refused = await service.SendAsync(HttpMethod.Post, $"{_space}/revoke/service_credentials", Name("viewer"), "APIToken " + token);
        refused.Error(403, 7);
        Answer unseen = await service.SendAsync(HttpMethod.Get, "another-space/service_credentials/viewer", null, "APIToken " + token);
        unseen.Error(404, 5);
    }

    [Theory]
    [InlineData("api_credentials", """{"name":"cluster","spec":{"type":"KUBE_CONFIG","virtual_k8s_name":"vk8s-product-app1","virtual_k8s_namespace":"app-ns1"}}""")]
    [InlineData("service_credentials", """{"name":"cluster","vk8s_kubeconfig":{"vk8s_cluster_name":"vk8s-product-app1","vk8s_namespace":"app-ns1"}}""")]
    [InlineData("service_credentials", """{"name":"cluster","type":"SERVICE_KUBE_CONFIG","virtual_k8s_name":"vk8s-product-app1","virtual_k8s_namespace":"app-ns1"}""")]
    public async Task AKubeConfigPointsAtTheCluster(string collection, string body)
    {
        string data = (await service.PostAsync($"{_space}/{collection}", body.Replace("\"cluster\"", "\"cluster-access\"", StringComparison.Ordinal))).Ok().GetProperty("data").GetString()!;
        Assert.Contains("client-key-data:", Encoding.UTF8.GetString(Convert.FromBase64String(data)), StringComparison.Ordinal);
        await using var file = new TemporaryBundle(data);

        ExternalProgram kubectl = await ExternalProgram.RunAsync("kubectl", "config", "view", "--raw", "--kubeconfig", file.Path, "--output", "json");

        Assert.True(kubectl.ExitCode == 0, kubectl.Everything);
        JsonElement config = JsonElement.Parse(kubectl.Output);
        Assert.Equal("https://k8s.example.com:6443", config.GetProperty("clusters")[0].GetProperty("cluster").GetProperty("server").GetString());
        Assert.Equal("app-ns1", config.GetProperty("contexts")[0].GetProperty("context").GetProperty("namespace").GetString());
        JsonElement user = config.GetProperty("users")[0].GetProperty("user");
        Assert.Contains("BEGIN CERTIFICATE", Decoded(user, "client-certificate-data"), StringComparison.Ordinal);
        Assert.Contains("PRIVATE KEY", Decoded(user, "client-key-data"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ASiteKubeConfigPointsAtTheSitesCluster()
    {
        await service.CreateServiceAsync(_space, "site-access", $$"""
            "site_kubeconfig":{"site":"{{F5XcService.Cluster}}"}
            """);

        JsonElement item = (await service.GetAsync($"{_space}/service_credentials/site-access")).Ok();

        Assert.Equal("SERVICE_SITE_GLOBAL_KUBE_CONFIG", item.GetProperty("type").GetString());
    }

    private string Name(string name) => $$"""{"name":"{{name}}","namespace":"{{_space}}"}""";

    private static string Decoded(JsonElement user, string name) => Encoding.UTF8.GetString(user.GetProperty(name).GetBytesFromBase64());

    private Task<Answer> WhoAmIAsync(string authorization) => service.SendAsync(HttpMethod.Get, WhoAmI, null, authorization);

    private async Task RevokeAsync(string collection, string name) => (await service.PostAsync($"{_space}/revoke/{collection}", Name(name))).Ok();
}
