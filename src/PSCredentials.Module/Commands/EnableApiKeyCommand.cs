using System.Management.Automation;

namespace PSCredentials.Commands;

/// <summary>Switches API keys on again.</summary>
[Cmdlet(VerbsLifecycle.Enable, "ApiKey", SupportsShouldProcess = true)]
[OutputType(typeof(ApiKey))]
public sealed class EnableApiKeyCommand : ApiKeyChangeCmdlet
{
    private protected override string ActionText => "Enable";

    private protected override Task<ApiKey> ChangeAsync(IApiKeyService service, CredentialReference reference, CancellationToken cancellationToken) =>
        service.EnableAsync(reference, cancellationToken);
}
