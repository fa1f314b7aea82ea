using System.Text;
using System.Text.Json.Nodes;

namespace PSCredentials.Contract.Tests.StandIns;

/// <summary>An answer to be sent.</summary>
/// <param name="Status">The status.</param>
/// <param name="Body">The body.</param>
internal sealed record StandInAnswer(int Status, byte[] Body)
{
    /// <summary>The type of the body.</summary>
    public string ContentType { get; init; } = "application/json";

    /// <summary>The value of <c>Retry-After</c>; null for none.</summary>
    public string? RetryAfter { get; init; }

    public static StandInAnswer Json(int status, JsonNode? body) => new(status, Encoding.UTF8.GetBytes(body?.ToJsonString() ?? "null"));

    public static StandInAnswer Html(int status, string text) =>
        new(status, Encoding.UTF8.GetBytes($"<html><head><title>{text}</title></head><body><h1>{text}</h1></body></html>")) { ContentType = "text/html" };
}
