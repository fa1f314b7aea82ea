using System.Management.Automation.Runspaces;
using System.Runtime.CompilerServices;

namespace PSCredentials.Module.Session;

/// <summary>
/// The authorities that one runspace is connected to. Each runspace has its own, so that parallel pipelines share nothing; they end with the
/// runspace or with the module's removal from it.
/// </summary>
internal sealed class SessionConnections
{
    private static readonly ConditionalWeakTable<Runspace, SessionConnections> ByRunspace = [];

    private readonly Lock _lock = new();

    // The last one is the current one; the one before it becomes current when it is disconnected.
    private readonly List<Connection> _connected = [];

    // Opened without being asked for by name, by folder: PSCREDENTIALS_HOME may change while the session lives.
    private readonly Dictionary<string, Connection> _defaults = new(StringComparer.Ordinal);

    /// <summary>An authority and where it was opened.</summary>
    /// <param name="authority">The authority.</param>
    /// <param name="location">The vault's folder, or the address.</param>
    internal sealed class Connection(ICredentialAuthority authority, string location)
    {
        private volatile bool _isClosed;

        /// <summary>The authority.</summary>
        internal ICredentialAuthority Authority { get; } = authority;

        /// <summary>The vault's folder, or the address.</summary>
        internal string Location { get; } = location;

        /// <summary>Whether it leads to an authority over the network, which has no vault here.</summary>
        internal bool IsRemote { get; init; }

        /// <summary>Whether it has ended.</summary>
        internal bool IsClosed => _isClosed;

        /// <summary>Ends it.</summary>
        internal ValueTask CloseAsync()
        {
            _isClosed = true;
            return Authority.DisposeAsync();
        }
    }

    /// <summary>The connections of the runspace that this thread runs in.</summary>
    internal static SessionConnections Here =>
        ByRunspace.GetValue(
            Runspace.DefaultRunspace ?? throw new InvalidOperationException("A command of PSCredentials runs in a runspace only."),
            static runspace =>
            {
                var connections = new SessionConnections();
                runspace.StateChanged += (_, change) =>
                {
                    if (change.RunspaceStateInfo.State is RunspaceState.Closed or RunspaceState.Broken)
                    {
                        connections.Clear();
                    }
                };
                return connections;
            });

    /// <summary>Ends what the current runspace has open, if it has anything.</summary>
    internal static void ClearHere()
    {
        if (Runspace.DefaultRunspace is { } runspace && ByRunspace.TryGetValue(runspace, out SessionConnections? connections))
        {
            connections.Clear();
        }
    }

    /// <summary>The one that commands go to, or null where none is connected.</summary>
    internal Connection? Current
    {
        get
        {
            lock (_lock)
            {
                return _connected.LastOrDefault();
            }
        }
    }

    /// <summary>All that is open: what was connected, then the defaults.</summary>
    /// <returns>A snapshot.</returns>
    internal IReadOnlyList<Connection> List()
    {
        lock (_lock)
        {
            return [.. _connected, .. _defaults.Values];
        }
    }

    /// <summary>The vault that was connected last; null where none is.</summary>
    internal Connection? CurrentVault
    {
        get
        {
            lock (_lock)
            {
                return _connected.FindLast(static open => !open.IsRemote);
            }
        }
    }

    /// <summary>What was connected under a name; no default is among them.</summary>
    /// <param name="name">The name, without regard to case.</param>
    /// <returns>The connection, or null.</returns>
    internal Connection? FindConnected(string name)
    {
        lock (_lock)
        {
            return _connected.Find(open => string.Equals(open.Authority.Name, name, StringComparison.OrdinalIgnoreCase));
        }
    }

    /// <summary>The connection of an authority.</summary>
    /// <param name="authority">The authority itself.</param>
    /// <returns>The connection, or null where it is another session's.</returns>
    internal Connection? FindOf(ICredentialAuthority authority) => List().FirstOrDefault(open => ReferenceEquals(open.Authority, authority));

    /// <summary>
    /// The open connection of a name: one that was connected; else the default of a folder, as several defaults may bear one name where
    /// PSCREDENTIALS_HOME changed; else any.
    /// </summary>
    /// <param name="name">The name, without regard to case.</param>
    /// <param name="home">The folder of the present default; null where it does not matter.</param>
    /// <returns>The connection, or null.</returns>
    internal Connection? Find(string name, string? home = null)
    {
        lock (_lock)
        {
            return _connected.FirstOrDefault(Bears)
                ?? (home is not null && _defaults.GetValueOrDefault(home) is { } standard && Bears(standard) ? standard : _defaults.Values.FirstOrDefault(Bears));
        }

        bool Bears(Connection open) => string.Equals(open.Authority.Name, name, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>The open connection to a folder.</summary>
    /// <param name="location">The folder.</param>
    /// <returns>The connection, or null.</returns>
    internal Connection? FindAt(string location) => List().FirstOrDefault(open => open.Location == location);

    /// <summary>The default authority of a folder, if it is open.</summary>
    /// <param name="location">The folder.</param>
    /// <returns>The connection, or null.</returns>
    internal Connection? FindDefault(string location)
    {
        lock (_lock)
        {
            return _defaults.GetValueOrDefault(location);
        }
    }

    /// <summary>Keeps an authority that was opened as the default.</summary>
    /// <param name="connection">The authority.</param>
    internal void AddDefault(Connection connection)
    {
        lock (_lock)
        {
            _defaults[connection.Location] = connection;
        }
    }

    /// <summary>Whether a name is another authority's.</summary>
    /// <param name="name">The name.</param>
    /// <param name="location">Where the authority is that shall bear it.</param>
    /// <returns>True where an authority elsewhere is connected under that name.</returns>
    internal bool IsTaken(string name, string location) => Find(name) is { } other && other.Location != location;

    /// <summary>Refuses a name that is another authority's; it is asked before a vault is opened or made.</summary>
    /// <param name="name">The name.</param>
    /// <param name="location">Where the authority is that shall bear it.</param>
    /// <exception cref="CredentialException">Another authority is connected under that name.</exception>
    internal void EnsureFree(string name, string location)
    {
        if (IsTaken(name, location))
        {
            throw new CredentialException(
                CredentialErrors.AlreadyExists,
                $"Name '{name}' is taken by the connection to '{Find(name)?.Location}'; give another with -Name, or disconnect that one first.");
        }
    }

    /// <summary>Makes an authority the current one, in place of an older connection to the same place under the same name.</summary>
    /// <param name="connection">The authority.</param>
    /// <exception cref="CredentialException">Another authority is connected under that name.</exception>
    internal void Connect(Connection connection)
    {
        EnsureFree(connection.Authority.Name, connection.Location);
        if (Find(connection.Authority.Name) is { } same)
        {
            Disconnect(same);
        }

        lock (_lock)
        {
            _connected.Add(connection);
        }
    }

    /// <summary>Ends a connection.</summary>
    /// <param name="connection">One of <see cref="List"/>.</param>
    internal void Disconnect(Connection connection)
    {
        lock (_lock)
        {
            if (!_connected.Remove(connection) && _defaults.GetValueOrDefault(connection.Location) == connection)
            {
                _defaults.Remove(connection.Location);
            }
        }

        Close(connection);
    }

    private void Clear()
    {
        foreach (Connection connection in List())
        {
            Disconnect(connection);
        }
    }

    // A runspace that ends has nobody to tell of a failure to close.
    private static void Close(Connection connection) =>
        Task.Run(async () => await connection.CloseAsync()).Wait(TimeSpan.FromSeconds(5));
}
