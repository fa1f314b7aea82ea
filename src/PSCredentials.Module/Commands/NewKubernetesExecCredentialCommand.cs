using System.Management.Automation;
using PSCredentials.Module.Binding;

namespace PSCredentials.Commands;

/// <summary>
/// Hands the client certificate of a kubeconfig credential, with its private key, to a Kubernetes client that runs this command as its exec plugin.
/// It keeps the certificate in a file of the user's, and rotates the credential when a third of its life is left.
/// </summary>
/// <remarks>The one command that writes a secret as text without being asked by a switch: that is what it is for.</remarks>
[Cmdlet(VerbsCommon.New, "KubernetesExecCredential", SupportsShouldProcess = true)]
[OutputType(typeof(string))]
public sealed class NewKubernetesExecCredentialCommand : ApiCredentialIdentityCmdlet
{
    private string _version = string.Empty;
    private ExecCredentialCache? _cache;

    /// <summary>How long the certificate before a rotation works on, such as '1h' or a number of days; 5 minutes by default.</summary>
    [Parameter]
    [Duration]
    public TimeSpan GracePeriod { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>The folder in which certificates and keys are kept, for the user alone; PSCredentials/exec in the user's folder for caches by default.</summary>
    [Parameter]
    public string? CachePath { get; set; }

    private protected override string ActionText => "Rotate";

    private protected override bool TakesObjectsAsRead => false;

    private protected override bool MakesVaults => false;

    private ExecCredentialCache Cache => _cache ??= new(string.IsNullOrEmpty(CachePath) ? ExecCredentialCache.DefaultFolder() : FilePath.Resolve(this, CachePath));

    private protected override void Begin() => _version = ExecCredential.RequestedVersion(Environment.GetEnvironmentVariable(ExecCredential.InfoVariable));

    private protected override bool IsDue(ApiCredential credential)
    {
        EnsureUsable(credential);
        ExecCredentialSource source = Source();
        if (Await(cancellation => source.FindAsync(credential, cancellation)) is not { } kept)
        {
            return true;
        }

        Hand(kept, source.Remarks);
        return false;
    }

    private protected override void Apply(ApiCredential credential)
    {
        ExecCredentialSource source = Source();
        Hand(Await(cancellation => source.RenewAsync(credential, GracePeriod, cancellation)), source.Remarks);
    }

    private protected override bool EndsOnOpening(CredentialException error) => !IsPassing(error);

    private protected override bool TakesOver(CredentialIdentity identity, CredentialException error)
    {
        if (identity.Reference.Id is not { } id)
        {
            return false;
        }

        if (error.Definition == CredentialErrors.NotFound || error.Definition == CredentialErrors.AlreadyRevoked)
        {
            Forget(id);
            return false;
        }

        if (!IsPassing(error) || Cache.Read(id, out _) is not { } kept || kept.NotAfter <= Now)
        {
            return false;
        }

        Hand(kept, [$"{error.Message} The certificate of the last rotation is used meanwhile, unverified; it ends {kept.NotAfter:yyyy-MM-dd HH:mm:ss} UTC."]);
        return true;
    }

    // What may be over by the next call, or leaves a certificate as good as it was.
    private static bool IsPassing(CredentialException error) =>
        error.Code is CredentialErrorCode.Unavailable or CredentialErrorCode.Timeout
        || error.Definition == CredentialErrors.FileAccessFailed || error.Definition == CredentialErrors.CertificateAuthorityExpired;

    private ExecCredentialSource Source() => new(Target, Cache, TimeProvider.System);

    private void Hand(ExecCredential credential, IEnumerable<string> remarks)
    {
        foreach (string remark in remarks)
        {
            WriteWarning(remark);
        }

        WriteObject(credential.Write(_version));
    }

    // What ended for the authority shall not lie about.
    private void Forget(string id)
    {
        if (!IsWhatIf)
        {
            Cache.Remove(id);
        }
    }

    private void EnsureUsable(ApiCredential credential)
    {
        if (!credential.Type.IsKubeConfig())
        {
            throw CredentialException.Invalid("Identity", $"names '{credential.Name}' of type {credential.Type}; allowed are the kubeconfig types.");
        }

        if (credential.RevokedAt is null && credential.DisabledAt is null)
        {
            return;
        }

        Forget(credential.Id);
        throw credential.RevokedAt is not null
            ? new CredentialException(CredentialErrors.AlreadyRevoked, $"Credential '{credential.Name}' is revoked.")
            : new CredentialException(CredentialErrors.InvalidState, $"Credential '{credential.Name}' is disabled; Enable-ApiCredential switches it on again.");
    }
}
