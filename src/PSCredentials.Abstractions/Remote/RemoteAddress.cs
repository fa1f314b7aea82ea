namespace PSCredentials;

/// <summary>What the address of a remote authority has to be.</summary>
public static class RemoteAddress
{
    /// <summary>Refuses an address that would send a secret where everybody reads it, or that is not one.</summary>
    /// <param name="address">The address.</param>
    /// <returns>The address, absolute.</returns>
    /// <exception cref="CredentialException">It is not https, nor http on this machine, or has a user, a query or a fragment.</exception>
    public static Uri Check(Uri? address)
    {
        if (address is not { IsAbsoluteUri: true } || address.Scheme is not ("https" or "http") || address.UserInfo.Length + address.Query.Length + address.Fragment.Length > 0)
        {
            throw CredentialException.Invalid("Uri", "has to be an https or http address without user, query and fragment.");
        }

        return address.Scheme == "http" && !address.IsLoopback
            ? throw CredentialException.Invalid("Uri", "is an http address of another machine; what is presented there could be read by others: use https.")
            : address;
    }

    /// <summary>Refuses what is no address of a proxy.</summary>
    /// <param name="proxy">The address; null for none.</param>
    /// <returns>The address, absolute, or null.</returns>
    /// <exception cref="CredentialException">It is not of a kind of proxy that requests can go through.</exception>
    public static Uri? CheckProxy(Uri? proxy) => proxy is null or { IsAbsoluteUri: true, Scheme: "http" or "https" or "socks4" or "socks4a" or "socks5" }
        ? proxy
        : throw CredentialException.Invalid("Proxy", "has to be an address such as http://proxy.example:8080; allowed are http, https, socks4, socks4a and socks5.");
}
