using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using System.Threading.RateLimiting;
using Microsoft.Extensions.DependencyInjection;
using PSCredentials.Server.Tests.Support;

namespace PSCredentials.Server.Tests.Limits;

/// <summary>A service that is asked for more than it takes on says so, and recovers.</summary>
public sealed class LimitTests
{
    private const string NothingKnown = """{"token":"psc_api_unknown"}""";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ABurstFromAnAddressIsAnsweredWith429AndThenServedAgain()
    {
        await using RunningService service = await RunningService.StartAsync("Limits:RequestsPerAddress=20");
        using HttpClient client = service.Client("APIToken " + await service.OwnerTokenAsync());

        HttpResponseMessage[] answers = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => client.GetAsync("/v1/whoami", Cancellation)));

        Assert.All(answers, answer => Assert.True(answer.StatusCode is HttpStatusCode.OK or HttpStatusCode.TooManyRequests));
        Assert.Contains(answers, answer => answer.StatusCode == HttpStatusCode.OK);
        HttpResponseMessage refused = Assert.IsType<HttpResponseMessage>(answers.FirstOrDefault(answer => answer.StatusCode == HttpStatusCode.TooManyRequests));
        Assert.Equal(TimeSpan.FromSeconds(1), refused.Headers.RetryAfter?.Delta);
        Assert.Equal("TooManyRequests", (await refused.Content.ReadFromJsonAsync<JsonElement>(Cancellation)).GetProperty("errorId").GetString());
        await Task.Delay(refused.Headers.RetryAfter!.Delta!.Value, Cancellation);
        using HttpResponseMessage later = await client.GetAsync("/v1/whoami", Cancellation);
        Assert.Equal(HttpStatusCode.OK, later.StatusCode);
    }

    [Fact]
    public async Task AFamilySaysInItsOwnShapeThatThereWereTooMany()
    {
        await using RunningService service = await RunningService.StartAsync("Limits:RefusalsPerAddress=1");
        using HttpClient client = service.Client("APIToken psc_api_guess");
        using HttpResponseMessage guess = await client.GetAsync("/v1/whoami", Cancellation);

        using HttpResponseMessage answer = await client.PostAsync("/oauth2/introspect", new FormUrlEncodedContent([new("token", "x")]), Cancellation);

        Assert.Equal(HttpStatusCode.TooManyRequests, answer.StatusCode);
        Assert.Equal("temporarily_unavailable", (await answer.Content.ReadFromJsonAsync<JsonElement>(Cancellation)).GetProperty("error").GetString());
    }

    [Fact]
    public async Task WhoGuessesIsNotHeardForAWhileWhileWhoPresentsNothingIsOnlyTold()
    {
        await using RunningService service = await RunningService.StartAsync("Limits:RefusalsPerAddress=3");
        using HttpClient guesser = service.Client("APIToken psc_api_guess");
        using HttpClient owner = service.Client("APIToken " + await service.OwnerTokenAsync());
        using HttpClient nobody = service.Client();

        for (int i = 0; i < 5; i++)
        {
            Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(nobody, "/v1/whoami"));
            Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(nobody, "/auth"));
        }

        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(guesser, "/v1/whoami"));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(guesser, "/auth"));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(guesser, "/v1/whoami"));
        using HttpResponseMessage answer = await guesser.GetAsync("/v1/whoami", Cancellation);
        Assert.Equal(HttpStatusCode.TooManyRequests, answer.StatusCode);
        Assert.InRange(answer.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 10, 20);

        // Others behind the address go on; passwords, which can be guessed, are not even tried.
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(owner, "/v1/whoami"));
        Assert.Equal(HttpStatusCode.TooManyRequests, await StatusAsync(guesser, "/auth"));
        using HttpClient password = service.Client("Basic " + Convert.ToBase64String("ada:guess"u8));
        Assert.Equal(HttpStatusCode.TooManyRequests, await StatusAsync(password, "/auth"));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(nobody, "/health/ready"));
    }

    [Fact]
    public async Task ACredentialHasALimitOfItsOwn()
    {
        await using RunningService service = await RunningService.StartAsync("Limits:RequestsPerCredential=1");
        using HttpClient busy = service.Client("APIToken " + await service.OwnerTokenAsync());
        using HttpClient other = service.Client("APIToken " + await service.OwnerTokenAsync());

        HttpResponseMessage[] answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => busy.GetAsync("/v1/whoami", Cancellation)));

        Assert.Contains(answers, answer => answer.StatusCode == HttpStatusCode.TooManyRequests);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(other, "/v1/whoami"));
    }

    [Fact]
    public async Task WhatIsMoreThanTheServiceTakesOnIsToldToComeAgain()
    {
        await using RunningService service = await RunningService.StartAsync("Limits:ConcurrentRequests=1", "Limits:WaitingRequests=1");
        using HttpClient client = service.Client("APIToken " + await service.OwnerTokenAsync());
        using var held = new HeldBody(NothingKnown);
        Task<HttpResponseMessage> first = client.PostAsync("/v1/verify", held, Cancellation);
        ConcurrencyLimiter limiter = service.Services.GetRequiredService<ConcurrencyLimiter>();
        await UntilAsync(() => limiter.GetStatistics()!.CurrentAvailablePermits == 0);
        Task<HttpResponseMessage> second = client.GetAsync("/v1/whoami", Cancellation);
        await UntilAsync(() => limiter.GetStatistics()!.CurrentQueuedCount == 1);

        using HttpResponseMessage third = await client.GetAsync("/v1/whoami", Cancellation);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, third.StatusCode);
        Assert.NotNull(third.Headers.RetryAfter?.Delta);
        Assert.Equal("ServiceOverloaded", (await third.Content.ReadFromJsonAsync<JsonElement>(Cancellation)).GetProperty("errorId").GetString());
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(client, "/health/ready"));
        held.Release();
        Assert.Equal(HttpStatusCode.OK, (await first).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await second).StatusCode);
    }

    [Fact]
    public async Task ARequestThatTakesTooLongIsGivenUp()
    {
        await using RunningService service = await RunningService.StartAsync("Limits:RequestSeconds=1");
        using HttpClient client = service.Client("APIToken " + await service.OwnerTokenAsync());
        using var held = new HeldBody(NothingKnown);

        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/verify") { Content = held, Version = HttpVersion.Version20 };
        using HttpResponseMessage answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancellation);

        Assert.Equal(HttpStatusCode.GatewayTimeout, answer.StatusCode);
        Assert.Equal("RequestTimedOut", (await answer.Content.ReadFromJsonAsync<JsonElement>(Cancellation)).GetProperty("errorId").GetString());
        held.Release();
    }

    [Fact]
    public async Task ConnectionsThatDribbleAreClosedAndDisturbNobody()
    {
        await using RunningService service = await RunningService.StartAsync("Limits:HeaderSeconds=1", "Limits:Connections=60");
        using HttpClient client = service.Client();
        var connections = new List<SslStream>();
        for (int i = 0; i < 50; i++)
        {
            connections.Add(await ConnectAsync(service, "GET /health/live HTTP/1.1\r\nHost: localhost\r\nX-A: "));
        }

        Assert.Equal(HttpStatusCode.OK, await StatusAsync(client, "/health/live"));
        long started = Stopwatch.GetTimestamp();
        foreach (SslStream connection in connections)
        {
            await ReadToEndAsync(connection);
            await connection.DisposeAsync();
        }

        Assert.InRange(Stopwatch.GetElapsedTime(started).TotalSeconds, 0, 30);
    }

    [Fact]
    public async Task ABodyThatDribblesIsGivenUp()
    {
        await using RunningService service = await RunningService.StartAsync();
        await using SslStream connection = await ConnectAsync(
            service, $"POST /v1/verify HTTP/1.1\r\nHost: localhost\r\nAuthorization: APIToken {await service.OwnerTokenAsync()}\r\nContent-Length: 1000\r\n\r\n{{");

        Assert.StartsWith("HTTP/1.1 408", await ReadToEndAsync(connection), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(100_000, 0, HttpStatusCode.RequestEntityTooLarge)]
    [InlineData(10, 40_000, HttpStatusCode.RequestHeaderFieldsTooLarge)]
    public async Task WhatIsTooLargeIsRefused(int bodyLength, int headerLength, HttpStatusCode expected)
    {
        await using RunningService service = await RunningService.StartAsync();
        using HttpClient client = service.Client("APIToken " + await service.OwnerTokenAsync());
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/verify") { Content = new StringContent(new string(' ', bodyLength)) };

        // What is refused for its size is answered before it is read.
        request.Headers.ExpectContinue = bodyLength > 60_000 ? true : null;
        request.Headers.TryAddWithoutValidation("X-Long", new string('x', headerLength));

        using HttpResponseMessage answer = await client.SendAsync(request, Cancellation);

        Assert.Equal(expected, answer.StatusCode);
    }

    private static async Task<HttpStatusCode> StatusAsync(HttpClient client, string path)
    {
        using HttpResponseMessage answer = await client.GetAsync(path, Cancellation);
        return answer.StatusCode;
    }

    private static async Task UntilAsync(Func<bool> isSo)
    {
        var watch = Stopwatch.StartNew();
        while (!isSo())
        {
            Assert.True(watch.Elapsed < TimeSpan.FromSeconds(20), "It did not come to that.");
            await Task.Delay(20, CancellationToken.None);
        }
    }

    private static async Task<SslStream> ConnectAsync(RunningService service, string text)
    {
        var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, service.Https.Port, Cancellation);
        var stream = new SslStream(client.GetStream(), leaveInnerStreamOpen: false, (_, _, _, _) => true);
        await stream.AuthenticateAsClientAsync("localhost");
        await stream.WriteAsync(Encoding.ASCII.GetBytes(text), Cancellation);
        await stream.FlushAsync(Cancellation);
        return stream;
    }

    private static async Task<string> ReadToEndAsync(SslStream stream)
    {
        using var reader = new StreamReader(stream, leaveOpen: true);
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(40));
        try
        {
            return await reader.ReadToEndAsync(limit.Token);
        }
        catch (IOException)
        {
            return string.Empty;
        }
    }
}
