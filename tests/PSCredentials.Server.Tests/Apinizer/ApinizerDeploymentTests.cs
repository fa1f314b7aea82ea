using System.Net;
using System.Net.Sockets;
using System.Text.Json;

namespace PSCredentials.Server.Tests.Apinizer;

/// <summary>What a change's answer tells of its deployment.</summary>
public sealed class ApinizerDeploymentTests(ApinizerService shared) : IClassFixture<ApinizerService>
{
    [Fact]
    public async Task An_environment_that_fails_is_told_beside_one_that_does_not()
    {
        await shared.CreateProjectAsync("deployed");
        string file = await shared.CreateEnvironmentAsync("deployed", "file");
        await shared.Service.Authority.Deployment.CreateEnvironmentAsync(
            new CredentialEnvironmentRequest
            {
                Project = "deployed", Name = "hook", Kind = CredentialEnvironmentKind.Webhook, Target = $"http://127.0.0.1:{DeadPort()}/hook", SigningKey = new SecretText("0123456789abcdef"),
            },
            TestContext.Current.CancellationToken);
        const string Base = "/apiops/projects/deployed/credentials/";

        AssertHalf(await ApinizerService.OkAsync(shared.Owner, "POST", Base, ApinizerService.Body("half")));
        Assert.Contains("half:", await ReadAsync(file), StringComparison.Ordinal);
        string before = await ReadAsync(file);
        AssertHalf(await ApinizerService.OkAsync(shared.Owner, "PATCH", Base + "half/", """{"password":"AnotherPassword1!"}"""));
        Assert.NotEqual(before, await ReadAsync(file));
        AssertHalf(await ApinizerService.OkAsync(shared.Owner, "PUT", Base, ApinizerService.Body("half", ""","enabled":false""")));
        Assert.DoesNotContain("half:", await ReadAsync(file), StringComparison.Ordinal);
        AssertHalf(await ApinizerService.OkAsync(shared.Owner, "PUT", Base + "half/access/", """{"credentialAccessList":[{"name":"a","type":"API_PROXY"}]}"""));
        AssertHalf(await ApinizerService.OkAsync(shared.Owner, "DELETE", Base + "half/access/", """{"credentialAccessList":[{"name":"a","type":"API_PROXY"}]}"""));
        AssertHalf(await ApinizerService.OkAsync(shared.Owner, "DELETE", Base + "half/"));

        Assert.Contains(await shared.Service.Authority.Deployment.ListPendingAsync(TestContext.Current.CancellationToken), pending => pending.Project == "deployed");
    }

    private static void AssertHalf(JsonElement answer)
    {
        JsonElement result = answer.GetProperty("deploymentResult");
        Assert.False(result.GetProperty("success").GetBoolean());
        Assert.Equal(
            [("file", true), ("hook", false)],
            result.GetProperty("environmentResults").EnumerateArray().Select(one => (one.GetProperty("environmentName").GetString(), one.GetProperty("success").GetBoolean())));
        JsonElement[] results = [.. result.GetProperty("environmentResults").EnumerateArray()];
        Assert.Equal("Deployed successfully", results[0].GetProperty("message").GetString());
        Assert.NotEqual("Deployed successfully", results[1].GetProperty("message").GetString());
    }

    private static Task<string> ReadAsync(string file) => File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);

    // A port that was free a moment ago: nobody listens there.
    private static int DeadPort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
