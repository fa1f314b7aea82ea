using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PSCredentials.Vendors;

namespace PSCredentials.Server.Tests.Clients;

/// <summary>A request as it came: the target with its query, nothing of it decoded.</summary>
internal sealed record ScriptedRequest(string Method, string Target, string Authorization, string Body);

/// <summary>An answer to be given.</summary>
internal sealed record ScriptedAnswer(int Status, string Body, string ContentType = "application/json");

/// <summary>A vendor on the loopback that says what a test tells it to.</summary>
internal sealed class ScriptedAuthority : IAsyncDisposable
{
    private readonly WebApplication _host;
    private readonly Func<ScriptedRequest, Task<ScriptedAnswer>> _script;
    private readonly ConcurrentQueue<ScriptedRequest> _requests = new();
    private readonly List<RemoteAuthority> _clients = [];

    private ScriptedAuthority(Func<ScriptedRequest, Task<ScriptedAnswer>> script)
    {
        _script = script;
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(options => options.Listen(IPAddress.Loopback, 0));
        _host = builder.Build();
        _host.Run(ServeAsync);
    }

    public Uri Address => new(_host.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());

    public IReadOnlyList<ScriptedRequest> Requests => [.. _requests];

    public static Task<ScriptedAuthority> StartAsync(Func<ScriptedRequest, ScriptedAnswer> script) => StartAsync(request => Task.FromResult(script(request)));

    public static async Task<ScriptedAuthority> StartAsync(Func<ScriptedRequest, Task<ScriptedAnswer>> script)
    {
        var authority = new ScriptedAuthority(script);
        await authority._host.StartAsync();
        return authority;
    }

    /// <summary>A client; nothing is sent yet.</summary>
    public RemoteAuthority Client(RemoteProvider provider, string token, TimeProvider? clock = null, string path = "/", int retries = 0)
    {
        RemoteAuthority client = RemoteAuthorityProvider.Create(
            new RemoteAuthorityOptions { Provider = provider, Name = "vendor", Address = new Uri(Address, path), Token = new SecretText(token), Retries = retries },
            clock ?? TimeProvider.System);
        _clients.Add(client);
        return client;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (RemoteAuthority client in _clients)
        {
            await client.DisposeAsync();
        }

        await _host.StopAsync();
        await _host.DisposeAsync();
    }

    private async Task ServeAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body, Encoding.UTF8);
        string target = context.Features.Get<IHttpRequestFeature>()!.RawTarget;
        var request = new ScriptedRequest(context.Request.Method, target, context.Request.Headers.Authorization.ToString(), await reader.ReadToEndAsync(context.RequestAborted));
        _requests.Enqueue(request);
        ScriptedAnswer answer = await _script(request);
        context.Response.StatusCode = answer.Status;
        context.Response.ContentType = answer.ContentType;
        await context.Response.WriteAsync(answer.Body, context.RequestAborted);
    }
}
