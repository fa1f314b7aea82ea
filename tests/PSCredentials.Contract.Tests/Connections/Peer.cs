using PSCredentials.Contract.Tests.Faults;
using PSCredentials.Contract.Tests.StandIns;
using PSCredentials.Contract.Tests.StandIns.Apinizer;
using PSCredentials.Contract.Tests.StandIns.F5Xc;
using PSCredentials.Contract.Tests.StandIns.KubeSlice;
using PSCredentials.Contract.Tests.Suite.Subjects;
using PSCredentials.Server.Tests.Support;

namespace PSCredentials.Contract.Tests.Connections;

/// <summary>What a contract is spoken with in a test of its own: our service for its own contract, a stand-in for a vendor's; behind a proxy.</summary>
internal sealed class Peer : IAsyncDisposable
{
    private readonly RunningService? _service;

    private Peer(RemoteProvider provider, string secret, FaultProxy proxy, StandIn? standIn, RunningService? service)
    {
        Options = Remote.Options(provider, proxy, secret);
        Proxy = proxy;
        StandIn = standIn;
        _service = service;
    }

    /// <summary>How somebody connects who may do everything.</summary>
    public RemoteAuthorityOptions Options { get; }

    public FaultProxy Proxy { get; }

    public StandIn? StandIn { get; }

    public RunningService Service => _service!;

    public static async Task<Peer> StartAsync(RemoteProvider provider)
    {
        if (provider == RemoteProvider.PSCredentials)
        {
            RunningService service = await RunningService.StartAsync();
            return new Peer(provider, await service.OwnerTokenAsync(), await FaultProxy.StartAsync(service.Https), null, service);
        }

        StandIn standIn = provider switch
        {
            RemoteProvider.F5Xc => new F5XcStandIn(),
            RemoteProvider.KubeSlice => new KubeSliceStandIn(),
            _ => new ApinizerStandIn(),
        };
        await standIn.StartAsync();
        string secret = standIn switch { F5XcStandIn f5 => f5.Token, KubeSliceStandIn manager => manager.OwnerKey, _ => ((ApinizerStandIn)standIn).Token };
        return new Peer(provider, secret, await FaultProxy.StartAsync(standIn.Http), standIn, null);
    }

    /// <summary>What somebody presents who is known and may nothing.</summary>
    public async Task<string> PowerlessAsync() => StandIn switch
    {
        F5XcStandIn f5 => f5.AddUser("nobody@standin.example", isPowerless: true),
        KubeSliceStandIn manager => manager.AddKey("viewer", "Viewer", "andromeda"),
        ApinizerStandIn apinizer => apinizer.AddToken(),
        _ => await Service.TokenAsync("nobody"),
    };

    public async ValueTask DisposeAsync()
    {
        await Proxy.DisposeAsync();
        if (StandIn is not null)
        {
            await StandIn.DisposeAsync();
        }

        if (_service is not null)
        {
            await _service.DisposeAsync();
        }
    }
}
