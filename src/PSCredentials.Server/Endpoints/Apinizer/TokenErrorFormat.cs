using PSCredentials.Server.Errors;
using PSCredentials.Vendors.Apinizer;

namespace PSCredentials.Server.Endpoints.Apinizer;

/// <summary>Errors of the token's endpoint, in the words of RFC 6749, 5.2.</summary>
internal sealed class TokenErrorFormat : IErrorFormat
{
    /// <summary>The one there is.</summary>
    public static TokenErrorFormat Instance { get; } = new();

    /// <inheritdoc/>
    public Task WriteAsync(HttpContext context, CredentialException exception)
    {
        int status = context.Response.StatusCode;
        (int wireStatus, string word) = exception.Code switch
        {
            CredentialErrorCode.Unauthenticated => (StatusCodes.Status401Unauthorized, "invalid_client"),
            CredentialErrorCode.NotSupported => (StatusCodes.Status400BadRequest, "unsupported_grant_type"),
            CredentialErrorCode.InvalidArgument => (status, "invalid_request"),
            _ => (status, ErrorWords.Of(status)),
        };
        if (wireStatus == StatusCodes.Status401Unauthorized)
        {
            context.Response.Headers.WWWAuthenticate = "Basic realm=\"token\", charset=\"UTF-8\"";
        }

        context.Response.Headers.Pragma = "no-cache";
        return new WireResult<ErrorAnswer>(new ErrorAnswer(word, exception.Message), wireStatus).ExecuteAsync(context);
    }
}
