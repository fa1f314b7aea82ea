using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

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
        document.Tags = new HashSet<OpenApiTag>(Tags(document).Order(StringComparer.Ordinal).Select(name => new OpenApiTag { Name = name }));
        AddAnyMethod(document, context.ApplicationServices.GetRequiredService<EndpointDataSource>());
        return Task.CompletedTask;
    }

    private static IEnumerable<string> Tags(OpenApiDocument document) => (document.Paths ?? []).Values
        .SelectMany(path => path.Operations ?? [])
        .SelectMany(operation => operation.Value.Tags ?? new HashSet<OpenApiTagReference>())
        .Select(tag => tag.Reference.Id!)
        .Append("Verification")
        .Distinct();

    // What a proxy asks comes with the method of the request that the proxy got, and is mapped for all of them.
    private static void AddAnyMethod(OpenApiDocument document, EndpointDataSource endpoints)
    {
        document.Paths ??= [];
        foreach (RouteEndpoint endpoint in endpoints.Endpoints.OfType<RouteEndpoint>().Where(endpoint => endpoint.Metadata.GetMetadata<IHttpMethodMetadata>() is null))
        {
            string path = PathOf(endpoint);
            IOpenApiParameter[] parameters =
            [
                .. endpoint.RoutePattern.Parameters.Select(parameter => new OpenApiParameter
                {
                    Name = parameter.Name, In = ParameterLocation.Path, Required = true, Schema = new OpenApiSchema { Type = JsonSchemaType.String },
                }),
            ];
            document.Paths[path] = new OpenApiPathItem
            {
                Operations = new Dictionary<HttpMethod, OpenApiOperation>
                {
                    [HttpMethod.Get] = new()
                    {
                        Summary = "Decides for a proxy whether a request may pass; every method is answered alike.",
                        Tags = new HashSet<OpenApiTagReference> { new("Verification", document) },
                        Parameters = parameters,
                        Security = [],
                        Responses = new OpenApiResponses
                        {
                            ["200"] = new OpenApiResponse { Description = "It may; headers X-Credential-… say who it is." },
                            ["401"] = new OpenApiResponse { Description = "Nothing good was presented." },
                            ["403"] = new OpenApiResponse { Description = "What was presented is good, and not for this." },
                        },
                    },
                },
            };
        }
    }

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
