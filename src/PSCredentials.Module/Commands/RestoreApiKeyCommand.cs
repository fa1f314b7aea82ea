using System.Management.Automation;

namespace PSCredentials.Commands;

/// <summary>Undoes the removal of API keys: the same keys work again. Names take wildcards.</summary>
[Cmdlet(VerbsData.Restore, "ApiKey", SupportsShouldProcess = true)]
[OutputType(typeof(ApiKey))]
public sealed class RestoreApiKeyCommand : ApiKeyIdentityCmdlet
{
    /// <summary>Returns the key's facts as they now are, with the key masked.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override string ActionText => "Restore";

    private protected override bool TakesWildcards => true;

    private protected override async Task<ApiKey> FindAsync(ICredentialAuthority authority, CredentialReference reference, CancellationToken cancellationToken) =>
        await authority.RemovedApiKeys.GetAsync(reference, cancellationToken);

    private protected override IAsyncEnumerable<ApiKey> MatchAsync(ICredentialAuthority authority, string name, string? scope, CancellationToken cancellationToken) =>
        authority.RemovedApiKeys.ListAsync(new ApiKeyQuery { Name = [name], Workspace = scope is null ? [] : [WildcardPattern.Escape(scope)] }, cancellationToken);

    private protected override void Apply(ApiKey credential)
    {
        ICredentialAuthority authority = Target;
        ApiKey restored = Await(cancellation => authority.RemovedApiKeys.RestoreAsync(CredentialReference.ById(credential.Id), cancellation));
        WarnOfExpiry(restored);
        if (PassThru)
        {
            WriteObject(restored);
        }
    }
}
