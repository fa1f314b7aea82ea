using System.Management.Automation;
using PSCredentials.Module.Loading;

namespace PSCredentials.Commands;

/// <summary>
/// Connects the session to an embedded authority, which becomes the current one: commands without -Authority go to it. A vault that does not
/// exist yet is made.
/// </summary>
[Cmdlet(VerbsCommunications.Connect, "CredentialAuthority", SupportsShouldProcess = true)]
[OutputType(typeof(CredentialAuthorityInfo))]
public sealed class ConnectCredentialAuthorityCommand : ConnectionCmdlet
{
    private protected override void Process()
    {
        AuthorityOptions options = Options;
        string action = AuthorityProvider.Instance.Exists(options) ? "Connect" : "Make vault and connect";
        if (ShouldProcess(Locate(options), action))
        {
            Connect(Open(options), options);
        }
    }
}
