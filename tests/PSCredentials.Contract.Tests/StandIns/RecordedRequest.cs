using System.Text.Json;
using System.Text.Json.Nodes;

namespace PSCredentials.Contract.Tests.StandIns;

/// <summary>A request as it came in.</summary>
/// <param name="Method">The method.</param>
/// <param name="Path">The path, still escaped, without the query.</param>
/// <param name="Query">The query without its question mark.</param>
/// <param name="Headers">The headers, by names without regard to case.</param>
/// <param name="Body">The body as text.</param>
/// <param name="ArrivedAt">When it was read to its end.</param>
internal sealed record RecordedRequest(
    string Method, string Path, string Query, IReadOnlyDictionary<string, string> Headers, string Body, DateTimeOffset ArrivedAt)
{
    /// <summary>Serial number of the client certificate it came with, in upper-case hexadecimal; null without one.</summary>
    public string? CertificateSerialNumber { get; init; }

    /// <summary>The parts of the path, unescaped; a slash at the end is an empty last part.</summary>
    public string[] Segments { get; } = [.. Path.TrimStart('/').Split('/').Select(Uri.UnescapeDataString)];

    /// <summary>The whole <c>Authorization</c> header; empty where there is none.</summary>
    public string Authorization => Headers.GetValueOrDefault("Authorization", string.Empty);

    /// <summary>The body as a JSON object; null where it is none.</summary>
    public JsonObject? Json { get; } = Parse(Body);

    /// <summary>A parameter of the query; null where it is not given.</summary>
    public string? Parameter(string name) => Query.Split('&', StringSplitOptions.RemoveEmptyEntries)
        .Select(part => part.Split('=', 2))
        .Where(part => part[0] == name)
        .Select(part => Uri.UnescapeDataString(part.ElementAtOrDefault(1)?.Replace('+', ' ') ?? string.Empty))
        .FirstOrDefault();

    /// <summary>Method and path.</summary>
    public override string ToString() => $"{Method} {Path}";

    private static JsonObject? Parse(string body)
    {
        try
        {
            return body.Length == 0 ? null : JsonNode.Parse(body) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
