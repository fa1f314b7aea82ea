using System.Management.Automation;
using System.Security;
using PSCredentials.Module.Binding;
using PSCredentials.Module.Errors;
using PSCredentials.Module.Loading;
using PSCredentials.Module.Session;

namespace PSCredentials.Commands;

/// <summary>
/// Makes the vault of an embedded authority, and connects to it. It is needed only to choose how the vault's keys are sealed, or the
/// certificate authority: without it, the first command that needs a vault makes one with the platform's defaults.
/// </summary>
[Cmdlet(VerbsData.Initialize, "CredentialAuthority", SupportsShouldProcess = true)]
[OutputType(typeof(CredentialAuthorityInfo))]
public sealed class InitializeCredentialAuthorityCommand : ConnectionCmdlet
{
    /// <summary>
    /// Where the master key that seals the vault's keys comes from. By default a passphrase if one is given, the environment variable
    /// PSCREDENTIALS_MASTER_KEY if it is set, else a key file (on Windows: the data protection interface).
    /// </summary>
    [Parameter]
    public VaultProtection? Protection { get; set; }

    /// <summary>
    /// A certificate authority to issue under, in place of a new root: the path of a PKCS#12 bundle, or of a PEM file, with the certificates above it
    /// up to the root.
    /// </summary>
    [Parameter]
    public string? CertificateAuthorityPath { get; set; }

    /// <summary>The path of its private key in PEM, where that is not in the same file.</summary>
    [Parameter]
    public string? CertificateAuthorityKeyPath { get; set; }

    /// <summary>The password of the bundle or of the private key.</summary>
    [Parameter]
    [ChosenSecret]
    public SecureString? CertificateAuthorityPassword { get; set; }

    /// <summary>
    /// The kind of key of a root that is made: EcdsaP256 by default, EcdsaP384 or RSA; Ed25519 is refused. Not for a certificate authority that is brought; for
    /// a key in a token, the kind of key to make in it where there is none.
    /// </summary>
    [Parameter]
    [Choice<KeyAlgorithm>]
    public KeyAlgorithm? KeyAlgorithm { get; set; }

    /// <summary>
    /// A private key in a token (PKCS#11) as the certificate authority's, by its URI (RFC 7512): pkcs11:token=label;object=label?module-path=path. The certificate is the one
    /// that -CertificateAuthorityPath names, or a new root. A PIN in it is refused.
    /// </summary>
    [Parameter]
    public string? Pkcs11Uri { get; set; }

    /// <summary>The token's PIN, which the vault keeps sealed. Without it, the PIN comes from the environment variable PSCREDENTIALS_PKCS11_PIN whenever it is needed.</summary>
    [Parameter]
    [ChosenSecret]
    public SecureString? Pkcs11Pin { get; set; }

    private protected override void Process()
    {
        AuthorityOptions options = VaultOptions with
        {
            Protection = Protection,
            CertificateAuthority = CertificateAuthorityFiles.Read(
                this, CertificateAuthorityPath, CertificateAuthorityKeyPath, CertificateAuthorityPassword, Pkcs11Uri, Pkcs11Pin),
            CertificateAuthorityKeyAlgorithm = KeyAlgorithm,
        };
        string location = Locate(options);
        if (!ShouldProcess(location, "Make vault"))
        {
            return;
        }

        try
        {
            ICredentialAuthorityProvider provider = AuthorityProvider.Instance;
            Connect(new SessionConnections.Connection(Await(cancellation => provider.InitializeAsync(options, cancellation)), location), options);
        }
        catch (CredentialException error)
        {
            ThrowTerminatingError(ErrorRecords.Create(error, location));
        }
    }
}
