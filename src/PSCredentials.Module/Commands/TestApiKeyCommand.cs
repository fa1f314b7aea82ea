using System.Management.Automation;
using System.Net;
using System.Security;
using PSCredentials.Module.Binding;

namespace PSCredentials.Commands;

/// <summary>Verifies an API key that somebody presents. It answers true or false, or the verdict with its reason.</summary>
[Cmdlet(VerbsDiagnostic.Test, "ApiKey")]
[OutputType(typeof(bool), typeof(CredentialVerdict))]
public sealed class TestApiKeyCommand : VerificationCmdlet
{
    /// <summary>The key as it was presented: a SecureString, text, or an object as New-ApiKey returns it.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [PresentedSecret]
    public SecureString? Key { get; set; }

    private protected override Task<CredentialVerdict> VerifyAsync(ICredentialVerifier verifier, IPAddress? address, CancellationToken cancellationToken) =>
        verifier.VerifyApiKeyAsync(new SecretText(Key!).Reveal(), address, cancellationToken).AsTask();
}
