namespace PSCredentials.Server.Tests.F5Xc;

/// <summary>What a new credential may be, and what is said of what it may not be.</summary>
public sealed class CreationTests(F5XcService service) : IClassFixture<F5XcService>
{
    private static readonly string s_long = new('x', 1025);

    private readonly string _space = F5XcService.NewNamespace();

    [Theory]
    [InlineData("""{"password":"a long password"}""", "API_CERTIFICATE")]
    [InlineData("""{"type":"API_CERTIFICATE","password":"a long password"}""", "API_CERTIFICATE")]
    [InlineData("""{"type":0,"password":"a long password"}""", "API_CERTIFICATE")]
    [InlineData("""{"type":null,"password":"a long password"}""", "API_CERTIFICATE")]
    [InlineData("""{"type":"KUBE_CONFIG","virtual_k8s_name":"vk8s-product-app1"}""", "KUBE_CONFIG")]
    [InlineData("""{"type":1,"virtualK8sName":"vk8s-product-app1","virtualK8sNamespace":"app-ns1"}""", "KUBE_CONFIG")]
    [InlineData("""{"type":"API_TOKEN","password":"passed over","virtual_k8s_name":"passed over"}""", "API_TOKEN")]
    [InlineData("""{"type":2,"nobody":{"knows":["this"]}}""", "API_TOKEN")]
    public async Task AnApiCredentialIsOfTheTypeThatWasAskedFor(string spec, string type)
    {
        await service.CreateAsync(_space, "credential", spec);

        Assert.Equal(type, (await service.GetAsync($"{_space}/api_credentials")).Ok().GetProperty("items")[0].GetProperty("type").GetString());
        (await service.GetAsync($"{_space}/service_credentials/credential")).Error(404, 5);
        Assert.Equal(0, (await service.GetAsync($"{_space}/service_credentials")).Ok().GetProperty("items").GetArrayLength());
    }

    [Theory]
    [InlineData("\"api_token\":{}", "SERVICE_API_TOKEN")]
    [InlineData("\"apiToken\":{},\"type\":\"API_CERTIFICATE\"", "SERVICE_API_TOKEN")]
    [InlineData("\"api_token\":{},\"type\":3", "SERVICE_API_TOKEN")]
    [InlineData("\"api_certificate\":{\"password\":\"a long password\"}", "SERVICE_API_CERTIFICATE")]
    [InlineData("\"apiCertificate\":{\"password\":\"a long password\"},\"api_token\":null", "SERVICE_API_CERTIFICATE")]
    [InlineData("\"vk8sKubeconfig\":{\"vk8sClusterName\":\"vk8s-product-app1\",\"vk8sNamespace\":\"app-ns1\"}", "SERVICE_KUBE_CONFIG")]
    [InlineData("\"siteKubeconfig\":{\"site\":\"vk8s-product-app1\"}", "SERVICE_SITE_GLOBAL_KUBE_CONFIG")]
    [InlineData("\"type\":\"SERVICE_API_TOKEN\"", "SERVICE_API_TOKEN")]
    [InlineData("\"type\":4,\"password\":\"a long password\"", "SERVICE_API_CERTIFICATE")]
    [InlineData("\"type\":5,\"virtualK8sName\":\"vk8s-product-app1\"", "SERVICE_KUBE_CONFIG")]
    public async Task AServiceCredentialIsOfTheTypeThatWasChosen(string choice, string type)
    {
        await service.CreateServiceAsync(_space, "credential", choice);

        Assert.Equal(type, (await service.GetAsync($"{_space}/service_credentials/credential")).Ok().GetProperty("type").GetString());
        (await service.GetAsync($"{_space}/api_credentials/credential")).Error(404, 5);
        Assert.Equal(0, (await service.GetAsync($"{_space}/api_credentials")).Ok().GetProperty("items").GetArrayLength());
    }

    [Theory]
    [InlineData("", 90)]
    [InlineData("\"expiration_days\":0", 90)]
    [InlineData("\"expiration_days\":null", 90)]
    [InlineData("\"expiration_days\":7", 7)]
    [InlineData("\"expirationDays\":7", 7)]
    [InlineData("\"expiration_days\":\"7\"", 7)]
    [InlineData("\"expiration_days\":7.0", 7)]
    [InlineData("\"expiration_days\":7e0", 7)]
    [InlineData("\"expiration_days\":730", 730)]
    public async Task TheLifetimeIsInDays(string field, int days)
    {
        string separator = field.Length == 0 ? string.Empty : ",";
        Answer answer = await service.PostAsync($"{_space}/api_credentials", $$$"""{"name":"credential"{{{separator}}}{{{field}}},"spec":{"type":"API_TOKEN"}}""");

        DateTimeOffset expiry = answer.Ok().GetProperty("expiration_timestamp").GetDateTimeOffset();
        Assert.InRange(expiry, DateTimeOffset.UtcNow.AddDays(days).AddMinutes(-5), DateTimeOffset.UtcNow.AddDays(days).AddMinutes(5));
    }

