using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PSCredentials.Server.Tests.Support;

namespace PSCredentials.Server.Tests.Clients;

/// <summary>Stands between a client and the service, and cuts the connection of chosen requests after the service has done them, or answers in its place.</summary>
internal sealed class CuttingProxy : IAsyncDisposable
{
    private readonly WebApplication _proxy;
    private readonly HttpClient _service;

    private CuttingProxy(WebApplication proxy, HttpClient service)
    {
        _proxy = proxy;
        _service = service;
    }

    public Uri Address => new(_proxy.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());

    /// <summary>What came through, as method and path.</summary>
    public ConcurrentQueue<string> Seen { get; } = new();

    /// <summary>How many more requests that match lose their answer.</summary>
    public int Cuts { get; set; }

    /// <summary>Which requests can lose their answer.</summary>
    public Func<HttpRequest, bool> Matches { get; set; } = request => !HttpMethods.IsGet(request.Method);

    /// <summary>What is answered in the place of the service; null forwards.</summary>
    public Func<HttpContext, Task<bool>>? Answer { get; set; }

    public static async Task<CuttingProxy> StartAsync(RunningService service)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        WebApplication app = builder.Build();
        var proxy = new CuttingProxy(app, service.Client());
        app.Run(proxy.ForwardAsync);
        await app.StartAsync();
        return proxy;
    }

    public ValueTask DisposeAsync() => _proxy.DisposeAsync();

    private async Task ForwardAsync(HttpContext context)
    {
        Seen.Enqueue($"{context.Request.Method} {context.Request.Path}");
        if (Answer is { } answer && await answer(context))
        {
            return;
        }

        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        using var request = new HttpRequestMessage(new HttpMethod(context.Request.Method), context.Request.Path + context.Request.QueryString.Value);
        if (body.Length > 0)
        {
            request.Content = new ByteArrayContent(body.ToArray());
        }

        foreach (var header in context.Request.Headers.Where(header => header.Key is not ("Host" or "Content-Length" or "Connection" or "Accept-Encoding")))
        {
            _ = request.Headers.TryAddWithoutValidation(header.Key, (string?)header.Value) || request.Content?.Headers.TryAddWithoutValidation(header.Key, (string?)header.Value) == true;
        }

        using HttpResponseMessage response = await _service.SendAsync(request);
        byte[] bytes = await response.Content.ReadAsByteArrayAsync();
        if (Cuts > 0 && Matches(context.Request))
        {
            Cuts--;
            context.Abort();
            return;
        }

        context.Response.StatusCode = (int)response.StatusCode;
        context.Response.ContentType = response.Content.Headers.ContentType?.ToString();
        if (response.Headers.TryGetValues("Link", out IEnumerable<string>? link))
        {
            context.Response.Headers.Link = link.ToArray();
        }

        if (bytes.Length > 0)
        {
            await context.Response.Body.WriteAsync(bytes);
        }
    }
}
