using System.Management.Automation;

namespace PSCredentials.Commands;

/// <summary>A command that changes API keys and returns them on request.</summary>
public abstract class ApiKeyChangeCmdlet : ApiKeyIdentityCmdlet
{
    private protected ApiKeyChangeCmdlet()
    {
    }

    /// <summary>Returns the key's facts as they now are, with the key masked.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected abstract Task<ApiKey> ChangeAsync(IApiKeyService service, CredentialReference reference, CancellationToken cancellationToken);

    private protected sealed override void Apply(ApiKey credential)
    {
        IApiKeyService service = Target.ApiKeys;
        ApiKey changed = Await(cancellation => ChangeAsync(service, CredentialReference.ById(credential.Id), cancellation));
        WarnOfExpiry(changed);
        if (PassThru)
        {
            WriteObject(changed);
        }
    }
}
