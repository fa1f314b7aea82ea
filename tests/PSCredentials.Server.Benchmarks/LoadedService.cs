using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using PSCredentials.Server.Hosting;

namespace PSCredentials.Server.Benchmarks;

/// <summary>The service over a vault of its own, with an endpoint beside it that only answers: the same Kestrel, the same TLS, the same steps of routing, and nothing of ours.</summary>
internal sealed class LoadedService : IAsyncDisposable
{
    private const string BarePath = "/bare";

    // As long as a verdict is.
    private static readonly byte[] s_bareAnswer = System.Text.Encoding.UTF8.GetBytes($$"""{"name":"{{new string('x', 40)}}","kind":"User"}""");

    private readonly DirectoryInfo _folder;
    private readonly WebApplication _service;

    private LoadedService(DirectoryInfo folder, WebApplication service)
    {
        _folder = folder;
        _service = service;
        Address = new UriBuilder(service.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First(address => address.StartsWith("https:", StringComparison.Ordinal))) { Host = "localhost" }.Uri;
    }

    public Uri Address { get; }

    public Uri Bare => new(Address, BarePath);

    public IServedAuthority Authority => _service.Services.GetRequiredService<IServedAuthority>();

    /// <summary>Starts a service with settings.</summary>
    public static async Task<LoadedService> StartAsync(params string[] settings)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("psc-load-");
        string[] all = [$"Path={folder.FullName}", "HttpsPort=0", "HttpPort=-1", "BootstrapToken=File", .. settings];
        WebApplication service = await ServiceHost.BuildAsync(
            [.. all.Select(setting => $"--{ServiceOptions.Section}:{setting}"), "--Logging:LogLevel:Default=Warning"], TimeProvider.System, AddBare);
        await service.StartAsync();
        return new LoadedService(folder, service);
    }

    public async ValueTask DisposeAsync()
    {
        await _service.StopAsync();
        await _service.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private static void AddBare(IApplicationBuilder service) => service.Use(next => context =>
    {
        if (!context.Request.Path.Equals(BarePath, StringComparison.Ordinal))
        {
            return next(context);
        }

        context.Response.ContentType = "application/json; charset=utf-8";
        context.Response.ContentLength = s_bareAnswer.Length;
        return context.Response.Body.WriteAsync(s_bareAnswer).AsTask();
    });
}
