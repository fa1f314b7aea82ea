using System.Text.Json.Serialization.Metadata;

namespace PSCredentials.Server.Endpoints;

/// <summary>Says what the body of a request to an endpoint is.</summary>
/// <param name="Json">Its form.</param>
/// <param name="IsRequired">Whether there has to be one.</param>
internal sealed record BodyMetadata(JsonTypeInfo Json, bool IsRequired = true);

/// <summary>Says what an endpoint answers.</summary>
/// <param name="Status">The status.</param>
/// <param name="Json">The form of the body.</param>
internal sealed record AnswerMetadata(int Status, JsonTypeInfo Json);
