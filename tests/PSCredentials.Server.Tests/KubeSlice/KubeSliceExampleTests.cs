using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using PSCredentials.Server.Tests.Support;

namespace PSCredentials.Server.Tests.KubeSlice;

/// <summary>The vendor's example requests, sent by curl: host, token and the date that has passed are changed, and nothing else.</summary>
public sealed class KubeSliceExampleTests(KubeSliceService shared) : IClassFixture<KubeSliceService>
{
    private const string CreateExample = """
        {
        "name": "test",
        "userName": "username",
        "description": "Tiger Editor",
        "role": "Editor",
        "validUntil": "2025-12-31",
        "workspaceName": "Tiger"
        }
        """;

    private string Authorization => "Authorization: Bearer " + shared.OwnerToken;

    [Fact]
    public async Task A_key_is_created_listed_and_deleted()
    {
        (int status, string body) = await shared.Service.CurlAsync(
            "/api/v1/api-key", "-H", Authorization, "-X", "POST", "--data", CreateExample.Replace("2025-12-31", KubeSliceService.Today(30), StringComparison.Ordinal));
        Assert.True(status == 200, body);
        string key = JsonDocument.Parse(body).RootElement.GetProperty("data").GetProperty("apiKey").GetString()!;
        Assert.True(Guid.TryParseExact(key, "D", out _));
        WireCalls.AssertJson(
            """{"statusCode": 200, "status": "OK", "message": "Success", "data": {"apiKey": "06de7aa7-01db-4510-91f6-ba591aad70a9"}}"""
                .Replace("06de7aa7-01db-4510-91f6-ba591aad70a9", key, StringComparison.Ordinal),
            body);

        (status, body) = await shared.Service.CurlAsync(
            "/api/v1/api-key", "-H", Authorization, "-X", "DELETE", "--data", $$"""
            {
            "apiKey": "{{key}}"
            }
            """);
        Assert.True(status == 200, body);
        WireCalls.AssertJson("""{"statusCode": 200, "status": "OK", "message": "Success", "data": null}""", body);
        Assert.Empty(await KubeSliceService.ListAsync(shared.Owner, "?workspace=Tiger"));
    }

    [Fact]
    public async Task A_workspace_is_listed()
    {
        string day = KubeSliceService.Today(30);
        string key = await KubeSliceService.CreateAsync(
            shared.Owner,
            $$"""{"name":"API-Token-1","userName":"Admin","description":"GPR Template Use","role":"Editor","validUntil":"{{day}}","workspaceName":"andromeda"}""");

        (int status, string body) = await shared.Service.CurlAsync("/api/v1/api-key/list?workspace=andromeda", "-H", Authorization, "-X", "GET");

        Assert.True(status == 200, body);
        string id = Convert.ToHexStringLower(MD5.HashData(Encoding.ASCII.GetBytes(key)));
        WireCalls.AssertJson(
            """
            {"statusCode": 200, "status": "OK", "message": "Success", "data": {"data": [{"id": "030b514f342dcf5ac94f3f39726c247e",
            "apiKey": "45338461-ec42-49d2-aef3-ff39099950c5", "description": "GPR Template Use", "name": "API-Token-1", "role": "Editor",
            "saName": "kubeslice-rbac-rw-slice-andromeda", "workspaceName": "andromeda", "tokenTtlSeconds": "900", "userName": "Admin", "validity": "2025-03-31"}]}}
            """
                .Replace("030b514f342dcf5ac94f3f39726c247e", id, StringComparison.Ordinal)
                .Replace("45338461-ec42-49d2-aef3-ff39099950c5", key, StringComparison.Ordinal)
                .Replace("2025-03-31", day, StringComparison.Ordinal),
            body);
    }

    [Fact]
    public async Task The_example_as_it_stands_is_refused_for_its_date_alone()
    {
        (int status, string body) = await shared.Service.CurlAsync("/api/v1/api-key", "-H", Authorization, "-X", "POST", "--data", CreateExample);

        Assert.Equal(400, status);
        Assert.Contains("2025-12-31 is in the past", body, StringComparison.Ordinal);
    }
}
