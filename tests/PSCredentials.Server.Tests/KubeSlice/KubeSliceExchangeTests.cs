using System.Text.Json;
using PSCredentials.Server.Tests.Support;

namespace PSCredentials.Server.Tests.KubeSlice;

/// <summary>A key, the token it is exchanged for, and what ends both.</summary>
public sealed class KubeSliceExchangeTests(KubeSliceService shared) : IClassFixture<KubeSliceService>
{
    private static readonly string Unauthenticated = Error("Unauthenticated");

    [Fact]
    public async Task A_key_is_exchanged_for_a_token_that_ends_with_it()
    {
        string key = await shared.CreateAsync("exchanged", "Editor", "exchange");
        using HttpClient stranger = shared.Service.Client();

        WireAnswer answer = await stranger.SendAsync("POST", KubeSliceService.Exchange, KubeSliceService.Presented(key));

        Assert.True(answer.Status == 200, answer.Body);
        Assert.True(answer.Message.Headers.CacheControl!.NoStore);

        // Clients unpack both objects by the names in them.
        Assert.Equal(["statusCode", "status", "message", "data"], answer.Json.EnumerateObject().Select(member => member.Name));
        JsonProperty only = Assert.Single(answer.Json.GetProperty("data").EnumerateObject());
        Assert.Equal("token", only.Name);
        using HttpClient client = shared.Service.Client("Bearer " + only.Value.GetString());
        Assert.Single(await KubeSliceService.ListAsync(client));

        await shared.Owner.SendAsync("DELETE", KubeSliceService.Keys, KubeSliceService.Presented(key));
        WireAnswer refused = await client.SendAsync("GET", $"{KubeSliceService.Keys}/list");
        Assert.Equal(401, refused.Status);
        WireCalls.AssertJson(Unauthenticated, refused.Body);
        WireCalls.AssertJson(Unauthenticated, (await stranger.SendAsync("POST", KubeSliceService.Exchange, KubeSliceService.Presented(key))).Body);
    }

    [Theory]
    [InlineData("""{"apiKey":"06de7aa7-01db-4510-91f6-ba591aad70a9"}""")]
    [InlineData("""{"apiKey":"not a key"}""")]
    public async Task A_key_of_nobody_is_not_known(string body)
    {
        using HttpClient stranger = shared.Service.Client();

        WireAnswer answer = await stranger.SendAsync("POST", KubeSliceService.Exchange, body);

        Assert.Equal(401, answer.Status);
        WireCalls.AssertJson(Unauthenticated, answer.Body);
        KubeSliceRuleTests.AssertError(await stranger.SendAsync("POST", KubeSliceService.Exchange, "{}"), 400, "Bad Request", "BAD_PARAMETERS");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("Bearer a.b.c")]
    [InlineData("APIToken psc_api_nothing")]
    public async Task Who_is_not_known_is_told_in_the_envelope(string? authorization)
    {
        using HttpClient client = shared.Service.Client(authorization);

        WireAnswer answer = await client.SendAsync("POST", KubeSliceService.Keys, "{}");

        Assert.Equal(401, answer.Status);
        WireCalls.AssertJson(Unauthenticated, answer.Body);
    }

    [Fact]
    public async Task A_key_that_has_expired_is_told_so_and_a_token_to_exchange_anew()
    {
        var clock = new MovableClock();
        await using RunningService service = await RunningService.StartAsync(clock);
        using HttpClient owner = service.Client("APIToken " + await service.OwnerTokenAsync());
        string key = await KubeSliceService.CreateAsync(
            owner, $$"""{"name":"short","role":"Viewer","validUntil":"{{KubeSliceService.Today(1)}}","workspaceName":"short"}""");
        using HttpClient stranger = service.Client();
        WireAnswer granted = await stranger.SendAsync("POST", KubeSliceService.Exchange, KubeSliceService.Presented(key));
        using HttpClient client = service.Client("Bearer " + granted.Json.GetProperty("data").GetProperty("token").GetString());
        Assert.Single(await KubeSliceService.ListAsync(client));

        clock.Advance(TimeSpan.FromMinutes(16));
        WireAnswer later = await client.SendAsync("GET", $"{KubeSliceService.Keys}/list");
        clock.Advance(TimeSpan.FromDays(2));
        WireAnswer muchLater = await client.SendAsync("GET", $"{KubeSliceService.Keys}/list");
        WireAnswer exchanged = await stranger.SendAsync("POST", KubeSliceService.Exchange, KubeSliceService.Presented(key));
        using HttpClient direct = service.Client("ApiKey " + key);
        WireAnswer presented = await direct.SendAsync("GET", $"{KubeSliceService.Keys}/list");

        Assert.All([later, muchLater, exchanged, presented], answer => Assert.Equal(401, answer.Status));
        WireCalls.AssertJson(Unauthenticated, later.Body);
        WireCalls.AssertJson(Unauthenticated, muchLater.Body);
        WireCalls.AssertJson(Error("Api Key has expired"), exchanged.Body);
        WireCalls.AssertJson(Error("Api Key has expired"), presented.Body);
    }

    private static string Error(string message) =>
        $$$"""{"statusCode":401,"status":"Unauthorized","message":"{{{message}}}","data":null,"error":{"errorKey":"UNAUTHENTICATED","message":"{{{message}}}","data":null}}""";
}
