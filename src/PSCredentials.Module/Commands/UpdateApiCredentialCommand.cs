using System.Management.Automation;
using System.Security;
using PSCredentials.Module.Binding;
using PSCredentials.Module.Completion;

namespace PSCredentials.Commands;

/// <summary>
/// Renews API credentials, which moves the expiry of a token and keeps its secret, or rotates them, which makes a new secret. Before the renewal
/// window it does neither, so that it can be run every day.
/// </summary>
/// <remarks>The new expiry does not come from the pipeline's objects: a credential that is piped in carries its old one as ExpiresAt.</remarks>
[Cmdlet(VerbsData.Update, "ApiCredential", SupportsShouldProcess = true, DefaultParameterSetName = RenewSet)]
[OutputType(typeof(ApiCredential), ParameterSetName = [RenewSet])]
[OutputType(typeof(IssuedApiCredential), ParameterSetName = [RotateSet])]
public sealed class UpdateApiCredentialCommand : ApiCredentialIdentityCmdlet
{
    private const string RenewSet = "Renew";
    private const string RotateSet = "Rotate";

    /// <summary>
    /// The new lifetime in days from now; it counts where ExpiresAt is given too. Without both it is the policy's default, but a rotation that is
    /// forced before the renewal window keeps the expiry.
    /// </summary>
    [Parameter]
    [WholeNumber]
    public int? ExpirationDays { get; set; }

    /// <summary>The new expiry; local time where it names no zone. A renewal to a moment is not held back by the renewal window.</summary>
    [Parameter]
    [Moment]
    public DateTimeOffset? ExpiresAt { get; set; }

    /// <summary>How long before the expiry an update is due; the last third of the new lifetime by default.</summary>
    [Parameter]
    [Duration]
    public TimeSpan? RenewalWindow { get; set; }

    /// <summary>Renews or rotates before the renewal window too.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Makes a new secret, which is on the returned object and nowhere else.</summary>
    [Parameter(Mandatory = true, ParameterSetName = RotateSet)]
    public SwitchParameter Rotate { get; set; }

    /// <summary>How long the old secret works on, such as '12h' or a number of days; by default it ends at once.</summary>
    [Parameter(ParameterSetName = RotateSet)]
    [Duration]
    public TimeSpan? GracePeriod { get; set; }

    /// <summary>The password that protects a certificate's new PKCS#12 bundle.</summary>
    [Parameter(ParameterSetName = RotateSet)]
    [ChosenSecret]
    public SecureString? Password { get; set; }

    /// <summary>Makes a password for the new bundle; it is on the returned object.</summary>
    [Parameter(ParameterSetName = RotateSet)]
    public SwitchParameter GeneratePassword { get; set; }

    /// <summary>How the password protects the new bundle: Aes256 by default, Legacy for old readers, or Pbmac1.</summary>
    [Parameter(ParameterSetName = RotateSet)]
    [Choice<Pkcs12Encryption>]
    public Pkcs12Encryption? Pkcs12Encryption { get; set; }

    /// <summary>The kind of the new key; the kind of the old one by default.</summary>
    [Parameter(ParameterSetName = RotateSet)]
    [Choice<KeyAlgorithm>]
    public KeyAlgorithm? KeyAlgorithm { get; set; }

    /// <summary>The path of a certification request (PKCS#10) in PEM or DER with the new key, whose private part stays with its owner.</summary>
    [Parameter(ParameterSetName = RotateSet)]
    public string? CertificateRequestPath { get; set; }

    /// <summary>The registered clusters that a new kubeconfig points at, the first one's context current; those that the old kubeconfig named by default.</summary>
    [Parameter(ParameterSetName = RotateSet)]
    [TextList]
    [ArgumentCompleter(typeof(ClusterCompleter))]
    public string[]? ClusterName { get; set; }

