using System.Management.Automation;
using PSCredentials.Module.Binding;
using PSCredentials.Module.Completion;
using PSCredentials.Module.Session;

namespace PSCredentials.Commands;

/// <summary>Ends connections of the session. The one connected before becomes the current one again; vaults and remote authorities stay as they are.</summary>
[Cmdlet(VerbsCommunications.Disconnect, "CredentialAuthority", SupportsShouldProcess = true)]
[OutputType(typeof(void))]
public sealed class DisconnectCredentialAuthorityCommand : SessionCmdlet
{
    /// <summary>The connection: its name, or an object as Get-CredentialAuthority returns it. The current one by default.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Name")]
    [AuthorityIdentity]
    [ArgumentCompleter(typeof(AuthorityCompleter))]
    public AuthorityIdentity? Authority { get; set; }

    private protected override object? Subject => Authority?.Name;

    private protected override void Process()
    {
        SessionConnections session = SessionConnections.Here;
        SessionConnections.Connection? open = Authority is null ? session.Current ?? session.List().LastOrDefault()
            : Authority.Live is { } live ? session.FindOf(live)
            : Authority.Location is { } location ? session.FindAt(location)
            : session.Find(Authority.Name);
        if (open is null)
        {
            throw Authority is null ? new CredentialException(CredentialErrors.AuthorityNotConnected, "This session has no connection.") : NotConnected(Authority.Name);
        }

        if (ShouldProcess($"{open.Authority.Name} ({open.Location})", "Disconnect"))
        {
            session.Disconnect(open);
        }
    }
}
