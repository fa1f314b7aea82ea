using System.Management.Automation;
using System.Security;
using PSCredentials.Module.Binding;

namespace PSCredentials.Commands;

/// <summary>
/// Rolls the certificate authority over: a new one, made or brought, issues from now on. What the old one issued stays good until it ends, and the old one
/// goes on signing its revocation lists and status answers.
/// </summary>
[Cmdlet(VerbsData.Update, "CredentialAuthorityCertificate", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High, DefaultParameterSetName = MakeSet)]
[OutputType(typeof(CredentialAuthorityCertificate))]
public sealed class UpdateCredentialAuthorityCertificateCommand : AuthorityCmdlet
{
    private const string MakeSet = "Make";
    private const string BringSet = "Bring";
    private const string RemoveEndedKeySet = "RemoveEndedKey";

    /// <summary>
    /// The kind of key of the new root: EcdsaP256, EcdsaP384 or RSA; that of the current one by default. Ed25519 is refused. With -Pkcs11Uri, the
    /// kind of key to make in the token where there is none.
    /// </summary>
    [Parameter(Position = 0, ParameterSetName = MakeSet)]
    [Choice<KeyAlgorithm>]
    public KeyAlgorithm? KeyAlgorithm { get; set; }

    /// <summary>
    /// A certificate authority to issue under, in place of a new root: the path of a PKCS#12 bundle, or of a PEM file, with the certificates above it
    /// up to the root.
    /// </summary>
    [Parameter(Mandatory = true, ParameterSetName = BringSet)]
    public string? CertificateAuthorityPath { get; set; }

    /// <summary>The path of its private key in PEM, where that is not in the same file.</summary>
    [Parameter(ParameterSetName = BringSet)]
    public string? CertificateAuthorityKeyPath { get; set; }

    /// <summary>The password of the bundle or of the private key.</summary>
    [Parameter(ParameterSetName = BringSet)]
    [ChosenSecret]
    public SecureString? CertificateAuthorityPassword { get; set; }

    /// <summary>
    /// A private key in a token (PKCS#11) as the certificate authority's, by its URI (RFC 7512): pkcs11:token=label;object=label?module-path=path. The certificate is the one
    /// that -CertificateAuthorityPath names, or a new root. A PIN in it is refused.
    /// </summary>
    [Parameter(ParameterSetName = MakeSet)]
    [Parameter(ParameterSetName = BringSet)]
    public string? Pkcs11Uri { get; set; }

    /// <summary>The token's PIN, which the vault keeps sealed. Without it, the PIN comes from the environment variable PSCREDENTIALS_PKCS11_PIN whenever it is needed.</summary>
    [Parameter(ParameterSetName = MakeSet)]
    [Parameter(ParameterSetName = BringSet)]
    [ChosenSecret]
    public SecureString? Pkcs11Pin { get; set; }

    /// <summary>Replaces nothing, and destroys the private keys of former certificate authorities whose certificates have all ended, which every replacement does too.</summary>
    [Parameter(Mandatory = true, ParameterSetName = RemoveEndedKeySet)]
    public SwitchParameter RemoveEndedKey { get; set; }

    private protected override void Process()
    {
        ICredentialAuthority authority = Target;
        if (RemoveEndedKey)
        {
            DestroyEndedKeys(authority);
        }
        else
        {
            Replace(authority);
        }
    }

    private void Replace(ICredentialAuthority authority)
    {
        ICertificateAuthorityService service = authority.CertificateAuthorities;
        CertificateAuthoritySource? source = CertificateAuthorityFiles.Read(
            this, CertificateAuthorityPath, CertificateAuthorityKeyPath, CertificateAuthorityPassword, Pkcs11Uri, Pkcs11Pin);
        CredentialAuthorityCertificate before = Await(service.ListAsync).First(certificate => certificate.IsCurrent);
        if (!ShouldProcess(authority.Name, $"Replace the certificate authority '{before.Subject}'"))
        {
            return;
        }

        var request = new CertificateAuthorityRollOver { KeyAlgorithm = KeyAlgorithm, Source = source, Replaces = before.SerialNumber };
        CredentialAuthorityCertificate next = Await(cancellation => service.RollOverAsync(request, cancellation));
        if (next.SerialNumber != before.SerialNumber)
        {
            WarnOf(next, before);
        }

        WriteObject(next);
    }

    // Where only the key has moved, servers have nothing new to trust.
    private void WarnOf(CredentialAuthorityCertificate next, CredentialAuthorityCertificate before)
    {
        WriteWarning(
            $"Certificates are issued by '{next.Subject}' from now on. Servers have to trust it before a new certificate is used: "
            + "give them both by Export-CredentialAuthorityCertificate -IncludeFormer, and the lists of both by Export-CredentialRevocationList.");
        if (next.Subject == before.Subject)
        {
            WriteWarning("The new certificate authority has the name of the old one. Some verifiers find an issuer by its name alone; prefer a name of its own.");
        }
    }

    private void DestroyEndedKeys(ICredentialAuthority authority)
    {
        if (ShouldProcess(authority.Name, "Destroy the private keys of former certificate authorities whose certificates have all ended"))
        {
            WriteObject(Await(authority.CertificateAuthorities.DestroyEndedKeysAsync), enumerateCollection: true);
        }
    }
}
