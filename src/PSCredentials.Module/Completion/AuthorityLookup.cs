using PSCredentials.Module.Binding;
using PSCredentials.Module.Loading;
using PSCredentials.Module.Session;

namespace PSCredentials.Module.Completion;

/// <summary>Finds the authority that a command line under completion would go to. It asks nothing and makes nothing.</summary>
internal static class AuthorityLookup
{
    /// <summary>The authority.</summary>
    /// <param name="request">The command line.</param>
    /// <param name="ofOwnVault">Whether the command is about what the user's own vault keeps, and not about the current authority.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The authority, or null where it is not open and cannot be opened quietly.</returns>
    internal static async Task<ICredentialAuthority?> FindAsync(CompletionRequest request, bool ofOwnVault, CancellationToken cancellationToken)
    {
        SessionConnections session = request.Session;
        if (request.Parameter == "Authority" || request.Bound?["Authority"] is not { } named)
        {
            return ((ofOwnVault ? session.CurrentVault : session.Current) ?? await DefaultAsync(session, cancellationToken))?.Authority;
        }

        if (AuthorityIdentityAttribute.Identify(named) is not { } identity)
        {
            return null;
        }

        if (identity.Live is { } live)
        {
            return live;
        }

        if (identity.Location is { } location)
        {
            return session.FindAt(location)?.Authority;
        }

        return session.Find(identity.Name)?.Authority
            ?? (await DefaultAsync(session, cancellationToken) is { } standard
                && string.Equals(standard.Authority.Name, identity.Name, StringComparison.OrdinalIgnoreCase) ? standard.Authority : null);
    }

    private static async Task<SessionConnections.Connection?> DefaultAsync(SessionConnections session, CancellationToken cancellationToken)
    {
        ICredentialAuthorityProvider provider = AuthorityProvider.Instance;
        var options = new AuthorityOptions();
        if (!provider.Exists(options))
        {
            return null;
        }

        string location = provider.ResolvePath(options);
        if (session.FindDefault(location) is { } open)
        {
            return open;
        }

        var connection = new SessionConnections.Connection(await provider.OpenAsync(options, cancellationToken), location);
        if (cancellationToken.IsCancellationRequested || session.FindDefault(location) is not null)
        {
            // It came too late: the prompt went on, and a command may have opened the vault meanwhile.
            await connection.Authority.DisposeAsync();
            return session.FindDefault(location);
        }

        session.AddDefault(connection);
        return connection;
    }
}
