using System.Text.Json;
using PSCredentials.Vendors;

namespace PSCredentials.Server.Endpoints;

/// <summary>Answers with JSON in the form of a contract. Nothing that a service for credentials answers is for caches.</summary>
/// <typeparam name="T">What is answered.</typeparam>
/// <param name="value">The answer.</param>
/// <param name="status">The status.</param>
internal sealed class WireResult<T>(T value, int status = StatusCodes.Status200OK) : IResult
    where T : IWire<T>
{
    /// <inheritdoc/>
    public Task ExecuteAsync(HttpContext httpContext)
    {
        HttpResponse response = httpContext.Response;
        response.StatusCode = status;
        response.ContentType = "application/json; charset=utf-8";
        response.Headers.CacheControl = "no-store";
        return JsonSerializer.SerializeAsync(response.BodyWriter, value, T.Json, httpContext.RequestAborted);
    }
}
