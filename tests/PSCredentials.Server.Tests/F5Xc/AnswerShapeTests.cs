using System.Text.Json;

namespace PSCredentials.Server.Tests.F5Xc;

/// <summary>Every operation that the vendor publishes answers as the vendor defines it, and with all that contract 1 names.</summary>
public sealed class AnswerShapeTests(F5XcService service) : IClassFixture<F5XcService>
{
    private const string ItemFields = "uid,name,type,user_email,create_timestamp,expiry_timestamp,active,namespace";

    private readonly string _space = F5XcService.NewNamespace();

    [Fact]
    public async Task EveryOperationAnswersAsDefined()
    {
        var asked = new HashSet<string>();
        foreach ((string operation, string path, string? body, string fields) in Calls())
        {
            string[] parts = operation.Split(' ');
            Answer answer = await service.SendAsync(new HttpMethod(parts[0]), $"{_space}/{path}", body?.Replace("SPACE", _space, StringComparison.Ordinal));
            JsonElement json = answer.Ok();
            Assert.Equal([], WireSchema.Faults(operation, json));
            Assert.Equal(fields.Split(','), json.EnumerateObject().Select(property => property.Name));
            Assert.Equal("application/json", answer.ContentHeaders.ContentType?.MediaType);
            Assert.True(answer.Headers.CacheControl?.NoStore, operation);
            asked.Add(operation);
        }

        Assert.Empty(WireSchema.Operations.Select(known => known.Operation).Except(asked));
    }

    [Fact]
    public async Task AListHasEveryItemWithEveryField()
    {
        for (int i = 0; i < 120; i++)
        {
            await service.CreateAsync(_space, $"token-{i:000}", """{"type":"API_TOKEN"}""");
        }

        await service.CreateServiceAsync(_space, "service-token", "\"api_token\":{},\"namespace_roles\":[{\"namespace\":\"other-space\",\"role\":\"Editor\"},{\"namespace\":\"other-space\",\"role\":\"Viewer\"}]");

        JsonElement own = (await service.GetAsync($"{_space}/api_credentials")).Ok().GetProperty("items");
        Assert.Equal(Enumerable.Range(0, 120).Select(i => $"token-{i:000}"), own.EnumerateArray().Select(item => item.GetProperty("name").GetString()));
        Assert.All(own.EnumerateArray(), item => Assert.Equal(ItemFields.Split(','), item.EnumerateObject().Select(property => property.Name)));
        JsonElement first = own[0];
        Assert.Equal("API_TOKEN", first.GetProperty("type").GetString());
        Assert.Equal("owner", first.GetProperty("user_email").GetString());
        Assert.Equal(_space, first.GetProperty("namespace").GetString());
        Assert.EndsWith("Z", first.GetProperty("create_timestamp").GetString(), StringComparison.Ordinal);

        JsonElement item = Assert.Single((await service.GetAsync($"{_space}/service_credentials")).Ok().GetProperty("items").EnumerateArray());
        Assert.Equal([.. ItemFields.Split(','), "namespace_access", "user_group_names"], item.EnumerateObject().Select(property => property.Name));
        JsonElement map = item.GetProperty("namespace_access").GetProperty("namespace_role_map");
        Assert.Equal("""{"other-space":{"names":["Editor","Viewer"]}}""", map.GetRawText());
    }

