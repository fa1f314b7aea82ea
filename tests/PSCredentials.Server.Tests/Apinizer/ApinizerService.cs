using System.Text.Json;
using PSCredentials.Server.Tests.Support;

namespace PSCredentials.Server.Tests.Apinizer;

/// <summary>One service with the project and the roles of the vendor's examples, for tests that do not disturb each other.</summary>
public sealed class ApinizerService : IAsyncLifetime
{
    internal const string Project = "MyProject";
    internal const string Password = "SecurePassword123!";
    internal const string Base = $"/apiops/projects/{Project}/credentials/";

    internal RunningService Service { get; private set; } = null!;

    internal string OwnerToken { get; private set; } = string.Empty;

    internal HttpClient Owner { get; private set; } = null!;

    /// <summary>A body in which a test says what differs.</summary>
    internal static string Body(string username, string more = "") => $$"""
        {"email":"{{username}}@example.com","fullName":"John Doe","description":"d","username":"{{username}}","password":"{{Password}}"{{more}}}
        """;

    public async ValueTask InitializeAsync()
    {
        Service = await RunningService.StartAsync();
        OwnerToken = await Service.OwnerTokenAsync();
        Owner = Service.Client("Bearer " + OwnerToken);
        await CreateProjectAsync(Project);
        foreach (string role in (string[])["API_USER", "DEVELOPER"])
        {
            await Service.Authority.Projects.CreateRoleAsync(role, string.Empty, CancellationToken.None);
        }
    }

    public ValueTask DisposeAsync() => Service.DisposeAsync();

    internal Task CreateProjectAsync(string name) => Service.Authority.Projects.CreateProjectAsync(name, string.Empty, CancellationToken.None);

    /// <summary>A password file in a project, made on the service's machine.</summary>
    internal async Task<string> CreateEnvironmentAsync(string project, string name)
    {
        string file = Path.Combine(Service.Root, $"{project}-{name}.htpasswd");
        await Service.Authority.Deployment.CreateEnvironmentAsync(
            new CredentialEnvironmentRequest { Project = project, Name = name, Kind = CredentialEnvironmentKind.Htpasswd, Target = file }, CancellationToken.None);
        return file;
    }

    internal async Task CreateAsync(string username, string more = "", string path = Base) =>
        await OkAsync(Owner, "POST", path, Body(username, more));

    internal static async Task<JsonElement> OkAsync(HttpClient client, string method, string path, string? body = null)
    {
        WireAnswer answer = await client.SendAsync(method, path, body);
        Assert.True(answer.Status == 200, answer.Body);
        Assert.True(answer.Json.GetProperty("success").GetBoolean());
        return answer.Json;
    }

    internal static async Task<JsonElement> GetAsync(HttpClient client, string username, string path = Base) =>
        (await OkAsync(client, "GET", path)).GetProperty("resultList").EnumerateArray().Single(item => item.GetProperty("username").GetString() == username);

    internal Task<WireAnswer> ExchangeAsync(string username, string password, string path = "/apiops/auth/token/") =>
        ExchangeAsync(path, new() { ["grant_type"] = "client_credentials", ["client_id"] = username, ["client_secret"] = password });

    internal async Task<WireAnswer> ExchangeAsync(string path, Dictionary<string, string> form)
    {
        using HttpClient stranger = Service.Client();
        return await stranger.SendAsync("POST", path, new FormUrlEncodedContent(form));
    }

    internal static void AssertError(WireAnswer answer, int status, string word, string description)
    {
        Assert.True(answer.Status == status, answer.Body);
        WireCalls.AssertJson(JsonSerializer.Serialize(new { error = word, error_description = description }), answer.Body);
    }
}
