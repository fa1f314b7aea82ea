using System.Management.Automation;

namespace PSCredentials.Commands;

/// <summary>
/// Removes the records of API keys; they are refused from then on, and their events stay. They can be restored for a time by policy. Names take wildcards.
/// </summary>
[Cmdlet(VerbsCommon.Remove, "ApiKey", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(void))]
public sealed class RemoveApiKeyCommand : ApiKeyIdentityCmdlet
{
    private protected override string ActionText => "Remove";

    private protected override bool TakesWildcards => true;

    private protected override void Apply(ApiKey credential)
    {
        ICredentialAuthority authority = Target;
        Await(cancellation => authority.ApiKeys.RemoveAsync(CredentialReference.ById(credential.Id), cancellation));
    }
}
