using System.Management.Automation;

namespace PSCredentials.Commands;

/// <summary>Switches API credentials on again. A revoked one stays revoked.</summary>
[Cmdlet(VerbsLifecycle.Enable, "ApiCredential", SupportsShouldProcess = true)]
[OutputType(typeof(ApiCredential))]
public sealed class EnableApiCredentialCommand : ApiCredentialChangeCmdlet
{
    private protected override string ActionText => "Enable";

    private protected override Task<ApiCredential> ChangeAsync(IApiCredentialService service, CredentialReference reference, CancellationToken cancellationToken) =>
        service.EnableAsync(reference, cancellationToken);
}
