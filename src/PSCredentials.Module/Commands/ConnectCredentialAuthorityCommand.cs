using System.Management.Automation;
using System.Security;
using System.Security.Cryptography.X509Certificates;
using PSCredentials.Module.Binding;
using PSCredentials.Module.Completion;
using PSCredentials.Module.Loading;
using PSCredentials.Module.Session;

namespace PSCredentials.Commands;

/// <summary>
/// Connects the session to an authority, which becomes the current one: commands without -Authority go to it. It is an embedded one, whose vault is made where
/// it does not exist yet; a remote one, by its address; or a remote one that Save-CredentialConnection saved.
/// </summary>
[Cmdlet(VerbsCommunications.Connect, "CredentialAuthority", SupportsShouldProcess = true, DefaultParameterSetName = VaultSet)]
[OutputType(typeof(CredentialAuthorityInfo))]
public sealed class ConnectCredentialAuthorityCommand : RemoteConnectionCmdlet
{
    private const string VaultSet = "Vault";
    private const string RemoteSet = "Remote";
    private const string SavedSet = "Saved";

    /// <summary>The vault's folder, taken literally. By default the one that PSCREDENTIALS_HOME names, then one in the user's data folder.</summary>
    [Parameter(Position = 0, ParameterSetName = VaultSet, ValueFromPipelineByPropertyName = true)]
    [Alias("LiteralPath", "Location")]
    public override string? Path { get; set; }

    /// <summary>The passphrase, where the vault is, or shall be, sealed with one.</summary>
    [Parameter(ParameterSetName = VaultSet)]
    [ChosenSecret]
    public override SecureString? Passphrase { get; set; }

    /// <summary>What speaks at the address: this project's service, or the authority of a vendor.</summary>
    [Parameter(Mandatory = true, ParameterSetName = RemoteSet)]
    [Choice<RemoteProvider>]
    public RemoteProvider Provider { get; set; }

    /// <summary>The address: https, or http on this machine.</summary>
    [Parameter(Mandatory = true, ParameterSetName = RemoteSet)]
    [Alias("Url")]
    public Uri? Uri { get; set; }

    /// <summary>A saved connection: its name, or an object as Get-CredentialConnection returns it.</summary>
    [Parameter(Mandatory = true, ParameterSetName = SavedSet, ValueFromPipeline = true)]
    [SavedConnection]
    [ArgumentCompleter(typeof(SavedConnectionCompleter))]
    public string ConnectionName { get; set; } = string.Empty;

    /// <summary>The authority whose vault keeps the saved connection. By default the embedded one that was connected last, else the default one.</summary>
    [Parameter(ParameterSetName = SavedSet, ValueFromPipelineByPropertyName = true)]
    [AuthorityIdentity]
    [ArgumentCompleter(typeof(AuthorityCompleter))]
    public AuthorityIdentity? Authority { get; set; }

    /// <summary>What to present: an API token, an API key, or a personal access token, as the provider has it. In place of a certificate.</summary>
    [Parameter(ParameterSetName = RemoteSet)]
    [Parameter(ParameterSetName = SavedSet)]
    [PresentedSecret]
    public SecureString? Token { get; set; }

    /// <summary>The client certificate to present, with its private key. In place of a token.</summary>
    [Parameter(ParameterSetName = RemoteSet)]
    [Parameter(ParameterSetName = SavedSet)]
    [PresentedCertificate]
    public X509Certificate2? Certificate { get; set; }

    /// <summary>The file of the client certificate to present: a PKCS#12 bundle, or PEM. Intermediate certificates in it are sent along. In place of a token.</summary>
    [Parameter(ParameterSetName = RemoteSet)]
    [Parameter(ParameterSetName = SavedSet)]
    public string? CertificatePath { get; set; }

    /// <summary>The file of its private key in PEM, where that is not in the same file.</summary>
    [Parameter(ParameterSetName = RemoteSet)]
    [Parameter(ParameterSetName = SavedSet)]
    public string? CertificateKeyPath { get; set; }

    /// <summary>The password of the bundle, or of the private key.</summary>
    [Parameter(ParameterSetName = RemoteSet)]
    [Parameter(ParameterSetName = SavedSet)]
    [ChosenSecret]
    public SecureString? Password { get; set; }

    /// <summary>The proxy to go through. By default what the environment and the system say.</summary>
    [Parameter(ParameterSetName = RemoteSet)]
    [Parameter(ParameterSetName = SavedSet)]
    public Uri? Proxy { get; set; }

    /// <summary>Files, in PEM or DER, of the certificate authorities that are trusted for the server in place of the system's.</summary>
    [Parameter(ParameterSetName = RemoteSet)]
    public string[]? CertificateAuthorityPath { get; set; }

