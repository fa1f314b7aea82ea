using System.Management.Automation;

namespace PSCredentials.Commands;

/// <summary>Lists the certificate authorities of an authority: the one that issues, and those before it, whose certificates stay good until they end.</summary>
[Cmdlet(VerbsCommon.Get, "CredentialAuthorityCertificate")]
[OutputType(typeof(CredentialAuthorityCertificate))]
public sealed class GetCredentialAuthorityCertificateCommand : AuthorityCmdlet
{
    /// <summary>Returns only the one that issues.</summary>
    [Parameter]
    public SwitchParameter Current { get; set; }

    private protected override void Process()
    {
        ICertificateAuthorityService service = Target.CertificateAuthorities;
        foreach (CredentialAuthorityCertificate certificate in Await(service.ListAsync))
        {
            if (certificate.IsCurrent || !Current)
            {
                WriteObject(certificate);
            }
        }
    }
}
