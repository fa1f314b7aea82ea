using System.Management.Automation;
using PSCredentials.Module.Errors;
using PSCredentials.Module.Loading;
using PSCredentials.Module.Session;

namespace PSCredentials.Commands;

/// <summary>
/// Makes the vault of an embedded authority, and connects to it. It is needed only to choose how the vault's keys are sealed: without it, the
/// first command that needs a vault makes one with the platform's default.
/// </summary>
[Cmdlet(VerbsData.Initialize, "CredentialAuthority", SupportsShouldProcess = true)]
[OutputType(typeof(CredentialAuthorityInfo))]
public sealed class InitializeCredentialAuthorityCommand : ConnectionCmdlet
{
    /// <summary>
    /// Where the master key that seals the vault's keys comes from. By default a passphrase if one is given, the environment variable
    /// PSCREDENTIALS_MASTER_KEY if it is set, else a key file (on Windows: the data protection interface).
    /// </summary>
    [Parameter]
    public VaultProtection? Protection { get; set; }

    private protected override void Process()
    {
        AuthorityOptions options = Options with { Protection = Protection };
        string location = Locate(options);
        if (!ShouldProcess(location, "Make vault"))
        {
            return;
        }

        try
        {
            ICredentialAuthorityProvider provider = AuthorityProvider.Instance;
            Connect(new SessionConnections.Connection(Await(cancellation => provider.InitializeAsync(options, cancellation)), location), options);
        }
        catch (CredentialException error)
        {
            ThrowTerminatingError(ErrorRecords.Create(error, location));
        }
    }
}
