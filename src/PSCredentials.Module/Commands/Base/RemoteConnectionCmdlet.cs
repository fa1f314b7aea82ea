using PSCredentials.Module.Errors;
using PSCredentials.Module.Loading;
using PSCredentials.Module.Session;

namespace PSCredentials.Commands;

/// <summary>A command that makes a remote authority, or an embedded one, the session's current one.</summary>
public abstract class RemoteConnectionCmdlet : ConnectionCmdlet
{
    private protected RemoteConnectionCmdlet()
    {
    }

    /// <summary>Connects to a remote authority, and returns what it is. Whatever goes wrong ends the command: what follows must not go to another authority.</summary>
    /// <param name="uri">The address.</param>
    /// <param name="name">What the session shall call it; null takes the host, or host and port where the host is another connection's name.</param>
    /// <param name="read">What is presented, and how; it is asked for only once the connection shall be made.</param>
    private protected void ConnectRemote(Uri? uri, string? name, Func<Uri, RemoteAuthorityOptions> read)
    {
        try
        {
            Uri address = RemoteAddress.Check(uri);
            string location = address.AbsoluteUri.TrimEnd('/') + '/';
            string free = FreeName(name, address, location);
            if (!ShouldProcess(address.AbsoluteUri, "Connect"))
            {
                return;
            }

            RemoteAuthorityOptions options = read(address) with { Name = free };
            if (options.SkipCertificateCheck)
            {
                WriteWarning($"The certificate of {address.Authority} is not checked (-SkipCertificateCheck): whoever is in between reads and changes what is sent, what is presented among it.");
            }

            IRemoteAuthorityProvider provider = RemoteAuthorityProvider.Instance;
            Enlist(new SessionConnections.Connection(Await(cancellation => provider.ConnectAsync(options, cancellation)), location) { IsRemote = true });
        }
        catch (CredentialException error)
        {
            ThrowTerminatingError(ErrorRecords.Create(error, uri?.OriginalString));
        }
    }

    private static string FreeName(string? name, Uri address, string location)
    {
        SessionConnections session = SessionConnections.Here;
        string host = address.DnsSafeHost;
        string chosen = !string.IsNullOrEmpty(name) ? name
            : session.IsTaken(host, location) ? FormattableString.Invariant($"{host}:{address.Port}")
            : host;
        session.EnsureFree(chosen, location);
        return chosen;
    }
}
