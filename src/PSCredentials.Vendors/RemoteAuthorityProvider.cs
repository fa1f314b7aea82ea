using PSCredentials.Vendors.Apinizer.Client;
using PSCredentials.Vendors.F5Xc.Client;
using PSCredentials.Vendors.Http;
using PSCredentials.Vendors.KubeSlice.Client;
using PSCredentials.Vendors.Service.Client;

namespace PSCredentials.Vendors;

/// <summary>Connects to remote authorities.</summary>
public sealed class RemoteAuthorityProvider : IRemoteAuthorityProvider
{
    /// <inheritdoc/>
    public async Task<ICredentialAuthority> ConnectAsync(RemoteAuthorityOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        OptionRules.Check(options);
        RemoteAuthority authority = Create(options, TimeProvider.System);
        try
        {
            await authority.CheckAsync(cancellationToken);
            return authority;
        }
        catch
        {
            await authority.DisposeAsync();
            throw;
        }
    }

    /// <summary>The client of a contract; nothing is sent.</summary>
    internal static RemoteAuthority Create(RemoteAuthorityOptions options, TimeProvider clock) => options.Provider switch
    {
        RemoteProvider.F5Xc => F5XcAuthority.Create(options, clock),
        RemoteProvider.KubeSlice => new KubeSliceAuthority(options, clock),
        RemoteProvider.Apinizer => new ApinizerAuthority(options, clock),
        RemoteProvider.PSCredentials => new ServiceAuthority(options, clock),
        _ => throw CredentialException.Invalid("Provider", $"is none of {string.Join(", ", Enum.GetNames<RemoteProvider>())}."),
    };
}
