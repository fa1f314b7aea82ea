using PSCredentials.Server.Errors;
using PSCredentials.Vendors.F5Xc;

namespace PSCredentials.Server.Endpoints.F5Xc;

/// <summary>Errors as contract 1 tells them: with the code that gRPC gives the status.</summary>
internal sealed class F5XcErrorFormat : IErrorFormat
{
    /// <inheritdoc/>
    public Task WriteAsync(HttpContext context, CredentialException exception) => context.Response.WriteAsJsonAsync(
        new ErrorResponse(CodeOf(context.Response.StatusCode), exception.Message, []), F5XcJson.TypeOf<ErrorResponse>(), cancellationToken: context.RequestAborted);

    /// <summary>The gRPC code of a status: those of the contract, and the nearest ones for the rest.</summary>
    internal static int CodeOf(int status) => status switch
    {
        StatusCodes.Status401Unauthorized => 16,
        StatusCodes.Status403Forbidden => 7,
        StatusCodes.Status404NotFound => 5,
        StatusCodes.Status409Conflict => 6,
        StatusCodes.Status412PreconditionFailed => 9,
        StatusCodes.Status429TooManyRequests => 8,
        StatusCodes.Status405MethodNotAllowed or StatusCodes.Status501NotImplemented => 12,
        StatusCodes.Status503ServiceUnavailable => 14,
        StatusCodes.Status408RequestTimeout or StatusCodes.Status504GatewayTimeout => 4,
        >= StatusCodes.Status500InternalServerError => 13,
        _ => 3,
    };
}
