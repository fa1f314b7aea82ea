using System.Management.Automation;
using PSCredentials.Module.Binding;

namespace PSCredentials.Commands;

/// <summary>Renews API keys, which moves the last day and keeps the key, or rotates them, which makes a new key.</summary>
/// <remarks>The new last day does not come from the pipeline's objects: a key that is piped in carries its old one as ValidUntil.</remarks>
[Cmdlet(VerbsData.Update, "ApiKey", SupportsShouldProcess = true, DefaultParameterSetName = RenewSet)]
[OutputType(typeof(ApiKey), ParameterSetName = [RenewSet])]
[OutputType(typeof(IssuedApiKey), ParameterSetName = [RotateSet])]
public sealed class UpdateApiKeyCommand : ApiKeyIdentityCmdlet
{
    private const string RenewSet = "Renew";
    private const string RotateSet = "Rotate";

    /// <summary>The new last day, in UTC. Without it and ExpirationDays, renewal takes the policy's default and rotation keeps the day.</summary>
    [Parameter]
    [Alias("Validity")]
    [Day]
    public DateOnly? ValidUntil { get; set; }

    /// <summary>The number of days from today, in UTC, to the new last day. It counts where ValidUntil is given too.</summary>
    [Parameter]
    [WholeNumber]
    public int? ExpirationDays { get; set; }

    /// <summary>Makes a new key, which is on the returned object. The id changes with it.</summary>
    [Parameter(Mandatory = true, ParameterSetName = RotateSet)]
    public SwitchParameter Rotate { get; set; }

    /// <summary>How long the old key works on, such as '12h' or a number of days; by default it ends at once.</summary>
    [Parameter(ParameterSetName = RotateSet)]
    [Duration]
    public TimeSpan GracePeriod { get; set; }

    /// <summary>Puts the key on the object as text in place of a SecureString.</summary>
    [Parameter(ParameterSetName = RotateSet)]
    public SwitchParameter AsPlainText { get; set; }

    private protected override string ActionText => Rotate ? "Rotate" : "Renew";

    private protected override void Apply(ApiKey credential)
    {
        IApiKeyService service = Target.ApiKeys;
        var reference = CredentialReference.ById(credential.Id);
        DateOnly? day = Lifetime.ReadDay(ExpirationDays, ValidUntil, Now);
        if (!Rotate)
        {
            WriteObject(Await(cancellation => service.RenewAsync(reference, day, cancellation)));
            return;
        }

        IssuedApiKey issued = Await(cancellation => service.RotateAsync(reference, GracePeriod, day, cancellation));
        WriteObject(AsPlainText ? PlainText.Reveal(issued) : issued);
    }
}
