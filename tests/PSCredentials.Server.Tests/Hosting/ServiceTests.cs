using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using PSCredentials.Server.Tests.Support;

namespace PSCredentials.Server.Tests.Hosting;

public sealed class ServiceTests
{
    [Fact]
    public async Task AnOwnerIsKnownByToken()
    {
        await using RunningService service = await RunningService.StartAsync();
        using HttpClient client = service.Client("APIToken " + await service.OwnerTokenAsync());

        JsonElement answer = await client.GetFromJsonAsync<JsonElement>("/v1/whoami", TestContext.Current.CancellationToken);

        Assert.Equal("owner", answer.GetProperty("name").GetString());
    }

    [Fact]
    public async Task WhoPresentsNothingIsToldSoAsAProblem()
    {
        await using RunningService service = await RunningService.StartAsync();
        using HttpClient client = service.Client();

        using HttpResponseMessage answer = await client.GetAsync("/v1/whoami", TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        JsonElement problem = await answer.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        Assert.Equal("AuthenticationRequired", problem.GetProperty("errorId").GetString());
    }

    [Fact]
    public async Task PlainHttpDoesNotServeWhatNeedsASecret()
    {
        await using RunningService service = await RunningService.StartAsync();
        using var client = new HttpClient { BaseAddress = service.Http };

        using HttpResponseMessage answer = await client.GetAsync("/v1/whoami", TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Theory]
    [InlineData("APIToken psc_api_nothing")]
    [InlineData("Bearer x.y.z")]
    [InlineData("Basic YWRhOnB3")]
    [InlineData("Nonsense")]
    [InlineData("ApiKey 00000000-0000-0000-0000-000000000000")]
    public async Task WhatIsNoCredentialOfTheAuthorityIsRefused(string authorization)
    {
        await using RunningService service = await RunningService.StartAsync();
        using HttpClient client = service.Client();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/whoami");
        request.Headers.TryAddWithoutValidation("Authorization", authorization);

        using HttpResponseMessage answer = await client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }
}
