using System.Reflection;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Metadata;
using PSCredentials.Vendors;

namespace PSCredentials.Server.Endpoints;

/// <summary>Answers with JSON in the form of a contract. Nothing that a service for credentials answers is for caches.</summary>
/// <typeparam name="T">What is answered.</typeparam>
/// <param name="value">The answer.</param>
/// <param name="status">The status.</param>
internal sealed class WireResult<T>(T value, int status = StatusCodes.Status200OK) : IResult, IEndpointMetadataProvider
    where T : IWire<T>
{
    /// <summary>The entity tag of what is answered; null for none.</summary>
    public string? EntityTag { get; init; }

    /// <inheritdoc/>
    public Task ExecuteAsync(HttpContext httpContext)
    {
        HttpResponse response = httpContext.Response;
        response.StatusCode = status;
        response.Headers.CacheControl = "no-store";
        if (EntityTag is not null)
        {
            response.Headers.ETag = EntityTag;
            if (HttpMethods.IsGet(httpContext.Request.Method) && EntityTags.IsKnown(httpContext.Request, EntityTag))
            {
                response.StatusCode = StatusCodes.Status304NotModified;
                return Task.CompletedTask;
            }
        }

        response.ContentType = "application/json; charset=utf-8";
        return JsonSerializer.SerializeAsync(response.BodyWriter, value, T.Json, httpContext.RequestAborted);
    }

    /// <inheritdoc/>
    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder) => builder.Metadata.Add(new AnswerMetadata(StatusCodes.Status200OK, T.Json));
}
