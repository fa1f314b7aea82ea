using System.Management.Automation;

namespace PSCredentials.Commands;

/// <summary>Switches API credentials off for now. Enable-ApiCredential switches them on again; Revoke-ApiCredential ends them for good.</summary>
[Cmdlet(VerbsLifecycle.Disable, "ApiCredential", SupportsShouldProcess = true)]
[OutputType(typeof(ApiCredential))]
public sealed class DisableApiCredentialCommand : ApiCredentialChangeCmdlet
{
    private protected override string ActionText => "Disable";

    private protected override Task<ApiCredential> ChangeAsync(IApiCredentialService service, CredentialReference reference, CancellationToken cancellationToken) =>
        service.DisableAsync(reference, cancellationToken);
}
