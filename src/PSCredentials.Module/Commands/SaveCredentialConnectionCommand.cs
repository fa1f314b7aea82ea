using System.Management.Automation;
using System.Security;
using PSCredentials.Module.Binding;
using PSCredentials.Module.Completion;
using PSCredentials.Module.Session;

namespace PSCredentials.Commands;

/// <summary>
/// Saves how to connect to a remote authority under a name, which Connect-CredentialAuthority takes. The token is kept only where it is given: sealed in the
/// vault, or in SecretManagement. Nothing is sent.
/// </summary>
[Cmdlet(VerbsData.Save, "CredentialConnection", SupportsShouldProcess = true)]
[OutputType(typeof(CredentialConnection))]
public sealed class SaveCredentialConnectionCommand : AuthorityCmdlet
{
    /// <summary>The name, 1 to 255 characters, unique without regard to case.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(SavedConnectionCompleter))]
    public string Name { get; set; } = string.Empty;

    /// <summary>What speaks at the address.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [Choice<RemoteProvider>]
    public RemoteProvider Provider { get; set; }

    /// <summary>The address: https, or http on this machine.</summary>
    [Parameter(Mandatory = true, Position = 2, ValueFromPipelineByPropertyName = true)]
    [Alias("Url")]
    public Uri Uri { get; set; } = null!;

    /// <summary>The token to keep: sealed in the vault, or with -SecretName written to SecretManagement by its Set-Secret. Without it no token is kept.</summary>
    [Parameter]
    [PresentedSecret]
    public SecureString? Token { get; set; }

    /// <summary>The name under which SecretManagement has the token, or shall have it where -Token is given. It is read whenever the connection is made.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [AllowEmptyString]
    public string? SecretName { get; set; }

    /// <summary>The vault of SecretManagement that has it; by default all are asked, and its default vault is written to.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [AllowEmptyString]
    public string? SecretVault { get; set; }

    /// <summary>The file of the client certificate to present. Its password is not kept; give it when you connect.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [AllowEmptyString]
    public string? CertificatePath { get; set; }

    /// <summary>The proxy to go through, without its user. By default what the environment and the system say.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [EmptyIsAbsent]
    public Uri? Proxy { get; set; }

    /// <summary>Files, in PEM or DER, of the certificate authorities that are trusted for the server in place of the system's. The certificates themselves are kept.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("CertificateAuthority")]
    [AllowEmptyCollection]
    [EmptyIsAbsent]
    public string[]? CertificateAuthorityPath { get; set; }

    /// <summary>Takes any certificate of the server's. Whoever is in between reads and changes what is sent.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Flag]
    public SwitchParameter SkipCertificateCheck { get; set; }

    /// <summary>How long one attempt of a request may take, 1 to 3600 seconds; 100 by default.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("TimeoutSec")]
    [WholeNumber]
    public int? OperationTimeoutSeconds { get; set; }

    /// <summary>How often a request is sent again that was not done for a reason that passes, 0 to 20 times; 4 by default.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [WholeNumber]
    public int? MaximumRetryCount { get; set; }

    /// <summary>Replaces a connection of the name, and forgets its token.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    private protected override object? Subject => Name;

    private protected override SessionConnections.Connection Unnamed() => OwnVault();

    private protected override void Process()
    {
        CredentialConnection given = Given();
        ICredentialConnectionService saved = Target.Connections;
        CredentialConnection? before = Await(cancellation => saved.ListAsync([], cancellation))
            .FirstOrDefault(item => string.Equals(item.Name, Name, StringComparison.OrdinalIgnoreCase));
        if (before is not null && !Force)
        {
            throw new CredentialException(CredentialErrors.AlreadyExists, $"There is already a connection '{before.Name}' to {before.Uri}; -Force replaces it.");
        }

        if (!ShouldProcess($"{Name} ({Uri})", before is null ? "Save connection" : "Replace connection"))
        {
            return;
        }

        bool isElsewhere = !string.IsNullOrEmpty(SecretName);
        if (isElsewhere && Token is not null)
        {
            SecretManagement.Write(this, SecretName!, SecretVault, Token);
        }

        SecretText? token = isElsewhere || Token is null ? null : new SecretText(Token);
        WriteObject(Await(cancellation => saved.SaveAsync(given, token, Force, cancellation)));
    }

    private CredentialConnection Given() => new()
    {
        Name = Name,
        Provider = Provider,
        Uri = Uri,
        Proxy = Proxy,
        CertificateAuthority = TrustedCertificates.Read(this, CertificateAuthorityPath),
        SkipCertificateCheck = SkipCertificateCheck,
        OperationTimeoutSeconds = OperationTimeoutSeconds,
        MaximumRetryCount = MaximumRetryCount,
        CertificatePath = string.IsNullOrEmpty(CertificatePath) ? null : FilePath.Resolve(this, CertificatePath),
        SecretName = SecretName,
        SecretVault = SecretVault,
    };
}
