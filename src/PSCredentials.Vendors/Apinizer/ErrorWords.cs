namespace PSCredentials.Vendors.Apinizer;

/// <summary>The words of errors. The vendor's are those of 400, 401 and 404; the others are made in their manner.</summary>
internal static class ErrorWords
{
    /// <summary>What a client is told that presents no good token.</summary>
    public const string InvalidToken = "Invalid token";

    /// <summary>What a client is told of a project that is not there, or is not its own: the two look the same.</summary>
    /// <param name="project">The project as the client named it.</param>
    /// <returns>The sentence.</returns>
    public static string NoProject(string project) => $"Project({project}) was not found or user does not have privilege to access it!";

    /// <summary>The word of an HTTP status.</summary>
    /// <param name="status">The status.</param>
    /// <returns>The word.</returns>
    public static string Of(int status) => status switch
    {
        400 => "bad_request",
        401 => "unauthorized_client",
        403 => "access_denied",
        404 => "not_found",
        405 => "method_not_allowed",
        408 => "request_timeout",
        413 => "payload_too_large",
        415 => "unsupported_media_type",
        429 => "too_many_requests",
        501 => "not_implemented",
        503 or 504 => "temporarily_unavailable",
        _ => status < 500 ? "bad_request" : "server_error",
    };
}
