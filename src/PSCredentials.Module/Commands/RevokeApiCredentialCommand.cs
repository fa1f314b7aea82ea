using System.Management.Automation;
using PSCredentials.Module.Binding;

namespace PSCredentials.Commands;

/// <summary>Ends API credentials for good, certificates too: verification refuses them from the next call on.</summary>
/// <remarks>The pipeline's credentials are revoked many at a time, beside the pipeline and ahead of the output.</remarks>
[Cmdlet(VerbsSecurity.Revoke, "ApiCredential", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(ApiCredential))]
public sealed class RevokeApiCredentialCommand : ApiCredentialIdentityCmdlet, IDisposable
{
    private BatchedRevocation? _work;

    /// <summary>Why, by the reason codes of RFC 5280. Unspecified by default.</summary>
    [Parameter(Position = 1, ValueFromPipelineByPropertyName = true)]
    [Choice<RevocationReason>]
    public RevocationReason? Reason { get; set; }

    /// <summary>Returns the credential as it now is.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override string ActionText => "Revoke for good";

    private protected override bool CountsWhenFinished => true;

    /// <summary>Begins nothing more: a pipeline can end before its input.</summary>
    public void Dispose() => _work?.Dispose();

    private protected override void Apply(ApiCredential credential)
    {
        _work ??= new BatchedRevocation(StopsAtErrors, Requests, Stop);
        _work.Add(new(Target.ApiCredentials, Reason ?? RevocationReason.Unspecified, CredentialReference.ById(credential.Id), Named));
        WriteFinished();
        while (_work.IsFull && _work.TryWait(out Task? batch))
        {
            Await(_ => batch);
            WriteFinished();
        }

        // Who is asked about each sees what came of it before the next.
        if (AsksFirst)
        {
            Settle();
        }
    }

    private protected override void Settle()
    {
        WriteFinished();
        while (_work?.TryWait(out Task? batch) == true)
        {
            Await(_ => batch);
            WriteFinished();
        }
    }

    private protected override void End() => Attempt(null, Settle);

    private void WriteFinished()
    {
        while (_work?.TryTake(out (BatchedRevocation.Item Item, RevocationOutcome Outcome) done) == true)
        {
            Attempt(done.Item.Target, () => Write(done.Outcome));
        }
    }

    private void Write(RevocationOutcome outcome)
    {
        ApiCredential revoked = outcome.Credential ?? throw outcome.Refusal!;
        CountOne();
        if (PassThru)
        {
            WriteObject(revoked);
        }
    }
}
