using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace PSCredentials.Server.Endpoints.OpenApi;

/// <summary>What an operation is sent, and what it answers.</summary>
/// <param name="Request">The body that is sent; null for none.</param>
/// <param name="Answer">The body that is answered; null for none.</param>
/// <param name="Summary">What it does, where its endpoint does not say so itself.</param>
internal sealed record OperationExample(JsonNode? Request, JsonNode? Answer = null, string? Summary = null)
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

    private static readonly (string Part, string Tag)[] Tags =
    [
        ("/api/web/", "F5 Distributed Cloud"), ("/api/v1/api-key", "KubeSlice Manager"), ("/api/v1/auth", "KubeSlice Manager"), ("/apiops/", "Apinizer"),
        ("/v1/verify", "Verification"), ("/oauth2/", "Verification"), ("/.well-known/", "Verification"), ("/auth/", "Verification"),
        ("/health/", "Health"), ("/crl/", "Revocation"), ("/ocsp", "Revocation"), ("/ca/", "Revocation"),
    ];

    /// <summary>The example of an operation.</summary>
    /// <param name="method">Its method.</param>
    /// <param name="path">Its path, with names of parameters in braces.</param>
    /// <returns>The example; null where there is none.</returns>
    public static OperationExample? Find(string method, string path)
    {
        // The F5 contract is served under a longer path too.
        int start = path.IndexOf("/api/web/", StringComparison.Ordinal);
        return All.GetValueOrDefault($"{method} {(start > 0 ? path[start..] : path).TrimEnd('/')}");
    }

    /// <summary>What an operation belongs to, where its endpoint does not say so itself.</summary>
    /// <param name="path">Its path.</param>
    /// <returns>The tag; null where the path is none of these.</returns>
    public static string? Tag(string path) => Array.Find(Tags, tag => path.Contains(tag.Part, StringComparison.Ordinal)).Tag;

    /// <summary>The answers of operations that only say yes or no, by their status.</summary>
    /// <param name="path">The path.</param>
    /// <returns>The answers.</returns>
    public static OpenApiResponses StatusesOf(string path) => path.StartsWith("/auth/", StringComparison.Ordinal)
        ? new OpenApiResponses
        {
            ["200"] = new OpenApiResponse { Description = "It may; headers X-Credential-… say who it is." },
            ["401"] = new OpenApiResponse { Description = "Nothing good was presented." },
            ["403"] = new OpenApiResponse { Description = "What was presented is good, and not for this." },
        }
        : new OpenApiResponses { ["200"] = new OpenApiResponse { Description = "It is." }, ["503"] = new OpenApiResponse { Description = "It is not." } };
}
