using System.Text.Json;
using PSCredentials.Tests;

namespace PSCredentials.Server.Tests.F5Xc;

/// <summary>The requests of the vendor's documents, sent by curl as they stand there, but for host and token.</summary>
public sealed class DocumentedExampleTests(F5XcService service) : IClassFixture<F5XcService>
{
    private const string Prefix = "/api/v1/api/production/us-east-1/namespaces/default";

    // Both documents about creation have this one.
    private const string CreateBody =
        """{ "expiration_days": 1, "name": "example", "namespace": "example", "spec": { "password": "example", "type": "API_CERTIFICATE", "virtual_k8s_name": "example", "virtual_k8s_namespace": "example" } }""";

    // The same document shows it once more without spaces.
    private const string CompactCreateBody =
        """{"expiration_days":1,"name":"example","namespace":"example","spec":{"password":"example","type":"API_CERTIFICATE","virtual_k8s_name":"example","virtual_k8s_namespace":"example"}}""";

    private const string RenewBody = """{ "expiration_days": 1, "name": "example", "namespace": "example" }""";

    [Theory]
    [InlineData(CreateBody, Prefix)]
    [InlineData(CreateBody, "")]
    [InlineData(CompactCreateBody, Prefix)]
    [InlineData(CreateBody, "/api/v1/identity/staging/eu-west-3/namespaces/another")]
    public async Task ACertificateIsCreated(string body, string prefix)
    {
        await ForgetAsync();

        (int status, string answer) = await CurlAsync(prefix + "/api/web/namespaces/example/api_credentials", body);

        Assert.True(status == 200, answer);
        JsonElement created = JsonElement.Parse(answer);
        Assert.Equal(["active", "data", "expiration_timestamp", "name"], created.EnumerateObject().Select(property => property.Name));
        Assert.True(created.GetProperty("active").GetBoolean());
        Assert.Equal("example", created.GetProperty("name").GetString());
        await using var bundle = new TemporaryBundle(created.GetProperty("data").GetString()!);
        ExternalProgram opened = await ExternalProgram.RunAsync("openssl", "pkcs12", "-in", bundle.Path, "-passin", "pass:example", "-nodes");
        Assert.True(opened.ExitCode == 0, opened.Everything);
        Assert.Contains("BEGIN PRIVATE KEY", opened.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Prefix)]
    [InlineData("")]
    public async Task AServiceTokenIsRenewed(string prefix)
    {
        await ForgetAsync();
        await service.CreateServiceAsync("example", "example", "\"api_token\":{}", days: 5);

        (int status, string answer) = await CurlAsync(prefix + "/api/web/namespaces/example/renew/service_credentials", RenewBody);

        Assert.Equal(200, status);
        Assert.Equal("""{"status":true}""", answer);
        string expiry = (await service.GetAsync("example/service_credentials/example")).Ok().GetProperty("expiry_timestamp").GetString()!;
        Assert.InRange(DateTimeOffset.Parse(expiry, System.Globalization.CultureInfo.InvariantCulture), DateTimeOffset.UtcNow.AddHours(23), DateTimeOffset.UtcNow.AddHours(25));
    }

    private Task<(int Status, string Body)> CurlAsync(string path, string body) => service.Running.CurlAsync(
        path, "--request", "POST", "--header", $"Authorization: APIToken {service.OwnerToken}", "--header", "Content-Type: application/json", "--data", body);

    // The examples share one name.
    private async Task ForgetAsync()
    {
        IApiCredentialService credentials = service.Running.Authority.ApiCredentials;
        await foreach (ApiCredential credential in credentials.ListAsync(new ApiCredentialQuery { Namespace = ["example"] }, CancellationToken.None))
        {
            await credentials.RemoveAsync(CredentialReference.ById(credential.Id), CancellationToken.None);
        }
    }
}
