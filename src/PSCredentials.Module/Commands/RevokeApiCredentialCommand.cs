using System.Management.Automation;
using PSCredentials.Module.Binding;

namespace PSCredentials.Commands;

/// <summary>Ends API credentials for good, certificates too: verification refuses them from the next call on.</summary>
[Cmdlet(VerbsSecurity.Revoke, "ApiCredential", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(ApiCredential))]
public sealed class RevokeApiCredentialCommand : ApiCredentialChangeCmdlet
{
    /// <summary>Why, by the reason codes of RFC 5280. Unspecified by default.</summary>
    [Parameter(Position = 1, ValueFromPipelineByPropertyName = true)]
    [Choice<RevocationReason>]
    public RevocationReason? Reason { get; set; }

    private protected override string ActionText => "Revoke for good";

    private protected override Task<ApiCredential> ChangeAsync(IApiCredentialService service, CredentialReference reference, CancellationToken cancellationToken) =>
        service.RevokeAsync(reference, Reason ?? RevocationReason.Unspecified, cancellationToken);
}
