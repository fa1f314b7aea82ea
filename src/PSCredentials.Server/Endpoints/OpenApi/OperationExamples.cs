using System.Text.Json.Nodes;

namespace PSCredentials.Server.Endpoints.OpenApi;

/// <summary>What an operation is sent, and what it answers.</summary>
/// <param name="Request">The body that is sent; null for none.</param>
/// <param name="Answer">The body that is answered; null for none.</param>
internal sealed record OperationExample(JsonNode? Request, JsonNode? Answer = null)
{
    /// <summary>An example from JSON.</summary>
    /// <param name="request">The body that is sent.</param>
    /// <param name="answer">The body that is answered.</param>
    /// <returns>The example.</returns>
    public static OperationExample Of(string? request, string? answer = null) =>
        new(request is null ? null : JsonNode.Parse(request), answer is null ? null : JsonNode.Parse(answer));
}

/// <summary>The examples of all operations, by method and path.</summary>
internal static class OperationExamples
{
    private static readonly Dictionary<string, OperationExample> All = new([.. ServiceExamples.All, .. VendorExamples.All], StringComparer.Ordinal);

    /// <summary>The example of an operation.</summary>
    /// <param name="method">Its method.</param>
    /// <param name="path">Its path, with names of parameters in braces.</param>
    /// <returns>The example; null where there is none.</returns>
    public static OperationExample? Find(string method, string path) => All.GetValueOrDefault($"{method} {path.TrimEnd('/')}");
}
