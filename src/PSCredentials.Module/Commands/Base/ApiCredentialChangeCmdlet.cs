using System.Management.Automation;

namespace PSCredentials.Commands;

/// <summary>A command that changes API credentials and returns them on request.</summary>
public abstract class ApiCredentialChangeCmdlet : ApiCredentialIdentityCmdlet
{
    private protected ApiCredentialChangeCmdlet()
    {
    }

    /// <summary>Returns the credential as it now is.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected abstract Task<ApiCredential> ChangeAsync(IApiCredentialService service, CredentialReference reference, CancellationToken cancellationToken);

    private protected sealed override void Apply(ApiCredential credential)
    {
        IApiCredentialService service = Target.ApiCredentials;
        ApiCredential changed = Await(cancellation => ChangeAsync(service, CredentialReference.ById(credential.Id), cancellation));
        WarnOfExpiry(changed);
        if (PassThru)
        {
            WriteObject(changed);
        }
    }
}
