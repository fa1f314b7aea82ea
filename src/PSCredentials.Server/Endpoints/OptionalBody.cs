using System.Reflection;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Metadata;
using PSCredentials.Vendors;

namespace PSCredentials.Server.Endpoints;

/// <summary>A body that can be left out, where everything in it can be.</summary>
/// <typeparam name="T">What it is.</typeparam>
/// <param name="Value">What was read, or the empty form.</param>
internal sealed record OptionalBody<T>(T Value) : IEndpointParameterMetadataProvider
    where T : IWire<T>, new()
{
    /// <summary>Reads the body.</summary>
    /// <param name="context">The request.</param>
    /// <returns>The body.</returns>
    /// <exception cref="JsonException">It is there, and not JSON of the expected form.</exception>
    public static async ValueTask<OptionalBody<T>?> BindAsync(HttpContext context) =>
        context.Features.Get<IHttpRequestBodyDetectionFeature>() is { CanHaveBody: true } && context.Request.ContentLength != 0
            ? new OptionalBody<T>((await Body<T>.BindAsync(context))!.Value)
            : new OptionalBody<T>(new T());

    /// <inheritdoc/>
    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) => builder.Metadata.Add(new BodyMetadata(T.Json, IsRequired: false));
}
