using System.Collections;
using PSCredentials.Module.Binding;
using PSCredentials.Module.Loading;
using PSCredentials.Module.Session;

namespace PSCredentials.Module.Completion;

/// <summary>Finds the authority that a command line under completion would go to. It asks nothing and makes nothing.</summary>
internal static class AuthorityLookup
{
    /// <summary>The authority.</summary>
    /// <param name="session">The connections of the runspace that completes.</param>
    /// <param name="boundParameters">What the command line says so far.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The authority, or null where it is not open and cannot be opened quietly.</returns>
    internal static async Task<ICredentialAuthority?> FindAsync(SessionConnections session, IDictionary? boundParameters, CancellationToken cancellationToken)
    {
        switch (boundParameters?["Authority"])
        {
            case ICredentialAuthority live:
                return live;
            case AuthorityIdentity identity:
                return identity.Live ?? session.Find(identity.Name)?.Authority;
            case { } named:
                return session.Find(named.ToString()!)?.Authority;
        }

        if (session.Current is { } current)
        {
            return current.Authority;
        }

        ICredentialAuthorityProvider provider = AuthorityProvider.Instance;
        var options = new AuthorityOptions();
        string location = provider.ResolvePath(options);
        if (session.FindDefault(location) is { } open)
        {
            return open.Authority;
        }

        if (!provider.Exists(options))
        {
            return null;
        }

        var connection = new SessionConnections.Connection(await provider.OpenAsync(options, cancellationToken), location);
        session.AddDefault(connection);
        return connection.Authority;
    }
}
