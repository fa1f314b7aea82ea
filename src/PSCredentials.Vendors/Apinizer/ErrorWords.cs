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

    /// <summary>What a client is told of a credential whose username is another's.</summary>
    public const string Taken = "There is already a credential has this name!";

    /// <summary>What a client is told that left something out.</summary>
    /// <param name="field">What it left out: username, password, full name or email.</param>
    /// <returns>The sentence.</returns>
    public static string Empty(string field) => $"Credential {field} can not be empty!";

    /// <summary>What a client is told of a credential that is not there.</summary>
    /// <param name="username">The username as the client named it.</param>
    /// <returns>The sentence.</returns>
    public static string NoCredential(string username) => $"Credential (username: {username}) was not found!";

    /// <summary>Whether a client is told of a credential that is not there, and not of a project or anything else.</summary>
    /// <param name="text">What it is told.</param>
    /// <returns>Whether it is.</returns>
    public static bool IsNoCredential(string? text) =>
        text?.StartsWith("Credential (", StringComparison.OrdinalIgnoreCase) == true && text.Contains("was not found", StringComparison.OrdinalIgnoreCase);

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
