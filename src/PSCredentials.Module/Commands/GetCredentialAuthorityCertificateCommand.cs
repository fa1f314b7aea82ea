using System.Management.Automation;
using PSCredentials.Module.Completion;

namespace PSCredentials.Commands;

/// <summary>Lists the certificate authorities of an authority: the one that issues, and those before it, whose certificates stay good until they end.</summary>
[Cmdlet(VerbsCommon.Get, "CredentialAuthorityCertificate")]
[OutputType(typeof(CredentialAuthorityCertificate))]
public sealed class GetCredentialAuthorityCertificateCommand : AuthorityCmdlet
{
    /// <summary>Subjects of certificate authorities; wildcards are allowed. A name without wildcards that is not found is an error.</summary>
    [Parameter(Position = 0)]
    [Alias("Subject")]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(IssuerCompleter))]
    public string[] Name { get; set; } = ["*"];

    /// <summary>Returns only the one that issues.</summary>
    [Parameter]
    public SwitchParameter Current { get; set; }

    private protected override void Process()
    {
        ICertificateAuthorityService service = Target.CertificateAuthorities;
        CredentialAuthorityCertificate[] all = [.. Await(service.ListAsync).Where(certificate => certificate.IsCurrent || !Current)];
        foreach (string name in Name)
        {
            Attempt(name, () => List(name, all));
        }
    }

    private void List(string name, CredentialAuthorityCertificate[] all)
    {
        var pattern = new WildcardPattern(name, WildcardOptions.IgnoreCase);
        CredentialAuthorityCertificate[] found = [.. all.Where(certificate => pattern.IsMatch(certificate.Subject))];
        if (found.Length == 0 && !WildcardPattern.ContainsWildcardCharacters(name))
        {
            throw new CredentialException(CredentialErrors.NotFound, $"There is no certificate authority '{name}'.");
        }

        WriteObject(found, enumerateCollection: true);
    }
}
