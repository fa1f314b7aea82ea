using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using PSCredentials.Server.Tests.Support;
using PSCredentials.Tests;

namespace PSCredentials.Server.Tests.Hosting;

/// <summary>The service as a process: its first start, and its end.</summary>
public sealed class ServiceProcessTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task TheFirstStartPrintsATokenAndTheSecondDoesNot()
    {
        using var folder = new TemporaryFolder();
        string token;
        await using (ServiceProcess first = await ServiceProcess.StartAsync(folder.Path))
        {
            token = Assert.Single(first.Output.Split('\n'), line => line.StartsWith("psc_api_", StringComparison.Ordinal));
            Assert.Equal(HttpStatusCode.OK, await AskAsync(first, token));
            Assert.DoesNotContain(token, first.Error, StringComparison.Ordinal);

            // A request leaves no line in the log unless that is asked for.
            Assert.DoesNotContain("whoami", first.Error, StringComparison.Ordinal);
            await first.TerminateAsync();
            Assert.Equal(0, await first.WaitForExitAsync());
        }

        await using ServiceProcess second = await ServiceProcess.StartAsync(folder.Path);

        Assert.DoesNotContain("psc_api_", second.Output, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, await AskAsync(second, token));
    }

    [Fact]
    public async Task TheTokenIsInAFileWhereASettingSaysSo()
    {
        using var folder = new TemporaryFolder();
        await using ServiceProcess service = await ServiceProcess.StartAsync(folder.Path, "--PSCredentials:BootstrapToken=File");
        string path = Path.Combine(folder.Path, "bootstrap-token");

        Assert.DoesNotContain("psc_api_", service.Output + service.Error, StringComparison.Ordinal);
        Assert.Contains(path, service.Output, StringComparison.Ordinal);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
        Assert.Equal(HttpStatusCode.OK, await AskAsync(service, (await File.ReadAllTextAsync(path, Cancellation)).TrimEnd()));
    }

    [Fact]
    public async Task WhatHasBegunIsFinishedAfterTheSignalAndNothingBegins()
    {
        using var folder = new TemporaryFolder();
        await using ServiceProcess service = await ServiceProcess.StartAsync(folder.Path, "--PSCredentials:Limits:LeastBytesPerSecond=0");
        using HttpClient client = Client(service, Token(service));
        using var held = new HeldBody("""{"token":"psc_api_unknown"}""");
        Task<HttpResponseMessage> begun = client.PostAsync("/v1/verify", held, Cancellation);
        await held.Begun;
        await Task.Delay(500, Cancellation);

        await service.TerminateAsync();
        await service.WaitForAsync(() => !Connects(service.HttpsPort));
        Assert.False(begun.IsCompleted);
        held.Release();
        using HttpResponseMessage answer = await begun;

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(0, await service.WaitForExitAsync());

        // The last one to close a vault in WAL mode takes its log away.
        Assert.False(File.Exists(Path.Combine(folder.Path, "vault.db-wal")));
    }

    [Fact]
    public async Task WhatDoesNotEndIsCutOffAfterTheTimeThatASettingGivesIt()
    {
        using var folder = new TemporaryFolder();
        await using ServiceProcess service = await ServiceProcess.StartAsync(folder.Path, "--PSCredentials:StopSeconds=1", "--PSCredentials:Limits:LeastBytesPerSecond=0");
        using HttpClient client = Client(service, Token(service));
        using var held = new HeldBody("""{"token":"psc_api_unknown"}""");
        Task<HttpResponseMessage> begun = client.PostAsync("/v1/verify", held, Cancellation);
        await held.Begun;
        await Task.Delay(500, Cancellation);

        await service.TerminateAsync();
        int exit = await service.WaitForExitAsync();

        held.Release();
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => begun);
        Assert.Equal(0, exit);
        Assert.False(File.Exists(Path.Combine(folder.Path, "vault.db-wal")));
    }

    private static string Token(ServiceProcess service) => service.Output.Split('\n').Single(line => line.StartsWith("psc_api_", StringComparison.Ordinal));

    private static async Task<HttpStatusCode> AskAsync(ServiceProcess service, string token)
    {
        using HttpClient client = Client(service, token);
        using HttpResponseMessage answer = await client.GetAsync("/v1/whoami", Cancellation);
        return answer.StatusCode;
    }

    private static HttpClient Client(ServiceProcess service, string token)
    {
        var handler = new SocketsHttpHandler { UseProxy = false };
        handler.SslOptions.RemoteCertificateValidationCallback = (_, _, _, _) => true;
        var client = new HttpClient(handler) { BaseAddress = new Uri($"https://localhost:{service.HttpsPort}") };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("APIToken", token);
        return client;
    }

    private static bool Connects(int port)
    {
        using var client = new TcpClient();
        try
        {
            client.Connect(IPAddress.Loopback, port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
