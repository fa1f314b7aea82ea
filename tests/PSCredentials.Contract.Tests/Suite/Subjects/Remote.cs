using PSCredentials.Contract.Tests.Faults;
using PSCredentials.Vendors;

namespace PSCredentials.Contract.Tests.Suite.Subjects;

/// <summary>Connects as a session does, with retries that are not waited for.</summary>
internal static class Remote
{
    /// <summary>Options for what is behind a proxy.</summary>
    public static RemoteAuthorityOptions Options(RemoteProvider provider, FaultProxy proxy, string token) => new()
    {
        Provider = provider,
        Address = proxy.Https,
        Name = "under-test",
        Token = new SecretText(token),
        CertificateAuthorities = [proxy.Certificate],
        Timeout = TimeSpan.FromSeconds(30),
    };

    /// <summary>Connects, and has the connection checked.</summary>
    public static async Task<ICredentialAuthority> ConnectAsync(RemoteAuthorityOptions options, TimeProvider? clock = null, CancellationToken cancellation = default)
    {
        RemoteAuthority authority = RemoteAuthorityProvider.Create(options, clock ?? new HurriedClock());
        try
        {
            await authority.CheckAsync(cancellation);
            return authority;
        }
        catch
        {
            await authority.DisposeAsync();
            throw;
        }
    }
}
