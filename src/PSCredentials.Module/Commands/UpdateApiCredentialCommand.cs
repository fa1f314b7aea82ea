using System.Management.Automation;
using System.Security;
using PSCredentials.Module.Binding;
using PSCredentials.Module.Completion;

namespace PSCredentials.Commands;

/// <summary>Renews API credentials, which moves the expiry of a token and keeps its secret, or rotates them, which makes a new secret.</summary>
/// <remarks>The new expiry does not come from the pipeline's objects: a credential that is piped in carries its old one as ExpiresAt.</remarks>
[Cmdlet(VerbsData.Update, "ApiCredential", SupportsShouldProcess = true, DefaultParameterSetName = RenewSet)]
[OutputType(typeof(ApiCredential), ParameterSetName = [RenewSet])]
[OutputType(typeof(IssuedApiCredential), ParameterSetName = [RotateSet])]
public sealed class UpdateApiCredentialCommand : ApiCredentialIdentityCmdlet
{
    private const string RenewSet = "Renew";
    private const string RotateSet = "Rotate";

    /// <summary>The new lifetime in days from now. Without it and ExpiresAt, renewal takes the policy's default and rotation keeps the expiry. It counts where both are given.</summary>
    [Parameter]
    [WholeNumber]
    public int? ExpirationDays { get; set; }

    /// <summary>The new expiry; local time where it names no zone.</summary>
    [Parameter]
    [Moment]
    public DateTimeOffset? ExpiresAt { get; set; }

    /// <summary>Makes a new secret, which is on the returned object and nowhere else.</summary>
    [Parameter(Mandatory = true, ParameterSetName = RotateSet)]
    public SwitchParameter Rotate { get; set; }

    /// <summary>How long the old secret works on, such as '12h' or a number of days; by default it ends at once.</summary>
    [Parameter(ParameterSetName = RotateSet)]
    [Duration]
    public TimeSpan GracePeriod { get; set; }

    /// <summary>The password that protects a certificate's new PKCS#12 bundle.</summary>
    [Parameter(ParameterSetName = RotateSet)]
    [ChosenSecret]
    public SecureString? Password { get; set; }

    /// <summary>Makes a password for the new bundle; it is on the returned object.</summary>
    [Parameter(ParameterSetName = RotateSet)]
    public SwitchParameter GeneratePassword { get; set; }

    /// <summary>The registered cluster that a new kubeconfig points at; the one that the old kubeconfig named by default.</summary>
    [Parameter(ParameterSetName = RotateSet)]
    [ArgumentCompleter(typeof(ClusterCompleter))]
    public string? ClusterName { get; set; }

    /// <summary>The Kubernetes namespace that a new kubeconfig's context starts in.</summary>
    [Parameter(ParameterSetName = RotateSet)]
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
            GracePeriod = GracePeriod,
            Expiry = expiry,
            Password = BundlePasswords.Read(Password, GeneratePassword),
            Target = KubeConfigTargets.Read(this, ClusterName, ClusterNamespace, credential.Type.IsSite() && Server is not null ? credential.SiteName : null, Server, ServerCertificateAuthority),
        };
        IssuedApiCredential issued = Await(cancellation => service.RotateAsync(reference, request, cancellation));
        WriteObject(AsPlainText ? PlainText.Reveal(issued) : issued);
    }
}
