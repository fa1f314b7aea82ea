namespace PSCredentials.Server.Errors;

/// <summary>The HTTP status (RFC 9110) of each class of error.</summary>
internal static class HttpStatus
{
    /// <summary>The status of an error.</summary>
    /// <param name="exception">The error.</param>
    /// <returns>The status.</returns>
    public static int Of(CredentialException exception) =>
        exception.Definition == CredentialErrors.ModifiedMeanwhile ? StatusCodes.Status412PreconditionFailed
        : exception.Definition == CredentialErrors.IdempotencyKeyReused ? StatusCodes.Status422UnprocessableEntity
        : exception.Code switch
        {
            CredentialErrorCode.InvalidArgument => StatusCodes.Status400BadRequest,
            CredentialErrorCode.Unauthenticated => StatusCodes.Status401Unauthorized,
            CredentialErrorCode.PermissionDenied => StatusCodes.Status403Forbidden,
            CredentialErrorCode.NotFound => StatusCodes.Status404NotFound,
            CredentialErrorCode.AlreadyExists or CredentialErrorCode.InvalidState => StatusCodes.Status409Conflict,
            CredentialErrorCode.RateLimited => StatusCodes.Status429TooManyRequests,
            CredentialErrorCode.Unavailable => StatusCodes.Status503ServiceUnavailable,
            CredentialErrorCode.Timeout => StatusCodes.Status504GatewayTimeout,
            CredentialErrorCode.NotSupported => StatusCodes.Status501NotImplemented,
            _ => StatusCodes.Status500InternalServerError,
        };
}
