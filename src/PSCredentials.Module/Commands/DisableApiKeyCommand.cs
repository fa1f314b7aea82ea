using System.Management.Automation;

namespace PSCredentials.Commands;

/// <summary>Switches API keys off for now. Enable-ApiKey switches them on again.</summary>
[Cmdlet(VerbsLifecycle.Disable, "ApiKey", SupportsShouldProcess = true)]
[OutputType(typeof(ApiKey))]
public sealed class DisableApiKeyCommand : ApiKeyChangeCmdlet
{
    private protected override string ActionText => "Disable";

    private protected override Task<ApiKey> ChangeAsync(IApiKeyService service, CredentialReference reference, CancellationToken cancellationToken) =>
        service.DisableAsync(reference, cancellationToken);
}
