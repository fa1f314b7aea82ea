using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using PSCredentials.Server.Tests.Support;

namespace PSCredentials.Server.Tests.Service;

/// <summary>One service for the tests of a class, with the owner's client; each test works in namespaces, workspaces and projects of its own.</summary>
public sealed class ServiceFixture : IAsyncLifetime
{
    private RunningService? _service;
    private int _number;

    internal RunningService Service => _service!;

    internal HttpClient Owner { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        _service = await RunningService.StartAsync();
        Owner = Service.Client("APIToken " + await Service.OwnerTokenAsync());
    }

    public ValueTask DisposeAsync() => _service?.DisposeAsync() ?? ValueTask.CompletedTask;

    /// <summary>A name that no other test has.</summary>
    internal string Unique(string name) => $"{name}-{Interlocked.Increment(ref _number)}";

    /// <summary>A client of a user with a role in one namespace.</summary>
    internal async Task<HttpClient> UserAsync(string user, CredentialScopeType type, string scope, CredentialRightRole role) =>
        Service.Client("APIToken " + await Service.TokenAsync(user, new CredentialRight { ScopeType = type, Scope = scope, Role = role }));
}

/// <summary>An answer, read.</summary>
internal sealed record Answer(HttpStatusCode Status, HttpResponseHeaders Headers, string Text)
{
    public JsonElement Json => JsonDocument.Parse(Text).RootElement;

    public string? Tag => Headers.ETag?.Tag;

    public string this[string name] => Json.GetProperty(name).ToString();

    public string Error => this["errorId"];
}

internal static class Requests
{
    public static Task<Answer> ReadAsync(this HttpClient client, string path, params (string Name, string Value)[] headers) =>
        client.SendAsync(HttpMethod.Get, path, null, headers);

    public static Task<Answer> PostAsync(this HttpClient client, string path, object? body = null, params (string Name, string Value)[] headers) =>
        client.SendAsync(HttpMethod.Post, path, body, headers);

    public static Task<Answer> PatchAsync(this HttpClient client, string path, object body, params (string Name, string Value)[] headers) =>
        client.SendAsync(HttpMethod.Patch, path, body, headers);

    public static Task<Answer> RemoveAsync(this HttpClient client, string path, params (string Name, string Value)[] headers) =>
        client.SendAsync(HttpMethod.Delete, path, null, headers);

    public static async Task<Answer> SendAsync(this HttpClient client, HttpMethod method, string path, object? body, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null)
        {
            request.Content = body is string text ? new StringContent(text, Encoding.UTF8, "application/json") : JsonContent.Create(body);
        }

        // What is refused for its size is answered before it is read: who sends it all the same may find the connection closed.
        request.Headers.ExpectContinue = request.Content is { } content && (await content.ReadAsByteArrayAsync()).Length > 60_000 ? true : null;
        foreach ((string name, string value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using HttpResponseMessage response = await client.SendAsync(request, TestContext.Current.CancellationToken);
        return new Answer(response.StatusCode, response.Headers, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }
}
