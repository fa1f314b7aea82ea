using System.Text.Json;
using PSCredentials.Server.Errors;

namespace PSCredentials.Server.Endpoints.Verification;

/// <summary>The error shape of RFC 6749, 5.2.</summary>
internal sealed class OAuthErrorFormat : IErrorFormat
{
    /// <inheritdoc/>
    public async Task WriteAsync(HttpContext context, CredentialException exception)
    {
        context.Response.ContentType = "application/json";
        await using var writer = new Utf8JsonWriter(context.Response.BodyWriter);
        writer.WriteStartObject();
        writer.WriteString("error", Code(context.Response.StatusCode));
        writer.WriteString("error_description", exception.Message);
        writer.WriteEndObject();
        await writer.FlushAsync(context.RequestAborted);
    }

    private static string Code(int status) => status switch
    {
        StatusCodes.Status401Unauthorized => "invalid_client",
        StatusCodes.Status403Forbidden => "unauthorized_client",
        StatusCodes.Status429TooManyRequests or StatusCodes.Status503ServiceUnavailable => "temporarily_unavailable",
        >= StatusCodes.Status500InternalServerError => "server_error",
        _ => "invalid_request",
    };
}