    /// <summary>The Kubernetes namespace that a new kubeconfig's contexts start in.</summary>
    [Parameter(ParameterSetName = RotateSet)]
    [ArgumentCompleter(typeof(ApiCredentialPropertyCompleter))]
    public string? ClusterNamespace { get; set; }

    /// <summary>The address of the API server that a new kubeconfig points at, where no registered cluster is meant.</summary>
    [Parameter(ParameterSetName = RotateSet)]
    public Uri? Server { get; set; }

    /// <summary>The CA certificates that the API server's certificate is checked against: PEM text, or the path of a PEM or DER file.</summary>
    [Parameter(ParameterSetName = RotateSet)]
    public string? ServerCertificateAuthority { get; set; }

    /// <summary>Puts the token, or the made password, on the object as text in place of a SecureString.</summary>
    [Parameter(ParameterSetName = RotateSet)]
    public SwitchParameter AsPlainText { get; set; }

    private protected override string ActionText => Rotate ? "Rotate" : "Renew";

    private protected override bool TakesObjectsAsRead => false;

    private protected override bool IsDue(ApiCredential credential)
    {
        Expiry? expiry = Lifetime.Read(ExpirationDays, ExpiresAt);
        if (credential.State == CredentialState.Revoked || (!Rotate && (!credential.Type.IsRenewable() || expiry?.At is not null)))
        {
            return true;
        }

        if (Rotate)
        {
            // What is wrong shall show on the day the job is set up, not on the day the window opens.
            BundlePassword.EnsureFits(
                BundlePasswords.Read(Password, GeneratePassword), Pkcs12Encryption, credential.Type, ownKey: !string.IsNullOrEmpty(CertificateRequestPath));
        }

        if (Force)
        {
            return true;
        }

        UpdateWindow window = WindowOf(credential, expiry);
        if (window.IsOpen(credential, Now))
        {
            return true;
        }

        WriteWarning(window.Decline(credential, Describe(credential), Rotate ? "rotates" : "renews"));
        return false;
    }

    private protected override void Apply(ApiCredential credential)
    {
        IApiCredentialService service = Target.ApiCredentials;
        var reference = CredentialReference.ById(credential.Id);
        Expiry? expiry = Lifetime.Read(ExpirationDays, ExpiresAt);
        if (!Rotate)
        {
            WriteObject(Await(cancellation => service.RenewAsync(reference, expiry ?? Expiry.Default, cancellation)));
            return;
        }

        var request = new RotationRequest
        {
            GracePeriod = GracePeriod ?? TimeSpan.Zero,
            Expiry = expiry ?? WindowOf(credential, expiry).NewExpiry(credential, Now),
            Password = BundlePasswords.Read(Password, GeneratePassword),
            Pkcs12Encryption = Pkcs12Encryption,
            KeyAlgorithm = KeyAlgorithm,
            CertificateRequest = CertificateRequestFile.Read(this, CertificateRequestPath),
            Target = KubeConfigTargets.Read(this, ClusterName, ClusterNamespace, credential.Type.IsSite() && Server is not null ? credential.SiteName : null, Server, ServerCertificateAuthority),
        };
        if (GracePeriod is null && credential.State == CredentialState.Active)
        {
            WriteWarning($"The old secret of {Describe(credential)} ends now; with -GracePeriod it works on while its holders take the new one.");
        }

        IssuedApiCredential issued = Await(cancellation => service.RotateAsync(reference, request, cancellation));
        WarnOfExpiry(issued);
        WriteObject(AsPlainText ? PlainText.Reveal(issued) : issued);
    }

    private UpdateWindow WindowOf(ApiCredential credential, Expiry? expiry)
    {
        if (RenewalWindow is { } length)
        {
            return new UpdateWindow(length);
        }

        IPolicyService policy = Target.Policy;
        return UpdateWindow.Of(expiry?.After ?? expiry?.At - Now ?? Await(policy.GetAsync).GetLifetime(credential.Type.ToString()).DefaultLifetime);
    }
}
