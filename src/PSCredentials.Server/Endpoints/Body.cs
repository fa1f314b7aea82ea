using System.Reflection;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Metadata;
using PSCredentials.Vendors;

namespace PSCredentials.Server.Endpoints;

/// <summary>The body of a request, read as JSON whatever its content type says: contract 2's examples send none. Its size is the listener's to limit.</summary>
/// <typeparam name="T">What it is.</typeparam>
/// <param name="Value">What was read.</param>
internal sealed record Body<T>(T Value) : IEndpointParameterMetadataProvider
    where T : IWire<T>
{
    /// <summary>Reads the body.</summary>
    /// <param name="context">The request.</param>
    /// <returns>The body.</returns>
    /// <exception cref="JsonException">It is not JSON of the expected form.</exception>
    public static async ValueTask<Body<T>?> BindAsync(HttpContext context) =>
        await JsonSerializer.DeserializeAsync(context.Request.BodyReader, T.Json, context.RequestAborted) is { } value
            ? new Body<T>(value)
            : throw CredentialException.Invalid("The body", "is null; an object is expected.");

    /// <inheritdoc/>
    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) => builder.Metadata.Add(new BodyMetadata(T.Json));
}
