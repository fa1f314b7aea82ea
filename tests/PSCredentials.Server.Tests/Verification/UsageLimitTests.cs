using System.Net;
using PSCredentials.Server.Tests.Service;
using PSCredentials.Server.Tests.Support;

namespace PSCredentials.Server.Tests.Verification;

/// <summary>Uses and rates of credentials as the service holds them.</summary>
public sealed class UsageLimitTests : IAsyncLifetime
{
    private RunningService _service = null!;
    private HttpClient _owner = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _service = await RunningService.StartAsync();
        _owner = _service.Client("APIToken " + await _service.OwnerTokenAsync());
    }

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    [Fact]
    public async Task ATokenOfTwoUsesIsAcceptedTwice()
    {
        Answer made = await _owner.PostAsync("/v1/api-credentials", new { name = "two-uses", type = "ApiToken", maximumUses = 2 });
        Assert.Equal("2 0", $"{made["maximumUses"]} {made["useCount"]}");
        using HttpClient holder = Holder(made);
        Assert.Equal(HttpStatusCode.OK, (await holder.ReadAsync("/v1/whoami")).Status);
        Assert.Equal("Valid", (await VerifyAsync(made))["reason"]);
        Answer third = await holder.ReadAsync("/v1/whoami");
        Assert.Equal((HttpStatusCode.Unauthorized, "AuthenticationRequired"), (third.Status, third.Error));
        Assert.Equal("UsedUp", (await VerifyAsync(made))["reason"]);
        Assert.Equal("2", (await _owner.ReadAsync($"/v1/api-credentials/{made["id"]}"))["useCount"]);

        Answer wrong = await _owner.PostAsync("/v1/api-credentials", new { name = "no-token", type = "ApiCertificate", bundle = false, maximumUses = 2 });
        Assert.Equal((HttpStatusCode.BadRequest, "InvalidArgument"), (wrong.Status, wrong.Error));
    }

    [Fact]
    public async Task ACredentialThatIsPresentedTooOftenIsAnswered429WithWhenToComeAgain()
    {
        Answer made = await _owner.PostAsync("/v1/api-credentials", new { name = "much-used", type = "ApiToken" });
        IssuedApiKey key = await _service.Authority.ApiKeys.CreateAsync(new ApiKeyRequest { Name = "much-used", Role = ApiKeyRole.Owner }, Cancellation);
        await _service.Authority.Projects.CreateProjectAsync("shop", string.Empty, Cancellation);
        await _service.Authority.ProjectCredentials.CreateAsync(
            new ProjectCredentialRequest { Project = "shop", Username = "ada", Email = "ada@example.com", FullName = "Ada", Password = new SecretText("a long enough password") }, Cancellation);
        using HttpClient holder = Holder(made);
        using HttpClient anonymous = _service.Client();

        // By the authority itself: whoever asks the service uses a credential too.
        await _service.Authority.Policy.ChangeAsync(new CredentialPolicyChange { VerificationsPerMinute = 2 }, Cancellation);
        await TwiceAsync(holder, HttpMethod.Get, "/v1/whoami", null);
        Answer verdict = await VerifyAsync(made);
        Assert.Equal(("RateLimited", "False"), (verdict["reason"], verdict["valid"]));
        Assert.StartsWith("PT", verdict["retryAfter"], StringComparison.Ordinal);
        await LimitedAsync(holder, HttpMethod.Get, "/auth", null);
        await TwiceAsync(anonymous, HttpMethod.Post, "/api/v1/auth", $$"""{"apiKey":"{{key.GetKey()}}"}""");
        anonymous.DefaultRequestHeaders.Authorization = new("Basic", Convert.ToBase64String("ada:a long enough password"u8));
        await TwiceAsync(anonymous, HttpMethod.Get, "/auth", null);
        anonymous.DefaultRequestHeaders.Authorization = null;
        using HttpResponseMessage token = await anonymous.PostAsync(
            "/auth/token",
            new FormUrlEncodedContent([new("grant_type", "client_credentials"), new("client_id", "ada"), new("client_secret", "a long enough password")]),
            Cancellation);
        Assert.Equal(HttpStatusCode.TooManyRequests, token.StatusCode);
        Assert.NotNull(token.Headers.RetryAfter);
    }

    private HttpClient Holder(Answer issued) => _service.Client("APIToken " + TokenOf(issued));

    private static string? TokenOf(Answer issued) => issued.Json.GetProperty("secret").GetProperty("token").GetString();

    private Task<Answer> VerifyAsync(Answer issued) => _owner.PostAsync("/v1/verify", new { token = TokenOf(issued) });

    private static async Task TwiceAsync(HttpClient client, HttpMethod method, string path, string? body)
    {
        for (int i = 0; i < 2; i++)
        {
            Assert.Equal(HttpStatusCode.OK, (await client.SendAsync(method, path, body)).Status);
        }

        await LimitedAsync(client, method, path, body);
    }

    private static async Task LimitedAsync(HttpClient client, HttpMethod method, string path, string? body)
    {
        Answer refused = await client.SendAsync(method, path, body);
        Assert.Equal((HttpStatusCode)429, refused.Status);
        Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 30);
    }
}