    [Theory]
    [InlineData("\"expiration_days\":731", "730")]
    [InlineData("\"expiration_days\":9223372036854775807", "730")]
    [InlineData("\"expiration_days\":-1", "expiration_days")]
    [InlineData("\"expiration_days\":9223372036854775808", "expiration_days")]
    [InlineData("\"expiration_days\":1e40", "expiration_days")]
    [InlineData("\"expiration_days\":1.5", "expiration_days")]
    [InlineData("\"expiration_days\":\"\"", "expiration_days")]
    [InlineData("\"expiration_days\":\"soon\"", "expiration_days")]
    [InlineData("\"expiration_days\":true", "expiration_days")]
    [InlineData("\"expiration_days\":[1]", "expiration_days")]
    public async Task ALifetimeThatCannotBeIsRefused(string field, string says)
    {
        Answer answer = await service.PostAsync($"{_space}/api_credentials", $$$"""{"name":"credential",{{{field}}},"spec":{"type":"API_TOKEN"}}""");

        Assert.Contains(says, answer.Error(400, 3), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"name":"credential","spec":{}}""", "password")]
    [InlineData("""{"name":"credential"}""", "password")]
    [InlineData("""{"name":"credential","spec":{"password":""}}""", "password")]
    [InlineData("""{"name":"credential","spec":{"password":12345678}}""", "password")]
    [InlineData("""{"name":"credential","spec":{"password":"LONG"}}""", "password")]
    [InlineData("""{"name":"credential","spec":{"password":"x"}}""", "Password")]
    [InlineData("""{"spec":{"type":"API_TOKEN"}}""", "name")]
    [InlineData("""{"name":"","spec":{"type":"API_TOKEN"}}""", "name")]
    [InlineData("""{"name":"short","spec":{"type":"API_TOKEN"}}""", "name has 5 characters; 6 to 1024")]
    [InlineData("""{"name":"LONG","spec":{"type":"API_TOKEN"}}""", "name has 1025 characters")]
    [InlineData("""{"name":"a*b*c*d","spec":{"type":"API_TOKEN"}}""", "'*'")]
    [InlineData("""{"name":{},"spec":{"type":"API_TOKEN"}}""", "name")]
    [InlineData("""{"name":"credential","namespace":"another-space","spec":{"type":"API_TOKEN"}}""", "namespace of the body")]
    [InlineData("""{"name":"credential","spec":{"type":"SERVICE_API_TOKEN"}}""", "service_credentials")]
    [InlineData("""{"name":"credential","spec":{"type":7}}""", "scim_token")]
    [InlineData("""{"name":"credential","spec":{"type":"SITE_GLOBAL_KUBE_CONFIG"}}""", "API_TOKEN")]
    [InlineData("""{"name":"credential","spec":{"type":"PASSPORT"}}""", "SERVICE_SITE_GLOBAL_KUBE_CONFIG")]
    [InlineData("""{"name":"credential","spec":{"type":9}}""", "0 to 8")]
    [InlineData("""{"name":"credential","spec":{"type":-1}}""", "0 to 8")]
    [InlineData("""{"name":"credential","spec":{"type":"2"}}""", "0 to 8")]
    [InlineData("""{"name":"credential","spec":{"type":"KUBE_CONFIG"}}""", "virtual_k8s_name")]
    [InlineData("""{"name":"credential","spec":{"type":"KUBE_CONFIG","virtual_k8s_name":"LONG"}}""", "virtual_k8s_name has 1025")]
    [InlineData("""{"name":"credential","spec":{"type":"KUBE_CONFIG","virtual_k8s_name":"nowhere"}}""", "no registered cluster 'nowhere'")]
    [InlineData("""{"name":"credential","spec":[]}""", "spec")]
    [InlineData("[]", "form")]
    [InlineData("null", "null")]
    [InlineData("", "form")]
    [InlineData("""{"name":"credential","spec":{"type":"API_TOKEN"}} {}""", "form")]
    [InlineData("""{"name":"credential",}""", "form")]
    public async Task AnApiCredentialThatCannotBeIsRefused(string body, string says)
    {
        Answer answer = await service.PostAsync($"{_space}/api_credentials", body.Replace("LONG", s_long, StringComparison.Ordinal));

        Assert.Contains(says, answer.Error(400, 3), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "needs one of")]
    [InlineData(",\"api_token\":{},\"api_certificate\":{}", "more than one")]
    [InlineData(",\"api_token\":{},\"type\":\"SERVICE_KUBE_CONFIG\"", "type")]
    [InlineData(",\"api_certificate\":{}", "password")]
    [InlineData(",\"type\":\"SERVICE_API_CERTIFICATE\"", "password")]
    [InlineData(",\"type\":\"API_TOKEN\"", "SERVICE_API_TOKEN")]
    [InlineData(",\"type\":8", "site_kubeconfig")]
    [InlineData(",\"vk8s_kubeconfig\":{}", "virtual_k8s_name")]
    [InlineData(",\"vk8s_kubeconfig\":{\"vk8s_cluster_name\":\"nowhere\"}", "nowhere")]
    [InlineData(",\"site_kubeconfig\":{}", "site")]
    [InlineData(",\"site_kubeconfig\":{\"site\":\"nowhere\"}", "nowhere")]
    [InlineData(",\"api_token\":{},\"namespace_roles\":[null]", "namespace_roles")]
    [InlineData(",\"api_token\":{},\"namespace_roles\":[{\"role\":\"Viewer\"}]", "namespace_roles")]
    [InlineData(",\"api_token\":{},\"namespaceRoles\":[{\"namespace\":\"other-space\"}]", "namespace_roles")]
    [InlineData(",\"api_token\":{},\"user_group_names\":[null]", "user_group_names")]
    public async Task AServiceCredentialThatCannotBeIsRefused(string fields, string says)
    {
        Answer answer = await service.PostAsync($"{_space}/service_credentials", $$"""{"name":"credential"{{fields}}}""");

        Assert.Contains(says, answer.Error(400, 3), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ANameIsTakenOnceInANamespace()
    {
        await service.CreateAsync(_space, "credential", """{"type":"API_TOKEN"}""");

        (await service.PostAsync($"{_space}/api_credentials", """{"name":"CREDENTIAL","spec":{"type":"API_TOKEN"}}""")).Error(409, 6);
        (await service.PostAsync($"{_space}/service_credentials", """{"name":"credential","api_token":{}}""")).Error(409, 6);
        await service.CreateAsync(F5XcService.NewNamespace(), "credential", """{"type":"API_TOKEN"}""");
    }

    [Fact]
    public async Task ANamespaceHasSixCharacters()
    {
        (await service.PostAsync("short/api_credentials", """{"name":"credential","spec":{"type":"API_TOKEN"}}""")).Error(400, 3);
        (await service.GetAsync("space-*/api_credentials")).Error(400, 3);
    }

    [Fact]
    public async Task RolesAndGroupsAreReplacedAsAWhole()
    {
        await service.CreateServiceAsync(_space, "credential", "\"api_token\":{},\"userGroupNames\":[\"one\"],\"namespaceRoles\":[{\"namespace\":\"other-space\",\"role\":\"Viewer\"}]");
        string path = $"{_space}/service_credentials/credential";

        (await service.SendAsync(
            HttpMethod.Put, path, """{"name":"credential","namespaceAccess":{"namespaceRoleMap":{"third-space":{"names":["Editor","Viewer"]}}},"user_group_names":["two"]}""")).Ok();

        Answer answer = await service.GetAsync(path);
        Assert.Equal("""{"third-space":{"names":["Editor","Viewer"]}}""", answer.Ok().GetProperty("namespace_access").GetProperty("namespace_role_map").GetRawText());
        Assert.Equal("""["two"]""", answer.Json.GetProperty("user_group_names").GetRawText());

        // Protocol buffers do not send what is empty.
        (await service.SendAsync(HttpMethod.Put, path, """{"name":"credential"}""")).Ok();
        answer = await service.GetAsync(path);
        Assert.Equal("{}", answer.Ok().GetProperty("namespace_access").GetProperty("namespace_role_map").GetRawText());
        Assert.Equal("[]", answer.Json.GetProperty("user_group_names").GetRawText());
    }

    [Theory]
    [InlineData("{}", 400, 3)]
    [InlineData("""{"name":"another-one"}""", 400, 3)]
    [InlineData("""{"name":"credential","namespace":"another-space"}""", 400, 3)]
    [InlineData("""{"name":"credential","namespace_access":{"namespace_role_map":{"x":{"names":[null]}}}}""", 400, 3)]
    [InlineData("""{"name":"credential","namespace_access":{"namespace_role_map":[]}}""", 400, 3)]
    [InlineData("""{"name":"credential"}""", 404, 5)]
    public async Task AReplacementThatCannotBeIsRefused(string body, int status, int code) =>
        (await service.SendAsync(HttpMethod.Put, $"{_space}/service_credentials/credential", body)).Error(status, code);
}
