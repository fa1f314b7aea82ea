using System.Management.Automation;

namespace PSCredentials.Commands;

/// <summary>
/// Removes the records of API credentials; what they issued is refused from then on, and their events stay. They can be restored for a time by policy. Names take wildcards.
/// </summary>
[Cmdlet(VerbsCommon.Remove, "ApiCredential", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(void))]
public sealed class RemoveApiCredentialCommand : ApiCredentialIdentityCmdlet
{
    private protected override string ActionText => "Remove";

    private protected override bool TakesWildcards => true;

    private protected override void Apply(ApiCredential credential)
    {
        ICredentialAuthority authority = Target;
        Await(cancellation => authority.ApiCredentials.RemoveAsync(CredentialReference.ById(credential.Id), cancellation));
    }
}
