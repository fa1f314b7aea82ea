using System.Management.Automation;
using System.Net;
using System.Security;
using System.Security.Cryptography.X509Certificates;
using PSCredentials.Module.Binding;

namespace PSCredentials.Commands;

/// <summary>Verifies what somebody presents: a token, or a client certificate. It answers true or false, or the verdict with its reason.</summary>
[Cmdlet(VerbsDiagnostic.Test, "ApiCredential")]
[OutputType(typeof(bool), typeof(CredentialVerdict))]
public sealed class TestApiCredentialCommand : VerificationCmdlet
{
    /// <summary>The token as it was presented: a SecureString, text, or an object as New-ApiCredential returns it.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [AllowNull]
    [PresentedSecret]
    public SecureString? Token { get; set; }

    /// <summary>The client certificate as it was presented, or an object as New-ApiCredential returns it.</summary>
    [Parameter(ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [AllowNull]
    [PresentedCertificate]
    public X509Certificate2? Certificate { get; set; }

    /// <summary>The path of a file with the client certificate in PEM or DER.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath")]
    public string? CertificatePath { get; set; }

    private protected override object? Subject => CertificatePath ?? base.Subject;

    private protected override Task<CredentialVerdict> VerifyAsync(ICredentialVerifier verifier, IPAddress? address, CancellationToken cancellationToken)
    {
        if (new object?[] { Token, Certificate, CertificatePath }.Count(given => given is not null) != 1)
        {
            throw CredentialException.Invalid("Token, Certificate or CertificatePath", "is needed, and one of them only; a credential that is listed holds no secret.");
        }

        return Token is not null
            ? verifier.VerifyTokenAsync(new SecretText(Token).Reveal(), address, cancellationToken).AsTask()
            : verifier.VerifyCertificateAsync(Certificate?.RawData ?? PemFile.Read(this, CertificatePath!, "CERTIFICATE"), address, cancellationToken).AsTask();
    }
}
