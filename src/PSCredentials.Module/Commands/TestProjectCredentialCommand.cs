using System.Management.Automation;
using System.Net;
using System.Security;
using PSCredentials.Module.Binding;
using PSCredentials.Module.Completion;

namespace PSCredentials.Commands;

/// <summary>
/// Verifies a username and password that somebody presents. It answers true or false, or the verdict with its reason; the time tells nothing of whether
/// the username exists.
/// </summary>
[Cmdlet(VerbsDiagnostic.Test, "ProjectCredential")]
[OutputType(typeof(bool), typeof(CredentialVerdict))]
public sealed class TestProjectCredentialCommand : VerificationCmdlet
{
    /// <summary>The username as it was presented.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [AllowEmptyString]
    [ArgumentCompleter(typeof(ProjectCredentialCompleter))]
    public string? Username { get; set; }

    /// <summary>The password as it was presented: a SecureString, or text.</summary>
    [Parameter(Position = 1, ValueFromPipelineByPropertyName = true)]
    [PresentedSecret]
    public SecureString? Password { get; set; }

    /// <summary>Username and password at once, as Get-Credential returns them.</summary>
    [Parameter(ValueFromPipeline = true)]
    [ValidateNotNull]
    public PSCredential? Credential { get; set; }

    /// <summary>The proxy that is to be used; a credential that was not granted access to it is refused.</summary>
    [Parameter]
    public string? ApiProxy { get; set; }

    /// <summary>The group of proxies that is to be used; a credential that was not granted access to it is refused.</summary>
    [Parameter]
    public string? ApiProxyGroup { get; set; }

    private protected override object? Subject => Credential?.UserName ?? Username;

    private protected override Task<CredentialVerdict> VerifyAsync(ICredentialVerifier verifier, IPAddress? address, CancellationToken cancellationToken)
    {
        (string username, SecretText? password) = AccountInput.Read(Username, Password, Credential);
        return verifier.VerifyPasswordAsync(username, password ?? new SecretText(string.Empty), address, Resource(), cancellationToken).AsTask();
    }

    private AccessTarget? Resource()
    {
        if (!string.IsNullOrEmpty(ApiProxy) && !string.IsNullOrEmpty(ApiProxyGroup))
        {
            throw CredentialException.Invalid("ApiProxy", "and ApiProxyGroup exclude each other; give one of them.");
        }

        return !string.IsNullOrEmpty(ApiProxy) ? new AccessTarget(ApiProxy)
            : !string.IsNullOrEmpty(ApiProxyGroup) ? new AccessTarget(ApiProxyGroup, AccessTargetType.ApiProxyGroup)
            : null;
    }
}
