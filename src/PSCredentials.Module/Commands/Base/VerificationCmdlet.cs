using System.Management.Automation;
using System.Net;

namespace PSCredentials.Commands;

/// <summary>A command that verifies what somebody presents.</summary>
public abstract class VerificationCmdlet : AuthorityCmdlet
{
    private protected VerificationCmdlet()
    {
    }

    /// <summary>The address it was presented from. Without it, a credential that has an allow list is refused.</summary>
    [Parameter]
    public IPAddress? IPAddress { get; set; }

    /// <summary>Returns the verdict, with its reason, the credential, its principal and rights, in place of a Boolean.</summary>
    [Parameter]
    public SwitchParameter Detailed { get; set; }

    private protected abstract Task<CredentialVerdict> VerifyAsync(ICredentialVerifier verifier, IPAddress? address, CancellationToken cancellationToken);

    private protected sealed override void Process()
    {
        ICredentialVerifier verifier = Target.Verifier;
        CredentialVerdict verdict = Await(cancellation => VerifyAsync(verifier, IPAddress, cancellation));
        if (verdict is { IsValid: true, Credential: { } credential })
        {
            WarnOfExpiry(credential);
        }

        WriteObject(Detailed ? verdict : verdict.IsValid);
    }
}
