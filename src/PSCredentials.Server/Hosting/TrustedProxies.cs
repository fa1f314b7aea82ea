using System.Net;
using Microsoft.AspNetCore.HttpOverrides;

namespace PSCredentials.Server.Hosting;

/// <summary>The proxies whose word is taken: on the address of a client, and on its certificate.</summary>
internal sealed class TrustedProxies
{
    private readonly IPAddress[] _addresses;
    private readonly System.Net.IPNetwork[] _networks;

    /// <summary>Takes them from the settings.</summary>
    /// <param name="proxies">Addresses and ranges that were checked.</param>
    public TrustedProxies(string[] proxies)
    {
        _addresses = [.. proxies.Select(proxy => IPAddress.TryParse(proxy, out IPAddress? address) ? address : null).OfType<IPAddress>()];
        _networks = [.. proxies.Where(proxy => !IPAddress.TryParse(proxy, out _)).Select(System.Net.IPNetwork.Parse)];
    }

    /// <summary>Whether an address is one of theirs.</summary>
    /// <param name="address">The address.</param>
    /// <returns>Whether it is.</returns>
    public bool Contain(IPAddress? address)
    {
        IPAddress? own = address is { IsIPv4MappedToIPv6: true } ? address.MapToIPv4() : address;
        return own is not null && (Array.Exists(_addresses, proxy => proxy.Equals(own)) || Array.Exists(_networks, network => network.Contains(own)));
    }

    /// <summary>How their headers are read: only one step, for what comes before it anybody can have written.</summary>
    public ForwardedHeadersOptions Forwarding()
    {
        var forwarding = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto, ForwardLimit = 1 };
        forwarding.KnownIPNetworks.Clear();
        forwarding.KnownProxies.Clear();
        Array.ForEach(_addresses, forwarding.KnownProxies.Add);
        Array.ForEach(_networks, forwarding.KnownIPNetworks.Add);
        return forwarding;
    }
}
