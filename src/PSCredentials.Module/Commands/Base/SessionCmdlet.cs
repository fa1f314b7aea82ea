using PSCredentials.Module.Binding;
using PSCredentials.Module.Errors;
using PSCredentials.Module.Loading;
using PSCredentials.Module.Session;

namespace PSCredentials.Commands;

/// <summary>A command that opens authorities and finds the session's connections.</summary>
public abstract class SessionCmdlet : CredentialCmdlet
{
    private protected SessionCmdlet()
    {
    }

    /// <summary>Whether a vault is made where there is none.</summary>
    private protected virtual bool MakesVaults => true;

    /// <summary>Whether the command ends where a vault cannot be opened; one that has another way then goes on with the error.</summary>
    private protected virtual bool EndsOnOpening(CredentialException error) => true;

    /// <summary>Opens a vault. The command ends if that fails: no record could be worked on.</summary>
    private protected SessionConnections.Connection Open(AuthorityOptions options)
    {
        try
        {
            ICredentialAuthorityProvider provider = AuthorityProvider.Instance;
            string location = provider.ResolvePath(options);
            if ((IsWhatIf || !MakesVaults) && !provider.Exists(options))
            {
                throw new CredentialException(
                    CredentialErrors.NotFound, $"There is no vault in '{location}', and {(MakesVaults ? "-WhatIf" : MyInvocation.MyCommand.Name)} makes none.");
            }

            return new SessionConnections.Connection(Await(cancellation => provider.OpenAsync(options, cancellation)), location);
        }
        catch (CredentialException error) when (EndsOnOpening(error))
        {
            ThrowTerminatingError(ErrorRecords.Create(error, options.Path ?? options.Name));
            throw;
        }
    }

    /// <summary>Finds the connection that was named.</summary>
    private protected SessionConnections.Connection Find(AuthorityIdentity named)
    {
        SessionConnections session = SessionConnections.Here;
        if (named.Location is { } location)
        {
            return session.FindAt(location) ?? OpenAt(location, named.Name);
        }

        // What is connected is found without the core, which a session that works on remote authorities alone never loads.
        if (session.FindConnected(named.Name) is { } connected)
        {
            return connected;
        }

        if (named.ConnectHint is not null)
        {
            throw NotConnected(named);
        }

        ICredentialAuthorityProvider provider = AuthorityProvider.Instance;

        if (session.Find(named.Name, provider.ResolvePath(new AuthorityOptions())) is { } open)
        {
            return open;
        }

        // An object may name the default authority in a session that has not opened it yet.
        if (provider.Exists(new AuthorityOptions())
            && OpenDefault() is { } standard
            && string.Equals(standard.Authority.Name, named.Name, StringComparison.OrdinalIgnoreCase))
        {
            return standard;
        }

        throw NotConnected(named);
    }

    /// <summary>The error about a name that the session does not know.</summary>
    private protected static CredentialException NotConnected(string name) =>
        new(CredentialErrors.AuthorityNotConnected, $"This session has no connection named '{name}'.");

    /// <summary>The error about an authority that the session does not know; of a remote one it says how to connect, which a copy of its description cannot do.</summary>
    private protected static CredentialException NotConnected(AuthorityIdentity named) => named.ConnectHint is not { } hint ? NotConnected(named.Name) : new(
        CredentialErrors.AuthorityNotConnected,
        $"This session has no connection named '{named.Name}', and its description does not hold what it asks for. Connect with: {hint} -Token <token>");

    /// <summary>The embedded authority that needs no connecting.</summary>
    private protected SessionConnections.Connection OpenDefault()
    {
        SessionConnections session = SessionConnections.Here;
        try
        {
            ICredentialAuthorityProvider provider = AuthorityProvider.Instance;
            var options = new AuthorityOptions();
            if (session.FindDefault(provider.ResolvePath(options)) is { } open)
            {
                if (provider.Exists(options))
                {
                    return open;
                }

                // The folder was removed: what was written through the old handle would go nowhere.
                session.Disconnect(open);
            }
        }
        catch (CredentialException error)
        {
            ThrowTerminatingError(ErrorRecords.Create(error, null));
        }

        SessionConnections.Connection connection = Open(new AuthorityOptions());
        session.AddDefault(connection);
        return connection;
    }

    /// <summary>The vault that keeps what is the user's own and no authority's: the one that was connected last, else the default one.</summary>
    private protected SessionConnections.Connection OwnVault() => SessionConnections.Here.CurrentVault ?? OpenDefault();

    /// <summary>What a connection leads to.</summary>
    private protected CredentialAuthorityInfo Describe(SessionConnections.Connection connection) =>
        WithSession(Await(connection.Authority.DescribeAsync), connection.Authority);

    /// <summary>Adds what only the session knows: whether commands go there.</summary>
    private protected CredentialAuthorityInfo WithSession(CredentialAuthorityInfo info, ICredentialAuthority authority)
    {
        SessionConnections session = SessionConnections.Here;
        SessionConnections.Connection? current = session.Current ?? session.FindDefault(AuthorityProvider.Instance.ResolvePath(new AuthorityOptions()));
        CredentialAuthorityInfo shown = info with { IsCurrent = ReferenceEquals(current?.Authority, authority) };
        if (session.FindOf(authority) is { IsRemote: true } connection)
        {
            RemoteDescriptions.Note(shown, connection);
        }

        return shown;
    }

    // A description from another runspace, as ForEach-Object -Parallel hands it over, says where the vault is. Its name may be another's here.
    private SessionConnections.Connection OpenAt(string location, string name)
    {
        if (!AuthorityProvider.Instance.Exists(new AuthorityOptions { Path = location }))
        {
            throw NotConnected(name);
        }

        SessionConnections session = SessionConnections.Here;
        string free = session.IsTaken(name, location) ? System.IO.Path.GetFileName(location) : name;
        session.EnsureFree(free, location);
        SessionConnections.Connection connection = Open(new AuthorityOptions { Path = location, Name = free });
        session.AddDefault(connection);
        return connection;
    }
}
