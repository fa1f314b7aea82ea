using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PSCredentials.Vendors;

namespace PSCredentials.Server.Tests.Clients;

/// <summary>Answers of a vendor as a test writes them down, over real HTTP.</summary>
internal sealed class ScriptedVendor : IAsyncDisposable
{
    private readonly WebApplication _host;
    private readonly ConcurrentDictionary<string, Func<HttpContext, Task>> _answers = new();
    private readonly ConcurrentQueue<(string Request, string Body)> _requests = new();

    private ScriptedVendor(WebApplication host) => _host = host;

    /// <summary>What was asked: method and path, and the body.</summary>
    public IReadOnlyList<(string Request, string Body)> Requests => [.. _requests];

    private Uri Address => new(_host.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());

    public static async Task<ScriptedVendor> StartAsync()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        WebApplication host = builder.Build();
        var vendor = new ScriptedVendor(host);
        host.Run(vendor.AnswerAsync);
        await host.StartAsync();
        return vendor;
    }

    /// <summary>Says what a request is answered with.</summary>
    /// <param name="request">Method and path.</param>
    /// <param name="body">The body.</param>
    /// <param name="status">The status.</param>
    public ScriptedVendor On(string request, string body, int status = 200, string type = "application/json") => On(request, async context =>
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = type;
        await context.Response.WriteAsync(body);
    });

    public ScriptedVendor On(string request, Func<HttpContext, Task> answer)
    {
        _answers[request] = answer;
        return this;
    }

    /// <summary>Connects without a look at who is presented.</summary>
    public ICredentialAuthority Client(RemoteProvider provider, int retries = 0) => RemoteAuthorityProvider.Create(Options(provider, retries), TimeProvider.System);

    public RemoteAuthorityOptions Options(RemoteProvider provider, int retries = 0) => new()
    {
        Provider = provider,
        Name = "vendor",
        Address = Address,
        Token = new SecretText("a-token"),
        Retries = retries,
        Timeout = TimeSpan.FromSeconds(20),
    };

    public int Count(string request) => _requests.Count(made => made.Request == request);

    public async ValueTask DisposeAsync() => await _host.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body, Encoding.UTF8);
        string request = $"{context.Request.Method} {context.Request.Path}";
        _requests.Enqueue((request, await reader.ReadToEndAsync(context.RequestAborted)));
        if (_answers.TryGetValue(request, out Func<HttpContext, Task>? answer))
        {
            await answer(context);
            return;
        }

        context.Response.StatusCode = StatusCodes.Status404NotFound;
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync("""{"code":5,"message":"not there","details":[]}""");
    }
}
