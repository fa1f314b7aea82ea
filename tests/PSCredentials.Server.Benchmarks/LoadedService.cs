using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using PSCredentials.Server.Hosting;

namespace PSCredentials.Server.Benchmarks;

/// <summary>The service over a vault of its own, with an endpoint beside it that only answers: the same Kestrel, the same TLS, ASP.NET Core's own routing and serializer, and nothing of ours.</summary>
internal sealed class LoadedService : IAsyncDisposable
{
    private const string BarePath = "/bare";

    // As long as a verdict is.
    private static readonly BareAnswer s_bareAnswer = new(new string('x', 40), "User");

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

    private static void AddBare(IApplicationBuilder service) => service.Map(BarePath, bare =>
    {
        bare.UseRouting();
        bare.UseEndpoints(endpoints => endpoints.MapGet("/", () => TypedResults.Json(s_bareAnswer, BareJson.Default.BareAnswer)));
    });
}

/// <summary>What the bare endpoint answers.</summary>
/// <param name="Name">A name.</param>
/// <param name="Kind">A kind.</param>
internal sealed record BareAnswer(string Name, string Kind);

/// <summary>How the bare endpoint writes it, as the service writes its own.</summary>
[JsonSerializable(typeof(BareAnswer))]
internal sealed partial class BareJson : JsonSerializerContext;
