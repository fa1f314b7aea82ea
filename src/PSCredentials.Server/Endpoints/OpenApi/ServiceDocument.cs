using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace PSCredentials.Server.Endpoints.OpenApi;

/// <summary>The document that describes the service, made once, when it is first asked for: endpoints do not change while it runs.</summary>
/// <param name="provider">Makes it.</param>
internal sealed class ServiceDocument([FromKeyedServices(ServiceDocument.Name)] IOpenApiDocumentProvider provider)
{
    /// <summary>What it is called.</summary>
    public const string Name = "v1";

    private readonly Lazy<Task<byte[]>> _json = new(() => WriteAsync(provider));
    private Task<byte[]>? _page;

    /// <summary>The document.</summary>
    /// <returns>JSON in UTF-8.</returns>
    public Task<byte[]> JsonAsync() => _json.Value;

    /// <summary>The document as a page.</summary>
    /// <returns>HTML in UTF-8.</returns>
    public Task<byte[]> PageAsync() => _page ??= RenderAsync();

    private async Task<byte[]> RenderAsync() => Encoding.UTF8.GetBytes(DocumentPage.Render(JsonNode.Parse(await JsonAsync())!.AsObject()));

    private static async Task<byte[]> WriteAsync(IOpenApiDocumentProvider provider)
    {
        OpenApiDocument document = await provider.GetOpenApiDocumentAsync(CancellationToken.None);
        using var stream = new MemoryStream();
        await document.SerializeAsJsonAsync(stream, OpenApiSpecVersion.OpenApi3_1, CancellationToken.None);
        return stream.ToArray();
    }
}
