using System.Text;
using System.Text.Json;
using PSCredentials.Server.Tests.Support;

namespace PSCredentials.Server.Tests.KubeSlice;

/// <summary>What contract 2 says of requests and errors.</summary>
public sealed class KubeSliceRuleTests(KubeSliceService shared) : IClassFixture<KubeSliceService>
{
    [Theory]
    [InlineData("""{"role":"Owner","validUntil":"DAY"}""", "name")]
    [InlineData("""{"name":"","role":"Owner","validUntil":"DAY"}""", "name")]
    [InlineData("""{"name":"a","validUntil":"DAY"}""", "role")]
    [InlineData("""{"name":"a","role":"owner","validUntil":"DAY"}""", "role")]
    [InlineData("""{"name":"a","role":"Admin","validUntil":"DAY"}""", "role")]
    [InlineData("""{"name":"a","role":"Editor","validUntil":"DAY"}""", "workspaceName")]
    [InlineData("""{"name":"a","role":"Viewer","validUntil":"DAY","workspaceName":""}""", "workspaceName")]
    [InlineData("""{"name":"a","role":"Owner"}""", "validUntil")]
    [InlineData("""{"name":"a","role":"Owner","validUntil":"2020-01-01"}""", "ValidUntil")]
    [InlineData("""{"name":"a","role":"Owner","validUntil":"31.12.2030"}""", "validUntil")]
    [InlineData("""{"name":"a","role":"Owner","validUntil":"2030-02-30"}""", "validUntil")]
    [InlineData("""{"name":"a","role":"Owner","validUntil":"2030-1-1"}""", "validUntil")]
    [InlineData("""{"name":"a","role":"Owner","validUntil":20300101}""", "validUntil")]
    [InlineData("""{"name":"a","role":"Owner","validUntil":"DAY","validity":"2030-01-01"}""", "validUntil")]
    [InlineData("""{"name":"a","role":"Owner","validUntil":"9999-12-31"}""", "over the limit")]
    [InlineData("""{"name":"a*","role":"Owner","validUntil":"DAY"}""", "Name")]
    [InlineData("""{"name":"a" """, "body")]
    [InlineData("""{"name":"a","role":"Owner","validUntil":"DAY"} x""", "body")]
    [InlineData("null", "body")]
    [InlineData("[]", "body")]
    [InlineData("", "body")]
    public async Task A_body_that_is_wrong_is_told_what_is(string body, string named)
    {
        WireAnswer answer = await shared.Owner.SendAsync("POST", KubeSliceService.Keys, body.Replace("DAY", KubeSliceService.Today(), StringComparison.Ordinal));

        AssertError(answer, 400, "Bad Request", "BAD_PARAMETERS");
        Assert.Contains(named, answer.Json.GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_is_taken_once_in_a_workspace()
    {
        await shared.CreateAsync("twice", "Viewer", "taken");

        AssertError(await shared.Owner.SendAsync("POST", KubeSliceService.Keys, KubeSliceService.Creation("TWICE", "Viewer", "taken")), 409, "Conflict", "CONFLICT");
        await shared.CreateAsync("twice", "Viewer", "taken too");
    }

    [Fact]
    public async Task The_spellings_of_the_sdk_are_accepted()
    {
        await KubeSliceService.CreateAsync(
            shared.Owner, $$"""{"name":"sdk","role":"Viewer","validity":"{{KubeSliceService.Today()}}","workspaceName":"sdk","unknown":[1]}""");

        JsonElement key = Assert.Single(await KubeSliceService.ListAsync(shared.Owner, "?workspaceName=sdk"));
        Assert.Equal(KubeSliceService.Today(), key.GetProperty("validity").GetString());
        Assert.Equal("admin", key.GetProperty("userName").GetString());
        Assert.Equal(string.Empty, key.GetProperty("description").GetString());
        AssertError(await shared.Owner.SendAsync("GET", $"{KubeSliceService.Keys}/list?workspace=a&workspaceName=b"), 400, "Bad Request", "BAD_PARAMETERS");
    }

    [Theory]
    [InlineData("Owner", "", "kubeslice-rbac-rw-admin")]
    [InlineData("Owner", "accounts", "kubeslice-rbac-rw-admin")]
    [InlineData("Editor", "accounts", "kubeslice-rbac-rw-slice-accounts")]
    [InlineData("Viewer", "accounts", "kubeslice-rbac-ro-slice-accounts")]
    public async Task Each_role_has_its_service_account(string role, string workspace, string account)
    {
        string name = $"of {role} {workspace}".Trim();
        await shared.CreateAsync(name, role, workspace);

        JsonElement key = Assert.Single(await KubeSliceService.ListAsync(shared.Owner), key => key.GetProperty("name").GetString() == name);
        Assert.Equal((account, role, workspace), (key.GetProperty("saName").GetString(), key.GetProperty("role").GetString(), key.GetProperty("workspaceName").GetString()));
    }

    [Fact]
    public async Task A_workspace_is_a_name_and_no_pattern()
    {
        await shared.CreateAsync("one", "Viewer", "pattern");

        Assert.Single(await KubeSliceService.ListAsync(shared.Owner, "?workspace=pattern"));
        Assert.Empty(await KubeSliceService.ListAsync(shared.Owner, "?workspace=patter%3F"));
        Assert.Empty(await KubeSliceService.ListAsync(shared.Owner, "?workspace=*"));
        Assert.Empty(await KubeSliceService.ListAsync(shared.Owner, "?workspace=%5Bp%5Dattern"));
        Assert.NotEmpty(await KubeSliceService.ListAsync(shared.Owner, "?workspace="));
    }

    [Fact]
    public async Task A_key_is_deleted_once()
    {
        string key = await shared.CreateAsync("gone", "Viewer", "deleted");

        WireAnswer first = await shared.Owner.SendAsync("DELETE", KubeSliceService.Keys, KubeSliceService.Presented(key.ToUpperInvariant()));
        Assert.True(first.Status == 200, first.Body);
        WireAnswer second = await shared.Owner.SendAsync("DELETE", KubeSliceService.Keys, KubeSliceService.Presented(key));
        AssertError(second, 404, "Not Found", "NOT_FOUND");
        Assert.DoesNotContain(key, second.Body, StringComparison.OrdinalIgnoreCase);
        AssertError(await shared.Owner.SendAsync("DELETE", KubeSliceService.Keys, KubeSliceService.Presented("no key")), 404, "Not Found", "NOT_FOUND");
        AssertError(await shared.Owner.SendAsync("DELETE", KubeSliceService.Keys, "{}"), 400, "Bad Request", "BAD_PARAMETERS");
    }

    [Theory]
    [InlineData("GET", "/api/v1/api-key/nothing", 404, "Not Found", "NOT_FOUND")]
    [InlineData("PATCH", "/api/v1/api-key", 405, "Method Not Allowed", "METHOD_NOT_ALLOWED")]
    public async Task What_is_not_there_is_told_in_the_envelope(string method, string path, int status, string words, string key) =>
        AssertError(await shared.Owner.SendAsync(method, path), status, words, key);

    [Fact]
    public async Task A_body_that_is_too_large_is_told_in_the_envelope()
    {
        WireAnswer answer = await shared.Owner.SendAsync("POST", KubeSliceService.Keys, new ByteArrayContent(Encoding.UTF8.GetBytes(new string(' ', 70_000) + "{}")));

        AssertError(answer, 413, "Payload Too Large", "PAYLOAD_TOO_LARGE");
    }

    [Fact]
    public async Task Spoiled_bodies_are_no_fault_of_the_service()
    {
        var mutation = new Mutation(20_030);
        for (int i = 0; i < 2_000; i++)
        {
            (string method, string path, string body) = (i % 5) switch
            {
                0 => ("DELETE", KubeSliceService.Keys, KubeSliceService.Presented(Guid.NewGuid().ToString())),
                1 => ("POST", KubeSliceService.Exchange, KubeSliceService.Presented(Guid.NewGuid().ToString())),
                _ => ("POST", KubeSliceService.Keys, $$"""{"name":"fuzz {{i}}","userName":"u","description":"d","role":"Editor","validUntil":"{{KubeSliceService.Today()}}","workspaceName":"fuzz"}"""),
            };
            byte[] spoiled = mutation.Of(body);

            WireAnswer answer = await shared.Owner.SendAsync(method, path, new ByteArrayContent(spoiled));

            Assert.True(answer.Status is 200 or 400 or 401 or 404 or 409 or 413, $"{i}: {answer.Status} {answer.Body} for {Encoding.UTF8.GetString(spoiled)}");
            Assert.Equal(answer.Status, answer.Json.GetProperty("statusCode").GetInt32());
        }
    }

    internal static void AssertError(WireAnswer answer, int status, string words, string key)
    {
        Assert.True(answer.Status == status, answer.Body);
        string message = JsonSerializer.Serialize(answer.Json.GetProperty("message").GetString());
        WireCalls.AssertJson(
            $$$"""{"statusCode":{{{status}}},"status":"{{{words}}}","message":{{{message}}},"data":null,"error":{"errorKey":"{{{key}}}","message":{{{message}}},"data":null}}""", answer.Body);
    }
}
