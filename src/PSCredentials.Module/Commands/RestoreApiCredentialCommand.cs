using System.Management.Automation;

namespace PSCredentials.Commands;

/// <summary>Undoes the removal of API credentials: they are back with their ids and their secrets. Names take wildcards.</summary>
[Cmdlet(VerbsData.Restore, "ApiCredential", SupportsShouldProcess = true)]
[OutputType(typeof(ApiCredential))]
public sealed class RestoreApiCredentialCommand : ApiCredentialIdentityCmdlet
{
    /// <summary>Returns the credential as it now is.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override string ActionText => "Restore";

    private protected override bool TakesWildcards => true;

    private protected override async Task<ApiCredential> FindAsync(ICredentialAuthority authority, CredentialReference reference, CancellationToken cancellationToken) =>
        await authority.RemovedApiCredentials.GetAsync(reference, cancellationToken);

    private protected override IAsyncEnumerable<ApiCredential> MatchAsync(ICredentialAuthority authority, string name, string? scope, CancellationToken cancellationToken) =>
        authority.RemovedApiCredentials.ListAsync(new ApiCredentialQuery { Name = [name], Namespace = scope is null ? [] : [WildcardPattern.Escape(scope)] }, cancellationToken);

    private protected override void Apply(ApiCredential credential)
    {
        ICredentialAuthority authority = Target;
        ApiCredential restored = Await(cancellation => authority.RemovedApiCredentials.RestoreAsync(CredentialReference.ById(credential.Id), cancellation));
        WarnOfExpiry(restored);
        if (PassThru)
        {
            WriteObject(restored);
        }
    }
}
