using System.Text.Json;
using Microsoft.Extensions.Primitives;
using PSCredentials.Server.Limits;
using PSCredentials.Server.Telemetry;

namespace PSCredentials.Server.Errors;

/// <summary>Answers what goes wrong in the shape of the family that was asked. Nothing of an unexpected fault reaches the caller but a number to ask about.</summary>
internal sealed partial class ErrorStep(RequestDelegate next, ErrorFormats formats, ServiceMeter meter, ILogger<ErrorStep> log)
{
    /// <summary>Runs the step.</summary>
    /// <param name="context">The request.</param>
    /// <returns>A task that completes with the request.</returns>
    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);
            if (!context.Response.HasStarted && context.GetEndpoint() is null && context.Response.StatusCode == StatusCodes.Status404NotFound)
            {
                await WriteAsync(context, new CredentialException(CredentialErrors.NotFound, "There is nothing at this path."), StatusCodes.Status404NotFound);
            }
            else if (!context.Response.HasStarted && context.Response is { StatusCode: StatusCodes.Status405MethodNotAllowed, ContentLength: null or 0 })
            {
                StringValues allowed = context.Response.Headers.Allow;
                var error = new CredentialException(CredentialErrors.NotSupported, $"This path has no method {context.Request.Method}; it has {allowed}.");
                await WriteAsync(context, error, StatusCodes.Status405MethodNotAllowed, allowed);
            }
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // Nobody is there to be answered.
        }
        catch (Exception exception) when (!context.Response.HasStarted)
        {
            (CredentialException error, int status) = Translate(context, exception);
            await WriteAsync(context, error, status);
        }
    }

    private (CredentialException Error, int Status) Translate(HttpContext context, Exception exception)
    {
        switch (exception)
        {
            case CredentialException { Code: not (CredentialErrorCode.Internal or CredentialErrorCode.StoreCorrupt) } known:
                return (known, HttpStatus.Of(known));
            case BadHttpRequestException bad:
                return (CredentialException.Invalid("The request", Describe(bad)), bad.StatusCode);
            case JsonException json:
                return (CredentialException.Invalid("The body", Describe(json)), StatusCodes.Status400BadRequest);
            default:
                LogFault(exception, context.TraceIdentifier);
                return (
                    new CredentialException(CredentialErrors.Internal, $"The service met a fault; its log knows it as {context.TraceIdentifier}."),
                    StatusCodes.Status500InternalServerError);
        }
    }

    private async Task WriteAsync(HttpContext context, CredentialException error, int status, StringValues allowed = default)
    {
        context.Response.Clear();
        context.Response.Headers.Allow = allowed;
        context.Response.StatusCode = status;
        meter.CountRefusal(error);
        context.Response.Headers.CacheControl = "no-store";
        if (status == StatusCodes.Status401Unauthorized)
        {
            // RFC 9110, 11.6.1: whoever is refused hears how to present something.
            context.Response.Headers.WWWAuthenticate = "Bearer, APIToken";
        }

        if (status is StatusCodes.Status429TooManyRequests or StatusCodes.Status503ServiceUnavailable)
        {
            context.Response.Headers.RetryAfter = RetryHint.Of(context);
        }

        await formats.Of(context).WriteAsync(context, error);
    }

    // The parser's own messages can quote the body, in which a secret may stand.
    private static string Describe(JsonException json) =>
        json.Path is { Length: > 1 } path
            ? $"is not what is expected at '{VisiblePath(path)}'."
            : "is not well-formed JSON of the expected form.";

    private static string Describe(BadHttpRequestException bad) => bad.StatusCode switch
    {
        StatusCodes.Status413PayloadTooLarge => "has a body that is too large.",
        StatusCodes.Status415UnsupportedMediaType => "has a body that is not application/json.",
        StatusCodes.Status408RequestTimeout => "took too long to arrive.",
        _ => "is malformed.",
    };

    private static string VisiblePath(string path) =>
        new([.. path.Take(200).Select(character => char.IsControl(character) || char.IsSurrogate(character) ? '?' : character)]);

    [LoggerMessage(LogLevel.Error, "A request met a fault: {Request}")]
    private partial void LogFault(Exception exception, string request);
}
