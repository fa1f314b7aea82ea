using System.Net;

namespace PSCredentials.Vendors.Http;

/// <summary>What a status means where nothing says it closer: the error table's own mapping (RFC 9110), read backwards.</summary>
internal static class StatusErrors
{
    /// <summary>The error of a status.</summary>
    public static CredentialErrorDefinition Of(HttpStatusCode status) => status switch
    {
        HttpStatusCode.Unauthorized => CredentialErrors.AuthenticationRequired,
        HttpStatusCode.Forbidden => CredentialErrors.NotAuthorized,
        HttpStatusCode.NotFound or HttpStatusCode.Gone => CredentialErrors.NotFound,
        HttpStatusCode.Conflict => CredentialErrors.InvalidState,
        HttpStatusCode.PreconditionFailed => CredentialErrors.ModifiedMeanwhile,
        HttpStatusCode.TooManyRequests => CredentialErrors.TooManyRequests,
        HttpStatusCode.NotImplemented => CredentialErrors.NotSupported,
        HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable => CredentialErrors.ServiceOverloaded,
        HttpStatusCode.RequestTimeout or HttpStatusCode.GatewayTimeout => CredentialErrors.RequestTimedOut,
        _ when (int)status is >= 400 and < 500 => CredentialErrors.InvalidArgument,
        _ when (int)status >= 500 => CredentialErrors.Internal,
        _ => CredentialErrors.AnswerNotUnderstood,
    };

    /// <summary>The error of an answer, with the authority's own text where it has one.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="definition">What is known of it; null takes the status's.</param>
    /// <param name="text">The authority's text.</param>
    public static CredentialException Error(RemoteAnswer answer, CredentialErrorDefinition? definition = null, string? text = null) =>
        new(
            definition ?? Of(answer.Status),
            string.IsNullOrWhiteSpace(text) ? $"{answer.Request} was answered {(int)answer.Status} without a reason." : text.Trim());
}
