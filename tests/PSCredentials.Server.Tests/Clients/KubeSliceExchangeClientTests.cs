using System.Text;
using System.Text.Json;
using PSCredentials.Server.Tests.Support;
using PSCredentials.Vendors;

namespace PSCredentials.Server.Tests.Clients;

/// <summary>How the client of contract 2 exchanges its key for tokens.</summary>
public sealed class KubeSliceExchangeClientTests
{
    private const string Key = "45338461-ec42-49d2-aef3-ff39099950c5";
    private const string NoKeys = """{"statusCode":200,"status":"OK","message":"Success","data":{"data":[]}}""";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task One_exchange_serves_all_requests_also_those_at_the_same_time()
    {
        await using ScriptedAuthority vendor = await ScriptedAuthority.StartAsync(async request =>
        {
            if (IsExchange(request))
            {
                await Task.Delay(200, Cancellation);
                return Granted(Token(600));
            }

            return new ScriptedAnswer(200, NoKeys);
        });
        RemoteAuthority client = vendor.Client(RemoteProvider.KubeSlice, Key);
        await client.CheckAsync(Cancellation);
        Assert.Single(vendor.Requests);

        RemoteAuthority other = vendor.Client(RemoteProvider.KubeSlice, Key);
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => ListAsync(other))));
        ScriptedRequest exchange = vendor.Requests.Where(IsExchange).Skip(1).Single();
        Assert.Equal($$"""{"apiKey":"{{Key}}"}""", exchange.Body);
        Assert.Empty(exchange.Authorization);
        Assert.Equal(20, vendor.Requests.Count(request => !IsExchange(request) && request.Authorization.StartsWith("Bearer ey", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(600, true)]
    [InlineData(600, false)]
    [InlineData(null, true)]
    public async Task A_token_is_replaced_before_it_ends(int? seconds, bool saysWhenGranted)
    {
        var clock = new MovableClock();
        int granted = 0;
        await using ScriptedAuthority vendor = await ScriptedAuthority.StartAsync(request =>
            IsExchange(request) ? Granted(Token(seconds, saysWhenGranted ? clock.GetUtcNow().AddHours(-5) : null, clock, ++granted)) : new ScriptedAnswer(200, NoKeys));
        RemoteAuthority client = vendor.Client(RemoteProvider.KubeSlice, Key, clock);

        await ListAsync(client);
        clock.Advance(TimeSpan.FromSeconds((seconds ?? 900) - 90));
        await ListAsync(client);
        Assert.Equal(1, granted);
        clock.Advance(TimeSpan.FromSeconds(60));
        await ListAsync(client);
        Assert.Equal(2, granted);
        Assert.NotEqual(vendor.Requests[1].Authorization, vendor.Requests[^1].Authorization);
    }

    [Fact]
    public async Task A_token_that_is_refused_is_replaced_once_and_the_request_sent_again()
    {
        int granted = 0;
        string good = string.Empty;
        await using ScriptedAuthority vendor = await ScriptedAuthority.StartAsync(request =>
            IsExchange(request) ? Granted(good = Token(600, number: ++granted))
            : request.Authorization == "Bearer " + good ? new ScriptedAnswer(200, NoKeys)
            : Error(401, "Unauthenticated"));
        RemoteAuthority client = vendor.Client(RemoteProvider.KubeSlice, Key);
        await ListAsync(client);

        good = "none";
        await ListAsync(client);
        Assert.Equal(2, granted);
    }

    [Fact]
    public async Task Who_is_refused_with_a_fresh_token_too_hears_it()
    {
        int granted = 0;
        await using ScriptedAuthority vendor = await ScriptedAuthority.StartAsync(request => IsExchange(request) ? Granted(Token(600, number: ++granted)) : Error(401, "Unauthenticated"));
        CredentialException error = await RemoteCalls.FailsAsync(CredentialErrors.AuthenticationRequired, () => ListAsync(vendor.Client(RemoteProvider.KubeSlice, Key)));
        Assert.Equal("Unauthenticated", error.Message);
        Assert.Equal(2, granted);
    }

    [Fact]
    public async Task A_token_that_is_given_is_presented_as_it_is()
    {
        string token = Token(600);
        await using ScriptedAuthority vendor = await ScriptedAuthority.StartAsync(request => request.Authorization == "Bearer " + token ? new ScriptedAnswer(200, NoKeys) : Error(401, "Unauthenticated"));
        await vendor.Client(RemoteProvider.KubeSlice, token).CheckAsync(Cancellation);
        Assert.Equal("GET", Assert.Single(vendor.Requests).Method);
        await RemoteCalls.FailsAsync(CredentialErrors.AuthenticationRequired, () => vendor.Client(RemoteProvider.KubeSlice, Token(601)).CheckAsync(Cancellation));
        Assert.Equal(2, vendor.Requests.Count);
    }

    [Theory]
    [InlineData(401, "Api Key has expired", "CredentialExpired")]
    [InlineData(401, "Unauthenticated", "AuthenticationRequired")]
    [InlineData(400, "Bad parameters", "AuthenticationRequired")]
    [InlineData(403, "no", "NotAuthorized")]
    [InlineData(500, "oops", "Internal")]
    public async Task An_exchange_that_is_refused_fails_with_its_reason(int status, string text, string errorId)
    {
        await using ScriptedAuthority vendor = await ScriptedAuthority.StartAsync(_ => Error(status, text));
        CredentialException error = await Assert.ThrowsAsync<CredentialException>(() => ListAsync(vendor.Client(RemoteProvider.KubeSlice, Key)));
        Assert.Equal((errorId, text), (error.ErrorId, error.Message));
    }

    [Theory]
    [InlineData("""{"statusCode":200,"data":{}}""", "application/json")]
    [InlineData("""{"statusCode":200,"data":{"token":"with space"}}""", "application/json")]
    [InlineData("<html>", "text/html")]
    public async Task What_is_no_token_is_not_presented(string body, string type)
    {
        await using ScriptedAuthority vendor = await ScriptedAuthority.StartAsync(_ => new ScriptedAnswer(200, body, type));
        await RemoteCalls.FailsAsync(CredentialErrors.AnswerNotUnderstood, () => vendor.Client(RemoteProvider.KubeSlice, Key).CheckAsync(Cancellation));
    }

    [Fact]
    public async Task Who_gives_up_waiting_does_not_end_the_exchange_for_the_others()
    {
        var gate = new TaskCompletionSource();
        await using ScriptedAuthority vendor = await ScriptedAuthority.StartAsync(async request =>
        {
            if (IsExchange(request))
            {
                await gate.Task.WaitAsync(Cancellation);
                return Granted(Token(600));
            }

            return new ScriptedAnswer(200, NoKeys);
        });
        RemoteAuthority client = vendor.Client(RemoteProvider.KubeSlice, Key);
        using var impatience = new CancellationTokenSource();
        Task impatient = client.ApiKeys.CountAsync(new ApiKeyQuery(), impatience.Token);
        Task<long> patient = client.ApiKeys.CountAsync(new ApiKeyQuery(), Cancellation);
        await impatience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => impatient);
        gate.SetResult();
        Assert.Equal(0, await patient);
        Assert.Single(vendor.Requests, IsExchange);
    }

    [Fact]
    public async Task A_certificate_is_refused()
    {
        using System.Security.Cryptography.X509Certificates.X509Certificate2 certificate = PSCredentials.Tests.ClientCertificateServer.CreateServerCertificate();
        var options = new RemoteAuthorityOptions { Provider = RemoteProvider.KubeSlice, Address = new Uri("https://localhost:1"), Certificate = certificate };
        await RemoteCalls.FailsAsync(CredentialErrors.NotSupported, () => new RemoteAuthorityProvider().ConnectAsync(options, Cancellation));
        await RemoteCalls.FailsAsync(CredentialErrors.NotSupported, () => new RemoteAuthorityProvider().ConnectAsync(options with { Provider = RemoteProvider.Apinizer }, Cancellation));
    }

    internal static bool IsExchange(ScriptedRequest request) => request is { Method: "POST", Target: "/api/v1/auth" };

    internal static ScriptedAnswer Granted(string token) => new(200, JsonSerializer.Serialize(new { statusCode = 200, status = "OK", message = "Success", data = new { token } }));

    internal static ScriptedAnswer Error(int status, string message) =>
        new(status, JsonSerializer.Serialize(new { statusCode = status, status = "x", message, data = (object?)null, error = new { errorKey = "X", message, data = (object?)null } }));

    internal static string Token(int? seconds, DateTimeOffset? from = null, TimeProvider? clock = null, int number = 0)
    {
        var claims = new Dictionary<string, object> { ["sub"] = "key", ["jti"] = number };
        DateTimeOffset start = from ?? (clock ?? TimeProvider.System).GetUtcNow();
        if (seconds is { } lifetime)
        {
            claims["exp"] = start.AddSeconds(lifetime).ToUnixTimeSeconds();
        }

        if (from is not null)
        {
            claims["iat"] = start.ToUnixTimeSeconds();
        }

        return $"{Part("""{"alg":"HS256"}""")}.{Part(JsonSerializer.Serialize(claims))}.c2lnbmF0dXJl";
    }

    private static string Part(string json) => System.Buffers.Text.Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json));

    private static Task<long> ListAsync(RemoteAuthority client) => client.ApiKeys.CountAsync(new ApiKeyQuery(), Cancellation);
}
