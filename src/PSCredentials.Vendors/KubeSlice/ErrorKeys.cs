namespace PSCredentials.Vendors.KubeSlice;

/// <summary>The words of errors. The first two and both texts are the vendor's; the other words are made in their manner.</summary>
internal static class ErrorKeys
{
    /// <summary>What a client is told whose API key has expired.</summary>
    public const string Expired = "Api Key has expired";

    /// <summary>What a client is told that is not known for any other reason.</summary>
    public const string Unauthenticated = "Unauthenticated";

    /// <summary>The key of an HTTP status.</summary>
    /// <param name="status">The status.</param>
    /// <returns>The key.</returns>
    public static string Of(int status) => status switch
    {
        400 => "BAD_PARAMETERS",
        401 => "UNAUTHENTICATED",
        403 => "FORBIDDEN",
        404 => "NOT_FOUND",
        405 => "METHOD_NOT_ALLOWED",
        408 => "REQUEST_TIMEOUT",
        409 => "CONFLICT",
        413 => "PAYLOAD_TOO_LARGE",
        429 => "TOO_MANY_REQUESTS",
        501 => "NOT_IMPLEMENTED",
        503 => "SERVICE_UNAVAILABLE",
        504 => "GATEWAY_TIMEOUT",
        _ => status < 500 ? "BAD_REQUEST" : "INTERNAL_ERROR",
    };
}
