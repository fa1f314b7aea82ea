using System.Management.Automation;
using PSCredentials.Module.Binding;

namespace PSCredentials.Commands;

/// <summary>
/// Renews API keys, which moves the last day and keeps the key, or rotates them, which makes a new key. Before the renewal window it does neither,
/// so that it can be run every day.
/// </summary>
/// <remarks>The new last day does not come from the pipeline's objects: a key that is piped in carries its old one as ValidUntil.</remarks>
[Cmdlet(VerbsData.Update, "ApiKey", SupportsShouldProcess = true, DefaultParameterSetName = RenewSet)]
[OutputType(typeof(ApiKey), ParameterSetName = [RenewSet])]
[OutputType(typeof(IssuedApiKey), ParameterSetName = [RotateSet])]
public sealed class UpdateApiKeyCommand : ApiKeyIdentityCmdlet
{
    private const string RenewSet = "Renew";
    private const string RotateSet = "Rotate";

    /// <summary>The new last day, in UTC. A renewal to a day is not held back by the renewal window.</summary>
    [Parameter]
    [Alias("Validity")]
    [Day]
    public DateOnly? ValidUntil { get; set; }

    /// <summary>
    /// The number of days from today, in UTC, to the new last day; it counts where ValidUntil is given too. Without both it is the policy's
    /// default, but a rotation that is forced before the renewal window keeps the day.
    /// </summary>
    [Parameter]
    [WholeNumber]
    public int? ExpirationDays { get; set; }

    /// <summary>How long before the expiry an update is due; the last third of the new lifetime by default.</summary>
    [Parameter]
    [Duration]
    public TimeSpan? RenewalWindow { get; set; }

    /// <summary>Renews or rotates before the renewal window too.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Makes a new key, which is on the returned object. The id changes with it.</summary>
    [Parameter(Mandatory = true, ParameterSetName = RotateSet)]
    public SwitchParameter Rotate { get; set; }

    /// <summary>How long the old key works on, such as '12h' or a number of days; by default it ends at once.</summary>
    [Parameter(ParameterSetName = RotateSet)]
    [Duration]
    public TimeSpan? GracePeriod { get; set; }

    /// <summary>Puts the key on the object as text in place of a SecureString.</summary>
    [Parameter(ParameterSetName = RotateSet)]
    public SwitchParameter AsPlainText { get; set; }

    private protected override string ActionText => Rotate ? "Rotate" : "Renew";

    private protected override bool TakesObjectsAsRead => false;

    private protected override bool IsDue(ApiKey credential)
    {
        DateOnly? day = Lifetime.ReadDay(ExpirationDays, ValidUntil, Now);
        if (Force || (!Rotate && ExpirationDays is null && ValidUntil is not null))
        {
            return true;
        }

        UpdateWindow window = WindowOf(day);
        if (window.IsOpen(credential, Now))
        {
            return true;
        }

        WriteWarning(window.Decline(credential, Describe(credential), Rotate ? "rotates" : "renews"));
        return false;
    }

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

        if (day is null && WindowOf(day).IsOpen(credential, Now))
        {
            day = Lifetime.LastDay(DefaultLifetime(), Now);
        }

        if (GracePeriod is null && credential.State == CredentialState.Active)
        {
            WriteWarning($"The old key of {Describe(credential)} ends now; with -GracePeriod it works on while its holders take the new one.");
        }

        IssuedApiKey issued = Await(cancellation => service.RotateAsync(reference, GracePeriod ?? TimeSpan.Zero, day, cancellation));
        WarnOfExpiry(issued);
        WriteObject(AsPlainText ? PlainText.Reveal(issued) : issued);
    }

    private UpdateWindow WindowOf(DateOnly? day) =>
        RenewalWindow is { } length ? new UpdateWindow(length) : UpdateWindow.Of(day is { } last ? Lifetime.EndOf(last) - Now : DefaultLifetime());

    private TimeSpan DefaultLifetime()
    {
        IPolicyService policy = Target.Policy;
        return Await(policy.GetAsync).GetLifetime(CredentialPolicy.ApiKeyType).DefaultLifetime;
    }
}
