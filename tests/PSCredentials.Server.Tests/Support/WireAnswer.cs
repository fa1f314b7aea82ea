using System.Text;
using System.Text.Json;

namespace PSCredentials.Server.Tests.Support;

/// <summary>An answer as it came over the wire.</summary>
internal sealed record WireAnswer(int Status, string Body, HttpResponseMessage Message)
{
    public JsonElement Json => JsonDocument.Parse(Body).RootElement;

    public static async Task<WireAnswer> OfAsync(HttpResponseMessage message) =>
        new((int)message.StatusCode, await message.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), message);
}

internal static class WireCalls
{
    /// <summary>Sends a request with a body as curl does: whatever is in it, it is said to be a form.</summary>
    public static Task<WireAnswer> SendAsync(this HttpClient client, string method, string path, string? body = null) =>
        client.SendAsync(method, path, body is null ? null : new StringContent(body, Encoding.UTF8, "application/x-www-form-urlencoded"));

    public static async Task<WireAnswer> SendAsync(this HttpClient client, string method, string path, HttpContent? body)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path) { Content = body };

        // What is refused for its size is answered before it is read: who sends it all the same may find the connection closed.
        request.Headers.ExpectContinue = body?.Headers.ContentLength > 60_000 ? true : null;
        return await WireAnswer.OfAsync(await client.SendAsync(request, TestContext.Current.CancellationToken));
    }

    /// <summary>Asserts that a body is the expected JSON, value for value.</summary>
    public static void AssertJson(string expected, string actual)
    {
        using var left = JsonDocument.Parse(expected);
        using var right = JsonDocument.Parse(actual);
        Assert.True(JsonElement.DeepEquals(left.RootElement, right.RootElement), $"expected {expected}, was {actual}");
    }
}
