using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using PSCredentials.Server.Tests.Support;

namespace PSCredentials.Server.Tests.Apinizer;

/// <summary>The vendor's example requests, sent by curl: host and token are changed, and nothing else.</summary>
public sealed class ApinizerExampleTests(ApinizerService shared) : IClassFixture<ApinizerService>
{
    private const string Deployed = """
        {
        "success": true,
        "deploymentResult": {
        "success": true,
        "message": "Deployment completed successfully",
        "environmentResults": [
        {
        "environmentName": "production",
        "success": true,
        "message": "Deployed successfully"
        },
        {
        "environmentName": "staging",
        "success": true,
        "message": "Deployed successfully"
        }
        ]
        }
        }
        """;

    [Fact]
    public async Task Each_example_is_created_and_deployed()
    {
        await using WebApplication gateway = await StartGatewayAsync();
        foreach (string name in (string[])["production", "staging"])
        {
            await shared.Service.Authority.Deployment.CreateEnvironmentAsync(
                new CredentialEnvironmentRequest
                {
                    Project = ApinizerService.Project,
                    Name = name,
                    Kind = CredentialEnvironmentKind.Webhook,
                    Target = $"{gateway.Urls.Single()}/{name}",
                    SigningKey = new SecretText("0123456789abcdef"),
                },
                TestContext.Current.CancellationToken);
        }

        foreach (string example in Examples)
        {
            (int status, string body) = await shared.Service.CurlAsync(
                "/apiops/projects/MyProject/credentials/",
                "-X", "POST", "-H", "Authorization: Bearer " + shared.OwnerToken, "-H", "Content-Type: application/json", "-d", example);

            Assert.True(status == 200, body);
            WireCalls.AssertJson(Deployed, body);

            // Some examples name the same user.
            string username = System.Text.Json.JsonDocument.Parse(example).RootElement.GetProperty("username").GetString()!;
            (status, body) = await shared.Service.CurlAsync(
                $"/apiops/projects/MyProject/credentials/{username}/", "-X", "DELETE", "-H", "Authorization: Bearer " + shared.OwnerToken);
            Assert.True(status == 200, body);
            WireCalls.AssertJson(Deployed, body);
        }
    }

    // A password file cannot hold what is restricted to some addresses; a gateway that is told can.
    private static async Task<WebApplication> StartGatewayAsync()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        WebApplication gateway = builder.Build();
        gateway.MapPost("/{environment}", () => Results.NoContent());
        await gateway.StartAsync(TestContext.Current.CancellationToken);
        return gateway;
    }

    private static readonly string[] Examples =
    [
        """
        {
        "email": "user@example.com",
        "fullName": "John Doe",
        "description": "API user credential",
        "username": "api-user",
        "password": "SecurePassword123!",
        "roleNameList": [
        "API_USER"
        ],
        "enabled": true,
        "ipList": [],
        "expireDate": null
        }
        """,
        """
        {
        "email": "restricted@example.com",
        "fullName": "Restricted User",
        "description": "Credential with IP restrictions",
        "username": "restricted-user",
        "password": "SecurePassword123!",
        "roleNameList": [
        "API_USER",
        "DEVELOPER"
        ],
        "enabled": true,
        "ipList": [
        "192.168.1.100",
        "10.0.0.0/8",
        "172.16.0.0/12"
        ],
        "expireDate": null
        }
        """,
        """
        {
        "email": "temporary@example.com",
        "fullName": "Temporary User",
        "description": "Temporary credential with expiration",
        "username": "temp-user",
        "password": "SecurePassword123!",
        "roleNameList": [
        "API_USER"
        ],
        "enabled": true,
        "ipList": [],
        "expireDate": "2024-12-31T23:59:59.000Z"
        }
        """,
        """
        {
        "email": "disabled@example.com",
        "fullName": "Disabled User",
        "description": "Disabled credential",
        "username": "disabled-user",
        "password": "SecurePassword123!",
        "roleNameList": [
        "API_USER"
        ],
        "enabled": false,
        "ipList": [],
        "expireDate": null
        }
        """,
        """
        {
        "email": "restricted@example.com",
        "fullName": "Restricted User",
        "username": "restricted-user",
        "password": "SecurePassword123!",
        "roleNameList": [
        "API_USER"
        ],
        "enabled": true,
        "ipList": [
        "192.168.1.100",
        "10.0.0.0/8"
        ],
        "expireDate": null
        }
        """,
        """
        {
        "email": "temporary@example.com",
        "fullName": "Temporary User",
        "username": "temp-user",
        "password": "SecurePassword123!",
        "roleNameList": [
        "API_USER"
        ],
        "enabled": true,
        "ipList": [],
        "expireDate": "2024-12-31T23:59:59.000Z"
        }
        """,
    ];
}
