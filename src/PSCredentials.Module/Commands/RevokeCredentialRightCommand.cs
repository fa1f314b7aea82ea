using System.Management.Automation;

namespace PSCredentials.Commands;

/// <summary>Takes rights from users and groups. A right that is not there is an error.</summary>
[Cmdlet(VerbsSecurity.Revoke, "CredentialRight", SupportsShouldProcess = true)]
[OutputType(typeof(void))]
public sealed class RevokeCredentialRightCommand : CredentialRightCmdlet
{
    private protected override string Verb => "Revoke";

    private protected override void Apply(CredentialRight right)
    {
        ICredentialRightService service = Target.Rights;
        _ = Await(cancellation => service.RevokeAsync(right, cancellation));
    }
}
