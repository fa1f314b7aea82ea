using PSCredentials.Server.Authentication;

namespace PSCredentials.Server.Endpoints.OpenApi;

/// <summary>What describes the service itself: an OpenAPI document made from its endpoints, and a page to read it. Both say nothing that is not in the guides, and are open to all.</summary>
internal sealed class OpenApiFamily : EndpointFamily
{
    private const string DocumentPath = "/openapi/v1.json";
    private const string PagePath = "/openapi";

    /// <inheritdoc/>
    public override void AddServices(IServiceCollection services) => services
        .AddSingleton<ServiceDocument>()
        .AddOpenApi(ServiceDocument.Name, options =>
        {
            options.AddOperationTransformer<OperationDetails>();
            options.AddDocumentTransformer<DocumentDetails>();
        });

    /// <inheritdoc/>
    public override void Map(IEndpointRouteBuilder routes)
    {
        RouteGroupBuilder group = routes.MapGroup(string.Empty).WithTags("Description").WithMetadata(new OpenToAllAttribute());
        group.MapGet(DocumentPath, DocumentAsync).WithSummary("This document.");
        group.MapGet(PagePath, PageAsync).WithSummary("This document as a page to read.");
    }

    private static async Task<IResult> DocumentAsync(ServiceDocument document, HttpResponse response)
    {
        response.Headers.CacheControl = "public, max-age=300";
        return Results.Bytes(await document.JsonAsync(), "application/json");
    }

    private static async Task<IResult> PageAsync(ServiceDocument document, HttpResponse response)
    {
        response.Headers.CacheControl = "public, max-age=300";
        response.Headers.ContentSecurityPolicy = DocumentPage.SecurityPolicy;
        response.Headers.XContentTypeOptions = "nosniff";
        return Results.Bytes(await document.PageAsync(), "text/html; charset=utf-8");
    }
}
