using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using PSCredentials.Server.Tests.Support;

namespace PSCredentials.Server.Tests.Hosting;

public sealed class HealthTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task TheServiceIsAliveAndReadyAlsoOverPlainHttp()
    {
        await using RunningService service = await RunningService.StartAsync();
        using var plain = new HttpClient { BaseAddress = service.Http };
        using HttpClient client = service.Client();

        Assert.Equal("""{"status":"ok"}""", await client.GetStringAsync("/health/live", Cancellation));
        Assert.Equal("""{"status":"ok"}""", await plain.GetStringAsync("/health/live", Cancellation));
        Assert.Equal("""{"status":"ok","checks":{"store":"ok","certificateAuthority":"ok","service":"ok"}}""", await plain.GetStringAsync("/health/ready", Cancellation));
    }

    [Fact]
    public async Task AVaultThatDoesNotAnswerIsNotReady()
    {
        await using RunningService service = await RunningService.StartAsync();
        using HttpClient client = service.Client();
        await service.Authority.DisposeAsync();

        using HttpResponseMessage answer = await client.GetAsync("/health/ready", Cancellation);

        JsonElement health = await answer.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Equal("unavailable", health.GetProperty("status").GetString());
        Assert.NotEqual("ok", health.GetProperty("checks").GetProperty("store").GetString());
        Assert.DoesNotContain(service.Folder, health.GetRawText(), StringComparison.Ordinal);
        Assert.Equal("""{"status":"ok"}""", await client.GetStringAsync("/health/live", Cancellation));
    }

    [Fact]
    public async Task AServiceThatStopsIsNotReady()
    {
        await using RunningService service = await RunningService.StartAsync();
        using HttpClient client = service.Client("APIToken " + await service.OwnerTokenAsync());
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/health/ready", Cancellation)).StatusCode);

        service.Services.GetRequiredService<IHostApplicationLifetime>().StopApplication();
        using HttpResponseMessage answer = await client.GetAsync("/health/ready", Cancellation);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Contains("stopping", await answer.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
    }
}
