using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using PSCredentials.Contract.Tests.StandIns.F5Xc;

namespace PSCredentials.Contract.Tests.Faults;

/// <summary>The proxy lets go wrong what it says, and nothing else.</summary>
public sealed class FaultProxyTests
{
    [Theory]
    [InlineData(nameof(FaultKind.None), 1, "json")]
    [InlineData(nameof(FaultKind.ResetBefore), 0, null)]
    [InlineData(nameof(FaultKind.ResetAfter), 1, null)]
    [InlineData(nameof(FaultKind.ResetMidAnswer), 1, null)]
    [InlineData(nameof(FaultKind.TruncatedJson), 1, "broken")]
    [InlineData(nameof(FaultKind.MalformedJson), 1, "broken")]
    [InlineData(nameof(FaultKind.WrongContentType), 1, "json")]
    [InlineData(nameof(FaultKind.HtmlPage), 0, "page")]
    [InlineData(nameof(FaultKind.TooManyRequests), 0, "page")]
    [InlineData(nameof(FaultKind.Unavailable), 0, "page")]
    [InlineData(nameof(FaultKind.BadGateway), 1, "page")]
    [InlineData(nameof(FaultKind.GatewayTimeout), 1, "page")]
    public async Task EachFaultIsWhatItSays(string kind, int made, string? body)
    {
        await using var standIn = new F5XcStandIn();
        await standIn.StartAsync();
        await using FaultProxy proxy = await FaultProxy.StartAsync(standIn.Http);
        proxy.Plan.Next(Enum.Parse<FaultKind>(kind));
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        client.DefaultRequestHeaders.Add("Authorization", "APIToken " + standIn.Token);

        string? text = null;
        try
        {
            using HttpResponseMessage answer = await client.PostAsync(
                new Uri(proxy.Http, "api/web/namespaces/system/api_credentials"), new StringContent("""{"name":"through-the-proxy","spec":{"type":"API_TOKEN"}}"""));
            text = await answer.Content.ReadAsStringAsync();
        }
        catch (HttpRequestException)
        {
            Assert.Null(body);
        }

        Assert.Equal(made, standIn.Records.Count);
        Assert.Equal(body, text is null ? null : text.StartsWith('<') ? "page" : IsJson(text) ? "json" : "broken");
    }

    private static bool IsJson(string text)
    {
        try
        {
            JsonNode.Parse(text);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
