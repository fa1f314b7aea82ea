using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using PSCredentials.Server.Authentication;

namespace PSCredentials.Server.Endpoints.OpenApi;

/// <summary>Says of the whole service what it is and how to present a credential, and lists what is served whatever the method.</summary>
internal sealed class DocumentDetails : IOpenApiDocumentTransformer
{
    private static readonly (string Name, OpenApiSecurityScheme Scheme)[] Schemes =
    [
        ("apiToken", new()
        {
            Type = SecuritySchemeType.ApiKey, In = ParameterLocation.Header, Name = "Authorization",
            Description = "`Authorization: APIToken` and a token of the authority.",
        }),
        ("bearer", new() { Type = SecuritySchemeType.Http, Scheme = "bearer", Description = "A token of the authority, or an access token (JWT) that it granted." }),
        ("apiKey", new() { Type = SecuritySchemeType.ApiKey, In = ParameterLocation.Header, Name = "X-API-Key", Description = "An API key." }),
        ("clientCertificate", new() { Type = SecuritySchemeType.MutualTLS, Description = "A client certificate that the authority issued." }),
    ];

    /// <inheritdoc/>
    public Task TransformAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        document.Info = new OpenApiInfo
        {
            Title = "PSCredentials",
            Version = typeof(DocumentDetails).Assembly.GetName().Version?.ToString(3) ?? "0",
            Description = "An authority for API credentials: it issues, renews, rotates, revokes and verifies tokens, client certificates, kubeconfigs, API keys and project "
                + "credentials, by an API of its own and by the contracts of three vendors.",
        };
        document.Servers = [new OpenApiServer { Url = "/" }];
        foreach ((string name, OpenApiSecurityScheme scheme) in Schemes)
        {
            document.AddComponent(name, scheme);
        }

        document.Security = [.. Schemes.Select(scheme => new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(scheme.Name, document)] = [] })];
        AddUndescribed(document, context.ApplicationServices.GetRequiredService<EndpointDataSource>());
        document.Tags = new HashSet<OpenApiTag>(Tags(document).Order(StringComparer.Ordinal).Select(name => new OpenApiTag { Name = name }));
        return Task.CompletedTask;
    }

    private static IEnumerable<string> Tags(OpenApiDocument document) => (document.Paths ?? []).Values
        .SelectMany(path => path.Operations ?? [])
        .SelectMany(operation => operation.Value.Tags ?? new HashSet<OpenApiTagReference>())
        .Select(tag => tag.Reference.Id!)
        .Distinct();

    // The generator knows of handlers that are methods, for methods that are named; what a proxy asks comes with any method, and health is written by hand.
    private static void AddUndescribed(OpenApiDocument document, EndpointDataSource endpoints)
    {
        document.Paths ??= [];
        foreach (RouteEndpoint endpoint in endpoints.Endpoints.OfType<RouteEndpoint>().Where(endpoint => !document.Paths.ContainsKey(PathOf(endpoint))))
        {
            string path = PathOf(endpoint);
            document.Paths[path] = new OpenApiPathItem
            {
                Operations = (endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? [HttpMethods.Get]).ToDictionary(
                    method => HttpMethod.Parse(method), method => Undescribed(document, method, path, endpoint)),
            };
        }
    }

    private static OpenApiOperation Undescribed(OpenApiDocument document, string method, string path, RouteEndpoint endpoint) => new()
    {
        Summary = OperationExamples.Find(method, path)?.Summary,
        Tags = new HashSet<OpenApiTagReference> { new(OperationExamples.Tag(path) ?? "Others", document) },
        Parameters =
        [
            .. endpoint.RoutePattern.Parameters.Select(parameter => new OpenApiParameter
            {
                Name = parameter.Name, In = ParameterLocation.Path, Required = true, Schema = new OpenApiSchema { Type = JsonSchemaType.String },
            }),
        ],
        Security = endpoint.Metadata.GetMetadata<OpenToAllAttribute>() is null ? null : [],
        Responses = OperationExamples.StatusesOf(path),
    };

    /// <summary>The path of an endpoint as the document writes it.</summary>
    /// <param name="endpoint">The endpoint.</param>
    /// <returns>The path.</returns>
    public static string PathOf(RouteEndpoint endpoint) => "/" + string.Join('/', endpoint.RoutePattern.PathSegments.Select(segment => string.Concat(segment.Parts.Select(part => part switch
    {
        Microsoft.AspNetCore.Routing.Patterns.RoutePatternParameterPart parameter => $"{{{parameter.Name}}}",
        Microsoft.AspNetCore.Routing.Patterns.RoutePatternLiteralPart literal => literal.Content,
        Microsoft.AspNetCore.Routing.Patterns.RoutePatternSeparatorPart separator => separator.Content,
        _ => string.Empty,
    }))));
}
