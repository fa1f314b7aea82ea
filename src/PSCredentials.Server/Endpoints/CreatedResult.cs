using System.Reflection;
using Microsoft.AspNetCore.Http.Metadata;
using PSCredentials.Vendors;

namespace PSCredentials.Server.Endpoints;

/// <summary>Answers with what was made, and where it is.</summary>
/// <typeparam name="T">What was made.</typeparam>
/// <param name="value">It.</param>
/// <param name="location">Its path.</param>
internal sealed class CreatedResult<T>(T value, string location) : IResult, IEndpointMetadataProvider
    where T : IWire<T>
{
    /// <summary>The entity tag of what was made; null for none.</summary>
    public string? EntityTag { get; init; }

    /// <inheritdoc/>
    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.Headers.Location = location;
        return new WireResult<T>(value, StatusCodes.Status201Created) { EntityTag = EntityTag }.ExecuteAsync(httpContext);
    }

    /// <inheritdoc/>
    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder) => builder.Metadata.Add(new AnswerMetadata(StatusCodes.Status201Created, T.Json));
}
