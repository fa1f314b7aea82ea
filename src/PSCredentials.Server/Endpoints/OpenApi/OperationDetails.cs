using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using PSCredentials.Server.Authentication;
using PSCredentials.Server.Endpoints.Service;
using PSCredentials.Server.Errors;

namespace PSCredentials.Server.Endpoints.OpenApi;

/// <summary>Says of each operation what the endpoint's metadata tell: its query, headers, body, answers and errors, with examples.</summary>
internal sealed partial class OperationDetails(ErrorFormats formats) : IOpenApiOperationTransformer
{
    private const string Json = "application/json";

    private readonly ErrorResponses _errors = new(formats);

    /// <inheritdoc/>
    public async Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        OpenApiDocument document = context.Document!;
        IReadOnlyList<object> metadata = [.. context.Description.ActionDescriptor.EndpointMetadata];
        string method = context.Description.HttpMethod ?? HttpMethods.Get;
        string path = Decorations().Replace("/" + context.Description.RelativePath, "{$1}");
        OperationExample? example = OperationExamples.Find(method, path);
        operation.Summary ??= example?.Summary;
        if (OperationExamples.Tag(path) is { } tag)
        {
            operation.Tags = new HashSet<OpenApiTagReference> { new(tag, document) };
        }

        AddPath(document, operation, path);
        AddParameters(document, operation, metadata);
        if (metadata.OfType<BodyMetadata>().LastOrDefault() is { } body)
        {
            operation.RequestBody = new OpenApiRequestBody { Required = body.IsRequired, Content = Content(document, body.Json, example?.Request) };
        }

        else if (example?.Request is { } request)
        {
            operation.RequestBody = new OpenApiRequestBody { Required = true, Content = Content(document, request) };
        }

        operation.Responses ??= [];
        AddAnswers(document, operation.Responses, metadata, example);
        await _errors.AddAsync(document, operation.Responses, path, method, metadata);
        if (metadata.OfType<OpenToAllAttribute>().Any())
        {
            operation.Security = [];
        }
    }

    // Handlers that take the request as a whole do not name the parts of its path.
    private static void AddPath(OpenApiDocument document, OpenApiOperation operation, string path)
    {
        operation.Parameters ??= [];
        foreach (string name in path.Split('{').Skip(1).Select(part => part.Split('}')[0]))
        {
            if (!operation.Parameters.Any(parameter => parameter.In == ParameterLocation.Path && parameter.Name == name))
            {
                operation.Parameters.Add(new OpenApiParameter
                {
                    Name = name,
                    In = ParameterLocation.Path,
                    Required = true,
                    Schema = WireSchemas.Read(document, new JsonObject { ["type"] = "string" }),
                });
            }
        }
    }

    private static void AddParameters(OpenApiDocument document, OpenApiOperation operation, IReadOnlyList<object> metadata)
    {
        operation.Parameters ??= [];
        foreach (QueryParameter parameter in metadata.OfType<QueryParameters>().SelectMany(parameters => parameters.All))
        {
            operation.Parameters.Add(new OpenApiParameter
            {
                Name = parameter.Name,
                In = ParameterLocation.Query,
                Description = parameter.Description,
                Required = parameter.IsRequired,
                Explode = true,
                Style = ParameterStyle.Form,
                Schema = WireSchemas.Read(document, Schema(parameter)),
            });
        }

        if (metadata.OfType<IdempotentAttribute>().Any())
        {
            operation.Parameters.Add(Header(
                document, Idempotency.Header, "What the client calls the request, 1 to 255 visible characters: sent again within a day, it is answered the same and makes nothing twice."));
        }

        if (metadata.OfType<ConditionalAttribute>().Any())
        {
            operation.Parameters.Add(Header(document, "If-Match", "The entity tag of the record as the client knows it; the change is refused where it is another one by now."));
        }
    }

    private static OpenApiParameter Header(OpenApiDocument document, string name, string description) => new()
    {
        Name = name,
        In = ParameterLocation.Header,
        Description = description,
        Schema = WireSchemas.Read(document, new JsonObject { ["type"] = "string" }),
    };

    private static JsonObject Schema(QueryParameter parameter)
    {
        JsonObject schema = parameter.Kind switch
        {
            QueryKind.Number => new JsonObject { ["type"] = "integer", ["minimum"] = 0 },
            QueryKind.Flag => new JsonObject { ["type"] = "boolean" },
            QueryKind.Moment => new JsonObject { ["type"] = "string", ["format"] = "date-time" },
            QueryKind.Name => new JsonObject { ["type"] = "string", ["enum"] = new JsonArray([.. parameter.Names.Select(name => JsonValue.Create(name))]) },
            _ => new JsonObject { ["type"] = "string" },
        };
        return parameter.IsRepeated ? new JsonObject { ["type"] = "array", ["items"] = schema } : schema;
    }

    private static void AddAnswers(OpenApiDocument document, OpenApiResponses responses, IReadOnlyList<object> metadata, OperationExample? example)
    {
        foreach (AnswerMetadata answer in metadata.OfType<AnswerMetadata>())
        {
            // What the generator guesses where an endpoint says nothing it knows.
            responses.Remove("200");
            Dictionary<string, OpenApiMediaType> content = Content(document, answer.Json, example?.Answer);
            if (metadata.OfType<StreamMetadata>().FirstOrDefault() is { } stream)
            {
                content[Paging.StreamType] = new OpenApiMediaType { Schema = WireSchemas.Reference(document, stream.Json) };
            }

            responses[answer.Status.ToString(System.Globalization.CultureInfo.InvariantCulture)] = new OpenApiResponse
            {
                Description = XmlSummaries.Of(answer.Json.Type) ?? "Done.",
                Content = content,
            };
        }

        // Endpoints that write their answers themselves.
        if (!metadata.OfType<AnswerMetadata>().Any() && example?.Answer is { } written)
        {
            responses["200"] = new OpenApiResponse { Description = "Done.", Content = Content(document, written) };
        }

        foreach (OpenApiResponse response in responses.Values.OfType<OpenApiResponse>().Where(response => string.IsNullOrEmpty(response.Description)))
        {
            response.Description = "Done.";
        }
    }

    private static Dictionary<string, OpenApiMediaType> Content(OpenApiDocument document, JsonNode example) =>
        new() { [Json] = new OpenApiMediaType { Schema = WireSchemas.Read(document, WireSchemas.Like(example)), Example = example.DeepClone() } };

    private static Dictionary<string, OpenApiMediaType> Content(OpenApiDocument document, JsonTypeInfo json, JsonNode? example) =>
        new() { [Json] = new OpenApiMediaType { Schema = WireSchemas.Reference(document, json), Example = example?.DeepClone() } };

    // Of {**rest} and {id:int} the document has the names alone.
    [GeneratedRegex(@"\{\**([^}:?=]+)[^}]*\}")]
    private static partial Regex Decorations();
}
