using System.Net;
using PSCredentials.Server.Tests.Support;

namespace PSCredentials.Server.Tests.Service;

public sealed class AuthorityTests(ServiceFixture fixture) : IClassFixture<ServiceFixture>
{
    [Fact]
    public async Task TheAuthorityAndTheCallerAreDescribed()
    {
        using HttpClient viewer = await fixture.UserAsync("vera", CredentialScopeType.Namespace, "bakery", CredentialRightRole.Viewer);

        Answer mine = await fixture.Owner.ReadAsync("/v1/authority");
        Answer theirs = await viewer.ReadAsync("/v1/authority");
        Assert.Equal(fixture.Service.Folder, mine["location"]);
        Assert.False(theirs.Json.TryGetProperty("location", out _));
        Assert.Contains("BEGIN CERTIFICATE", theirs["certificateAuthorityPem"], StringComparison.Ordinal);
        Answer who = await viewer.ReadAsync("/v1/whoami");
        Assert.Equal("vera User", $"{who["name"]} {who["kind"]}");
        Assert.Equal("Viewer", who.Json.GetProperty("rights")[0].GetProperty("role").GetString());
        Assert.Equal("ApiCredential", who.Json.GetProperty("credential").GetProperty("family").GetString());
    }

    [Fact]
    public async Task ThePolicyIsReadByAllAndChangedByOwners()
    {
        using HttpClient viewer = await fixture.UserAsync("vera", CredentialScopeType.Namespace, "bakery", CredentialRightRole.Viewer);

        Answer changed = await fixture.Owner.PatchAsync("/v1/policy", new { throttleTime = "PT2M", types = new[] { "ScimApiToken" }, maximumLifetime = "P99D", blockedPasswords = new[] { "hunter2hunter2" } });

        Assert.Equal("PT2M 1", $"{changed["throttleTime"]} {changed["blockedPasswordCount"]}");
        Assert.Equal("P99D", changed.Json.GetProperty("lifetimes").EnumerateArray().Single(row => row.GetProperty("type").GetString() == "ScimApiToken").GetProperty("maximumLifetime").GetString());
        Assert.Equal(changed.Text, (await viewer.ReadAsync("/v1/policy")).Text);
        Assert.Equal(HttpStatusCode.Forbidden, (await viewer.PatchAsync("/v1/policy", new { failureLimit = 1 })).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await fixture.Owner.PatchAsync("/v1/policy", new { failureLimit = -1 })).Status);
    }

    [Fact]
    public async Task ClustersAreRegisteredListedAndForgotten()
    {
        string name = fixture.Unique("cluster");
        Answer made = await fixture.Owner.PostAsync("/v1/clusters", new { name, server = "https://k8s.example.com" });

        Assert.Equal((HttpStatusCode.Created, $"/v1/clusters/{name}"), (made.Status, made.Headers.Location!.OriginalString));
        Assert.Equal(name, Assert.Single((await fixture.Owner.ReadAsync($"/v1/clusters?name={name}*")).Json.GetProperty("items").EnumerateArray()).GetProperty("name").GetString());
        Assert.Equal(HttpStatusCode.Conflict, (await fixture.Owner.PostAsync("/v1/clusters", new { name, server = "https://k8s.example.com" })).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await fixture.Owner.PostAsync("/v1/clusters", new { name, server = "http://k8s.example.com" })).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await fixture.Owner.PostAsync("/v1/clusters", """{"name":"x","server":null}""")).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await fixture.Owner.RemoveAsync($"/v1/clusters/{name}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await fixture.Owner.RemoveAsync($"/v1/clusters/{name}")).Status);
    }

    [Fact]
    public async Task RightsAreGrantedListedAndTaken()
    {
        var right = new { principal = fixture.Unique("rita"), scopeType = "Namespace", scope = "bakery", role = "Editor" };
        string query = $"principal={right.principal}&scopeType=Namespace&scope=bakery&role=Editor";
        Answer granted = await fixture.Owner.PostAsync("/v1/rights", right);

        Assert.Equal("owner", granted["grantedBy"]);
        Assert.Contains((await fixture.Owner.ReadAsync("/v1/rights")).Json.GetProperty("items").EnumerateArray(), one => one.GetProperty("principal").GetString() == right.principal);
        using HttpClient rita = fixture.Service.Client("APIToken " + await fixture.Service.TokenAsync(right.principal));
        Assert.Equal(HttpStatusCode.Forbidden, (await rita.PostAsync("/v1/rights", right)).Status);
        Assert.Single((await rita.ReadAsync("/v1/rights")).Json.GetProperty("items").EnumerateArray());
        Assert.Equal(HttpStatusCode.BadRequest, (await fixture.Owner.RemoveAsync($"/v1/rights?principal={right.principal}")).Status);
        Assert.Equal(right.principal, (await fixture.Owner.RemoveAsync($"/v1/rights?{query}"))["principal"]);
        Assert.Equal(HttpStatusCode.NotFound, (await fixture.Owner.RemoveAsync($"/v1/rights?{query}")).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await fixture.Owner.PostAsync("/v1/rights", new { principal = "x", scopeType = "Namespace", role = 77 })).Status);
    }

    [Fact]
    public async Task EventsTellWhoDidWhat()
    {
        string name = fixture.Unique("event-token");
        Answer made = await fixture.Owner.PostAsync("/v1/api-credentials", new { name, type = "ServiceApiToken" });
        await fixture.Owner.PostAsync($"/v1/api-credentials/{made["id"]}/disable");

        Answer all = await fixture.Owner.ReadAsync($"/v1/events?subjectName={name}&subjectType=ApiCredential");
        Assert.Equal(["Create", "Disable"], all.Json.GetProperty("items").EnumerateArray().Select(entry => entry.GetProperty("action").GetString()));
        Assert.All(all.Json.GetProperty("items").EnumerateArray(), entry => Assert.Equal("owner", entry.GetProperty("actor").GetString()));
        Answer newest = await fixture.Owner.ReadAsync($"/v1/events?subjectId={made["id"]}&limit=1");
        Assert.Equal("Disable", Assert.Single(newest.Json.GetProperty("items").EnumerateArray()).GetProperty("action").GetString());
        Answer stream = await fixture.Owner.ReadAsync($"/v1/events?subjectId={made["id"]}&action=Create&action=Disable", ("Accept", "application/x-ndjson"));
        Assert.Equal(2, stream.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Equal(HttpStatusCode.BadRequest, (await fixture.Owner.ReadAsync("/v1/events?subject=x")).Status);
    }

    [Fact]
    public async Task CertificateAuthoritiesRollOverAndListsAreIssued()
    {
        await using RunningService service = await RunningService.StartAsync();
        using HttpClient owner = service.Client("APIToken " + await service.OwnerTokenAsync());
        using HttpClient viewer = service.Client("APIToken " + await service.TokenAsync("vera"));
        string serial = (await owner.ReadAsync("/v1/certificate-authorities")).Json.GetProperty("items")[0].GetProperty("serialNumber").GetString()!;

        Assert.Equal(HttpStatusCode.Forbidden, (await viewer.PostAsync("/v1/certificate-authorities")).Status);
        Answer rolled = await owner.PostAsync("/v1/certificate-authorities", new { keyAlgorithm = "EcdsaP384", replaces = serial });
        Assert.Equal("True EcdsaP384", $"{rolled["isCurrent"]} {rolled["keyAlgorithm"]}");
        Assert.Equal(2, (await viewer.ReadAsync("/v1/certificate-authorities")).Json.GetProperty("items").GetArrayLength());
        Assert.Equal(HttpStatusCode.OK, (await owner.PostAsync("/v1/certificate-authorities/destroy-ended-keys")).Status);
        Answer list = await owner.PostAsync("/v1/revocation-lists", new { validity = "P2D" });
        Assert.Equal(TimeSpan.FromDays(2), list.Json.GetProperty("nextUpdate").GetDateTimeOffset() - list.Json.GetProperty("thisUpdate").GetDateTimeOffset());
        Assert.NotEmpty(list.Json.GetProperty("der").GetBytesFromBase64());
        Assert.Equal(HttpStatusCode.Forbidden, (await viewer.PostAsync("/v1/revocation-lists")).Status);
        Answer address = await owner.SendAsync(HttpMethod.Put, "/v1/revocation-address", new { address = "http://pki.example.com" });
        Assert.StartsWith("http://pki.example.com", address["address"], StringComparison.Ordinal);
        Assert.Equal(new Uri(address["address"]), new Uri((await viewer.ReadAsync("/v1/revocation-address"))["address"]));
        Assert.Equal("{}", (await owner.SendAsync(HttpMethod.Put, "/v1/revocation-address", new { })).Text);
    }
}
