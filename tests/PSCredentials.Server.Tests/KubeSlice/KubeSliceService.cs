using System.Globalization;
using System.Text.Json;
using PSCredentials.Server.Tests.Support;

namespace PSCredentials.Server.Tests.KubeSlice;

/// <summary>One service for tests that do not disturb each other: each takes workspaces of its own.</summary>
public sealed class KubeSliceService : IAsyncLifetime
{
    internal const string Keys = "/api/v1/api-key";
    internal const string Exchange = "/api/v1/auth";

    internal RunningService Service { get; private set; } = null!;

    internal string OwnerToken { get; private set; } = string.Empty;

    internal HttpClient Owner { get; private set; } = null!;

    internal static string Today(int daysLater = 0) => DateTime.UtcNow.AddDays(daysLater).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    internal static string Creation(string name, string role, string workspace) =>
        JsonSerializer.Serialize(new { name, role, validUntil = Today(30), workspaceName = workspace });

    internal static string Presented(string key) => JsonSerializer.Serialize(new { apiKey = key });

    public async ValueTask InitializeAsync()
    {
        Service = await RunningService.StartAsync();
        OwnerToken = await Service.OwnerTokenAsync();
        Owner = Service.Client("APIToken " + OwnerToken);
    }

    public ValueTask DisposeAsync() => Service.DisposeAsync();

    internal Task<string> CreateAsync(string name, string role, string workspace) => CreateAsync(Owner, Creation(name, role, workspace));

    internal static async Task<string> CreateAsync(HttpClient client, string body)
    {
        WireAnswer answer = await client.SendAsync("POST", Keys, body);
        Assert.True(answer.Status == 200, answer.Body);
        return answer.Json.GetProperty("data").GetProperty("apiKey").GetString()!;
    }

    /// <summary>Exchanges a key, and takes its token for all requests.</summary>
    internal async Task<HttpClient> ClientAsync(string key)
    {
        using HttpClient stranger = Service.Client();
        WireAnswer answer = await stranger.SendAsync("POST", Exchange, Presented(key));
        Assert.True(answer.Status == 200, answer.Body);
        return Service.Client("Bearer " + answer.Json.GetProperty("data").GetProperty("token").GetString());
    }

    internal static async Task<JsonElement[]> ListAsync(HttpClient client, string query = "")
    {
        WireAnswer answer = await client.SendAsync("GET", $"{Keys}/list{query}");
        Assert.True(answer.Status == 200, answer.Body);
        return [.. answer.Json.GetProperty("data").GetProperty("data").EnumerateArray()];
    }
}
