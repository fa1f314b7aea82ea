using System.Runtime.CompilerServices;

namespace PSCredentials.Module.Session;

/// <summary>
/// The connections that descriptions of remote authorities were made of. What a connection presents is in no description, so that one that is handed to
/// another runspace of this process leads back to the connection itself.
/// </summary>
internal static class RemoteDescriptions
{
    private static readonly ConditionalWeakTable<CredentialAuthorityInfo, SessionConnections.Connection> Known = [];

    /// <summary>Notes what a description was made of.</summary>
    /// <param name="info">The description that is given out.</param>
    /// <param name="connection">The connection.</param>
    internal static void Note(CredentialAuthorityInfo info, SessionConnections.Connection connection) => Known.AddOrUpdate(info, connection);

    /// <summary>The authority that a description was made of.</summary>
    /// <param name="info">The description.</param>
    /// <returns>The authority; null where its connection has ended, or the description came from elsewhere.</returns>
    internal static ICredentialAuthority? Find(CredentialAuthorityInfo info) =>
        Known.TryGetValue(info, out SessionConnections.Connection? connection) && !connection.IsClosed ? connection.Authority : null;
}
