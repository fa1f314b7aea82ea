namespace PSCredentials;

/// <summary>Connects to authorities over HTTP. The module finds its implementation in the assembly of the vendors' clients, loaded on first use.</summary>
public interface IRemoteAuthorityProvider
{
    /// <summary>
    /// Connects, and asks the authority who is presented where its contract has an answer to that, so that a wrong address, an untrusted certificate or a refused
    /// token is known at once.
    /// </summary>
    /// <param name="options">Where, as whom and how.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The authority; the caller disposes it.</returns>
    /// <exception cref="CredentialException">The options contradict each other, the authority cannot be reached, or it refuses what is presented.</exception>
    Task<ICredentialAuthority> ConnectAsync(RemoteAuthorityOptions options, CancellationToken cancellationToken);
}
