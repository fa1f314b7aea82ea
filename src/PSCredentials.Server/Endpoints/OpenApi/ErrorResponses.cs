using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using PSCredentials.Server.Authentication;
using PSCredentials.Server.Endpoints.Service;
using PSCredentials.Server.Errors;

namespace PSCredentials.Server.Endpoints.OpenApi;

/// <summary>The errors that an endpoint can answer, in the shape of its family: each example is what the family's own format writes.</summary>
internal sealed class ErrorResponses(ErrorFormats formats)
{
    private static readonly (int Status, CredentialErrorDefinition Definition, string Message)[] Errors =
    [
        (StatusCodes.Status400BadRequest, CredentialErrors.InvalidArgument, "Name is empty; 6 to 1024 characters are allowed."),
        (StatusCodes.Status401Unauthorized, CredentialErrors.AuthenticationRequired, "No credential was presented."),
        (StatusCodes.Status403Forbidden, CredentialErrors.NotAuthorized, "The caller may not do this; what it takes is Manage in Namespace 'bakery'."),
        (StatusCodes.Status404NotFound, CredentialErrors.NotFound, "There is no credential 'bakery/oven-token'."),
        (StatusCodes.Status409Conflict, CredentialErrors.AlreadyExists, "There is already a credential 'oven-token' in namespace 'bakery'."),
        (StatusCodes.Status412PreconditionFailed, CredentialErrors.ModifiedMeanwhile, "The entity tag in If-Match is not that of the record."),
        (StatusCodes.Status422UnprocessableEntity, CredentialErrors.IdempotencyKeyReused, "This idempotency key was used for another request within the last day."),
        (StatusCodes.Status429TooManyRequests, CredentialErrors.TooManyRequests, "Too many requests wait."),
        (StatusCodes.Status503ServiceUnavailable, CredentialErrors.StoreBusy, "Another process holds the store for too long."),
    ];

    /// <summary>Adds the errors of an endpoint.</summary>
    /// <param name="document">The document, whose components they become.</param>
    /// <param name="responses">The answers of the endpoint.</param>
    /// <param name="path">Its path.</param>
    /// <param name="method">Its method.</param>
    /// <param name="metadata">What is known of it.</param>
    /// <returns>A task that completes when they are there.</returns>
    public async Task AddAsync(OpenApiDocument document, OpenApiResponses responses, string path, string method, IReadOnlyList<object> metadata)
    {
        var context = new DefaultHttpContext { Request = { Path = path, Method = method } };
        IErrorFormat format = metadata.OfType<IErrorFormat>().LastOrDefault() ?? formats.Of(context);
        foreach ((int status, CredentialErrorDefinition definition, string message) in Errors.Where(error => Fits(error.Status, method, metadata)))
        {
            string name = $"{format.GetType().Name.Replace("ErrorFormat", string.Empty, StringComparison.Ordinal).Replace("Format", string.Empty, StringComparison.Ordinal)}{status}";
            if (document.Components?.Responses?.ContainsKey(name) != true)
            {
                document.AddComponent(name, await WriteAsync(document, format, status, new CredentialException(definition, message)));
            }

            responses[status.ToString(System.Globalization.CultureInfo.InvariantCulture)] = new OpenApiResponseReference(name, document);
        }
    }

    private static bool Fits(int status, string method, IReadOnlyList<object> metadata) => status switch
    {
        StatusCodes.Status401Unauthorized or StatusCodes.Status403Forbidden => !metadata.OfType<OpenToAllAttribute>().Any(),
        StatusCodes.Status409Conflict => method != HttpMethods.Get,
        StatusCodes.Status412PreconditionFailed => metadata.OfType<ConditionalAttribute>().Any(),
        StatusCodes.Status422UnprocessableEntity => metadata.OfType<IdempotentAttribute>().Any(),
        _ => true,
    };

    private static async Task<OpenApiResponse> WriteAsync(OpenApiDocument document, IErrorFormat format, int status, CredentialException error)
    {
        using var body = new MemoryStream();
        var context = new DefaultHttpContext { Response = { StatusCode = status, Body = body } };
        await format.WriteAsync(context, error);
        await context.Response.BodyWriter.FlushAsync();
        var response = new OpenApiResponse { Description = Microsoft.AspNetCore.WebUtilities.ReasonPhrases.GetReasonPhrase(context.Response.StatusCode) };
        if (body.Length > 0)
        {
            JsonNode example = JsonNode.Parse(body.ToArray())!;
            response.Content = new Dictionary<string, OpenApiMediaType>
            {
                [context.Response.ContentType!.Split(';')[0]] = new() { Schema = WireSchemas.Read(document, WireSchemas.Like(example)), Example = example },
            };
        }

        return response;
    }
}
