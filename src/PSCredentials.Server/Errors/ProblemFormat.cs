using System.Text.Json;

namespace PSCredentials.Server.Errors;

/// <summary>Problem details (RFC 9457), the error shape of the service's own API.</summary>
internal sealed class ProblemFormat : IErrorFormat
{
    /// <inheritdoc/>
    public async Task WriteAsync(HttpContext context, CredentialException exception)
    {
        context.Response.ContentType = "application/problem+json";
        await using var writer = new Utf8JsonWriter(context.Response.BodyWriter);
        writer.WriteStartObject();
        writer.WriteString("type", "about:blank");
        writer.WriteString("title", Microsoft.AspNetCore.WebUtilities.ReasonPhrases.GetReasonPhrase(context.Response.StatusCode));
        writer.WriteNumber("status", context.Response.StatusCode);
        writer.WriteString("detail", exception.Message);
        writer.WriteString("errorId", exception.ErrorId);
        writer.WriteString("recommendedAction", exception.Definition.RecommendedAction);
        writer.WriteEndObject();
        await writer.FlushAsync(context.RequestAborted);
    }
}