    [Fact]
    public async Task AnObjectHasTheFactsOfACertificate()
    {
        await service.CreateAsync(_space, "certificate", """{"password":"a long password"}""");
        ApiCredential known = await service.Running.Authority.ApiCredentials.GetAsync(CredentialReference.ByName("certificate", _space), CancellationToken.None);

        JsonElement answer = (await service.GetAsync($"{_space}/api_credentials/certificate")).Ok().GetProperty("object");

        JsonElement metadata = answer.GetProperty("metadata");
        Assert.Equal(["name", "namespace", "uid", "labels", "annotations", "description", "disable"], metadata.EnumerateObject().Select(property => property.Name));
        JsonElement system = answer.GetProperty("system_metadata");
        Assert.Equal(known.Id, system.GetProperty("uid").GetString());
        Assert.Equal("owner", system.GetProperty("creator_id").GetString());
        Assert.Equal(known.Authority, system.GetProperty("tenant").GetString());
        Assert.False(system.TryGetProperty("deletion_timestamp", out _));
        JsonElement spec = answer.GetProperty("spec").GetProperty("gc_spec");
        Assert.Equal(
            ["type", "users", "virtual_k8s_name", "virtual_k8s_namespace", "digest", "created_timestamp", "expiration_timestamp", "active", "certificate_serial_num", "site_name"],
            spec.EnumerateObject().Select(property => property.Name));
        Assert.Equal(known.Fingerprint, spec.GetProperty("digest").GetString());
        Assert.Equal(known.SerialNumber, spec.GetProperty("certificate_serial_num").GetString());
        Assert.Equal("owner", Assert.Single(spec.GetProperty("users").EnumerateArray()).GetProperty("name").GetString());
    }

    [Fact]
    public async Task NoAnswerButTheFirstHasTheSecret()
    {
        string token = await service.CreateAsync(_space, "secretive", """{"type":"API_TOKEN"}""");
        Answer answer = await service.GetAsync($"{_space}/api_credentials/secretive");

        Assert.Equal(string.Empty, answer.Ok().GetProperty("object").GetProperty("spec").GetProperty("gc_spec").GetProperty("digest").GetString());
        Assert.DoesNotContain(token, answer.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(token, (await service.GetAsync($"{_space}/api_credentials")).Text, StringComparison.Ordinal);
    }

    // One of each operation, in an order in which each finds what it needs.
    private static IEnumerable<(string Operation, string Path, string? Body, string Fields)> Calls()
    {
        const string Created = "active,data,expiration_timestamp,name";
        const string Bulk = "credentials_marked_for_deletion,credentials_failed,error_message";
        foreach ((string segment, string first, string second) in new[]
        {
            ("api_credentials", """{"name":"first-one","spec":{"type":"API_TOKEN"}}""", """{"name":"second-one","spec":{"type":"API_TOKEN"}}"""),
            ("service_credentials", """{"name":"third-one","api_token":{}}""", """{"name":"fourth-one","api_token":{},"namespace_roles":[{"namespace":"a","role":"Viewer"}]}"""),
        })
        {
            string one = JsonElement.Parse(first).GetProperty("name").GetString()!;
            string other = JsonElement.Parse(second).GetProperty("name").GetString()!;
            string named = $$"""{"name":"{{one}}","namespace":"SPACE"}""";
            yield return ($"POST {{namespace}}/{segment}", segment, first, Created);
            yield return ($"POST {{namespace}}/{segment}", segment, second, Created);
            yield return ($"GET {{namespace}}/{segment}", segment, null, "items");
            yield return ($"GET {{namespace}}/{segment}/{{name}}", $"{segment}/{other}", null, segment == "api_credentials" ? "object" : ItemFields + ",namespace_access,user_group_names");
            if (segment == "service_credentials")
            {
                yield return ("PUT {namespace}/service_credentials/{name}", $"service_credentials/{one}", $$"""{"name":"{{one}}"}""", "active,expiration_timestamp,name");
            }

            yield return ($"POST {{namespace}}/renew/{segment}", "renew/" + segment, named, "status");
            yield return ($"POST {{namespace}}/activate/{segment}", "activate/" + segment, named, "status");
            yield return ($"POST {{namespace}}/revoke/{segment}", "revoke/" + segment, named, "status");
            yield return ($"POST system/bulk_revoke/{segment}", "bulk_revoke/" + segment, $$$"""{"name_selector":{"names":["{{{one}}}","{{{other}}}"]}}""", Bulk);
        }

        yield return ("POST {namespace}/scim_token", "scim_token", "{}", Created);
        yield return ("GET {namespace}/scim_token", "scim_token", null, "object");
        yield return ("POST {namespace}/revoke/scim_token", "revoke/scim_token", """{"namespace":"SPACE"}""", "status");
    }
}