    /// <summary>Takes any certificate of the server's. Whoever is in between reads and changes what is sent; it warns each time.</summary>
    [Parameter(ParameterSetName = RemoteSet)]
    public SwitchParameter SkipCertificateCheck { get; set; }

    /// <summary>How long one attempt of a request may take, 1 to 3600 seconds; 100 by default.</summary>
    [Parameter(ParameterSetName = RemoteSet)]
    [Alias("TimeoutSec")]
    [WholeNumber]
    public int? OperationTimeoutSeconds { get; set; }

    /// <summary>How often a request is sent again that was not done for a reason that passes, 0 to 20 times; 4 by default.</summary>
    [Parameter(ParameterSetName = RemoteSet)]
    [WholeNumber]
    public int? MaximumRetryCount { get; set; }

    private protected override object? Subject => ParameterSetName == SavedSet ? ConnectionName : base.Subject;

    private protected override bool MakesVaults => ParameterSetName != SavedSet;

    private protected override void Process()
    {
        switch (ParameterSetName)
        {
            case RemoteSet:
                ConnectRemote(Uri, Name, _ => Options(Given(), TrustedCertificates.Read(this, CertificateAuthorityPath)));
                break;
            case SavedSet:
                ConnectSaved();
                break;
            default:
                ConnectVault();
                break;
        }
    }

    private void ConnectVault()
    {
        AuthorityOptions options = VaultOptions;
        string action = AuthorityProvider.Instance.Exists(options) ? "Connect" : "Make vault and connect";
        if (ShouldProcess(Locate(options), action))
        {
            Connect(Open(options), options);
        }
    }

    private void ConnectSaved()
    {
        ICredentialConnectionService saved = (Authority is { } named ? named.Live ?? Find(named).Authority : OwnVault().Authority).Connections;
        CredentialConnection connection = Await(cancellation => saved.ListAsync([ConnectionName], cancellation))
                .FirstOrDefault(item => string.Equals(item.Name, ConnectionName, StringComparison.OrdinalIgnoreCase))
            ?? throw new CredentialException(CredentialErrors.NotFound, $"No saved connection '{ConnectionName}' was found.");
        ConnectRemote(connection.Uri, string.IsNullOrEmpty(Name) ? connection.Name : Name, _ => Present(connection, saved));
    }

    private RemoteAuthorityOptions Present(CredentialConnection connection, ICredentialConnectionService saved)
    {
        bool isGiven = Token is not null || Certificate is not null || CertificatePath is not null;
        string? path = isGiven ? null : connection.CertificatePath;
        RemoteAuthorityOptions options = Options(connection, connection.CertificateAuthority, path);
        return isGiven || path is not null ? options : options with
        {
            Token = connection switch
            {
                { HasToken: true } => Await(cancellation => saved.RevealTokenAsync(connection, cancellation)),
                { SecretName: { } name } => SecretManagement.Read(this, name, connection.SecretVault),
                _ => throw CredentialException.Invalid("Token", $"or a certificate has to be given: connection '{connection.Name}' keeps none."),
            },
        };
    }

    private CredentialConnection Given() => new()
    {
        Provider = Provider,
        Uri = Uri,
        SkipCertificateCheck = SkipCertificateCheck,
        OperationTimeoutSeconds = OperationTimeoutSeconds,
        MaximumRetryCount = MaximumRetryCount,
    };

    private RemoteAuthorityOptions Options(CredentialConnection connection, string? trusted, string? savedPath = null)
    {
        if (new[] { Token is not null, Certificate is not null, CertificatePath is not null }.Count(given => given) is var given && given != 1 && (given > 1 || ParameterSetName == RemoteSet))
        {
            throw CredentialException.Invalid("Token, Certificate and CertificatePath", given == 0 ? "are all missing; one of them has to be given." : "exclude each other; give one of them.");
        }

        string? path = CertificatePath ?? savedPath;
        ClientCertificate? client = path is null ? null : ClientCertificateFile.Read(this, path, CertificateKeyPath, Password);
        return new RemoteAuthorityOptions
        {
            Provider = connection.Provider,
            Address = connection.Uri!,
            Token = Token is null ? null : new SecretText(Token),
            Certificate = client?.Certificate ?? Certificate,
            CertificateChain = client?.Chain ?? [],
            Proxy = Proxy ?? connection.Proxy,
            CertificateAuthorities = TrustedCertificates.Parse(trusted),
            SkipCertificateCheck = connection.SkipCertificateCheck,
            Timeout = connection.OperationTimeoutSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : RemoteAuthorityOptions.DefaultTimeout,
            Retries = connection.MaximumRetryCount ?? RemoteAuthorityOptions.DefaultRetries,
        };
    }
}
