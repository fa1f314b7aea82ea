using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using PSCredentials.Server.Tests.Support;

namespace PSCredentials.Server.Tests.F5Xc;

/// <summary>One service for the tests of a class; each test takes a namespace of its own.</summary>
public sealed class F5XcService : IAsyncLifetime
{
    public const string Cluster = "vk8s-product-app1";

    private readonly ShiftedClock _clock = new();
    private HttpClient _client = null!;

    internal RunningService Running { get; private set; } = null!;

    public string OwnerToken { get; private set; } = string.Empty;

    public async ValueTask InitializeAsync()
    {
        Running = await RunningService.StartAsync(_clock);
        OwnerToken = await Running.OwnerTokenAsync();
        _client = Running.Client("APIToken " + OwnerToken);
        await Running.Authority.Clusters.RegisterAsync(Cluster, new Uri("https://k8s.example.com:6443"), null, CancellationToken.None);

        // Bundles are not what most tests are about, and each would take a third of a second.
        await Running.Authority.Policy.ChangeAsync(new CredentialPolicyChange { Pkcs12Iteration = 1000 }, CancellationToken.None);
    }

    public static string NewNamespace() => $"space-{Guid.NewGuid():N}";

    /// <summary>Lets time pass for the authority.</summary>
    public void Pass(TimeSpan time) => _clock.Pass(time);

    public Task<Answer> GetAsync(string path) => SendAsync(HttpMethod.Get, path);

    public Task<Answer> PostAsync(string path, string body) => SendAsync(HttpMethod.Post, path, body);

    /// <summary>Sends a request to a path under <c>/api/web/namespaces/</c>, or to an absolute one.</summary>
    internal async Task<Answer> SendAsync(HttpMethod method, string path, string? body = null, string? authorization = null)
    {
        using var request = new HttpRequestMessage(method, path.StartsWith('/') ? path : "/api/web/namespaces/" + path);
        if (body is not null)
        {
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        }

        // What is refused for its size is answered before it is read: who sends it all the same may find the connection closed.
        request.Headers.ExpectContinue = body?.Length > 60_000 ? true : null;
        if (authorization is not null)
        {
            request.Headers.Authorization = AuthenticationHeaderValue.Parse(authorization);
        }

        using HttpResponseMessage response = await _client.SendAsync(request, TestContext.Current.CancellationToken);
        string text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return new Answer(response.StatusCode, text, response.Headers, response.Content.Headers);
    }

    /// <summary>Makes a credential and expects that to work.</summary>
    /// <returns>The data.</returns>
    public async Task<string> CreateAsync(string space, string name, string spec, int days = 1)
    {
        Answer answer = await PostAsync($"{space}/api_credentials", $$"""{"name":"{{name}}","expiration_days":{{days}},"spec":{{spec}}}""");
        return answer.Ok().GetProperty("data").GetString()!;
    }

    /// <summary>Makes a service credential and expects that to work.</summary>
    /// <returns>The data.</returns>
    public async Task<string> CreateServiceAsync(string space, string name, string choice, int days = 1)
    {
        Answer answer = await PostAsync($"{space}/service_credentials", $$"""{"name":"{{name}}","expiration_days":{{days}},{{choice}}}""");
        return answer.Ok().GetProperty("data").GetString()!;
    }

    public async ValueTask DisposeAsync() => await Running.DisposeAsync();

    private sealed class ShiftedClock : TimeProvider
    {
        private long _ticks;

        public void Pass(TimeSpan time) => Interlocked.Add(ref _ticks, time.Ticks);

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + TimeSpan.FromTicks(Interlocked.Read(ref _ticks));
    }
}

/// <summary>What was answered.</summary>
public sealed record Answer(HttpStatusCode Status, string Text, HttpResponseHeaders Headers, HttpContentHeaders ContentHeaders)
{
    public JsonElement Json => JsonElement.Parse(Text);

    /// <summary>The body of an answer that is no error.</summary>
    public JsonElement Ok()
    {
        Assert.True(Status == HttpStatusCode.OK, $"{Status}: {Text}");
        return Json;
    }

    /// <summary>The message of an error in the shape of the contract.</summary>
    public string Error(int status, int code)
    {
        Assert.True((int)Status == status, $"{Status}: {Text}");
        JsonElement error = Json;
        Assert.Equal(["code", "message", "details"], error.EnumerateObject().Select(property => property.Name));
        Assert.Equal(code, error.GetProperty("code").GetInt32());
        Assert.Equal(0, error.GetProperty("details").GetArrayLength());
        string message = error.GetProperty("message").GetString()!;
        Assert.NotEmpty(message);
        return message;
    }
}
