using System.Collections;
using System.Management.Automation;
using System.Security;
using PSCredentials.Module.Binding;
using PSCredentials.Module.Completion;

namespace PSCredentials.Commands;

/// <summary>Issues an API credential: a token, a client certificate or a kubeconfig. The secret is on the object it returns, and nowhere else.</summary>
[Cmdlet(VerbsCommon.New, "ApiCredential", SupportsShouldProcess = true)]
[OutputType(typeof(IssuedApiCredential))]
public sealed class NewApiCredentialCommand : AuthorityCmdlet
{
    /// <summary>The name, 6 to 1024 characters, unique in the namespace. A SCIM token may go without and gets one.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [AllowEmptyString]
    public string Name { get; set; } = string.Empty;

    /// <summary>What to issue, also in the spelling of F5 Distributed Cloud, such as API_TOKEN.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [CredentialType]
    public CredentialType Type { get; set; }

    /// <summary>The namespace, 6 to 1024 characters; system by default.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [AllowEmptyString]
    [ArgumentCompleter(typeof(ApiCredentialPropertyCompleter))]
    public string Namespace { get; set; } = string.Empty;

    /// <summary>The lifetime in days; the policy's default for the type where neither this nor ExpiresAt is given. It counts where both are.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("expiration_days")]
    [WholeNumber]
    public int? ExpirationDays { get; set; }

    /// <summary>The moment it shall expire; local time where it names no zone.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Moment]
    public DateTimeOffset? ExpiresAt { get; set; }

    /// <summary>Labels for finding and grouping: a hashtable, or text such as 'team=payments;stage=prod'.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("Labels")]
    [Label]
    [ArgumentCompleter(typeof(ApiCredentialLabelCompleter))]
    public Hashtable? Label { get; set; }

    /// <summary>What it is for, up to 1024 characters.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [AllowEmptyString]
    public string Description { get; set; } = string.Empty;

    /// <summary>Who it belongs to; the caller by default.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [AllowEmptyString]
    [ArgumentCompleter(typeof(ApiCredentialPropertyCompleter))]
    public string? Owner { get; set; }

    /// <summary>The addresses and CIDR ranges it may be used from; anywhere by default.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [AllowEmptyCollection]
    [TextList]
    public string[]? IPAddress { get; set; }

    /// <summary>A service credential's own roles: texts such as 'payments:reader', or NamespaceRole objects.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("namespace_roles")]
    [AllowEmptyCollection]
    [NamespaceRoleList]
    [ArgumentCompleter(typeof(NamespaceRoleCompleter))]
    public NamespaceRole[]? NamespaceRole { get; set; }

    /// <summary>A service credential's own groups; in a kubeconfig they are the groups that Kubernetes sees.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("user_group_names")]
    [AllowEmptyCollection]
    [TextList]
    [ArgumentCompleter(typeof(ApiCredentialPropertyCompleter))]
    public string[]? UserGroup { get; set; }

    /// <summary>The password that protects a certificate's PKCS#12 bundle.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ChosenSecret]
    public SecureString? Password { get; set; }

    /// <summary>Makes a password for the bundle; it is on the returned object.</summary>
    [Parameter]
    public SwitchParameter GeneratePassword { get; set; }

    /// <summary>How the password protects the bundle: Aes256 by default, Legacy for old readers, or Pbmac1.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Choice<Pkcs12Encryption>]
    public Pkcs12Encryption? Pkcs12Encryption { get; set; }

    /// <summary>The kind of key that is made for a certificate or kubeconfig; EcdsaP256 by default.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Choice<KeyAlgorithm>]
    public KeyAlgorithm? KeyAlgorithm { get; set; }

    /// <summary>
    /// The path of a certification request (PKCS#10) in PEM or DER: the certificate is for its key, whose private part stays with its owner. Its names
    /// and extensions are not taken over.
    /// </summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [AllowEmptyString]
    public string? CertificateRequestPath { get; set; }

    /// <summary>Alternative names for a certificate or kubeconfig: texts such as 'email:ada@example.com' and 'URI:spiffe://example.com/ci'.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [AllowEmptyCollection]
    [TextList]
    public string[]? SubjectAlternativeName { get; set; }

    /// <summary>The registered clusters that a kubeconfig points at; its current context is for the first one.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("virtual_k8s_name")]
    [AllowEmptyCollection]
    [TextList]
    [ArgumentCompleter(typeof(ClusterCompleter))]
    public string[]? ClusterName { get; set; }

    /// <summary>The Kubernetes namespace that a kubeconfig's contexts start in.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("virtual_k8s_namespace")]
    [AllowEmptyString]
    [ArgumentCompleter(typeof(ApiCredentialPropertyCompleter))]
    public string? ClusterNamespace { get; set; }

    /// <summary>The site of a site kubeconfig.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("site_name", "site")]
    [AllowEmptyString]
    [ArgumentCompleter(typeof(ApiCredentialPropertyCompleter))]
    public string? SiteName { get; set; }

    /// <summary>The address of the API server that a kubeconfig points at, where no registered cluster is named.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [EmptyIsAbsent]
    public Uri? Server { get; set; }

    /// <summary>The CA certificates that the API server's certificate is checked against: PEM text, or the path of a PEM or DER file.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [AllowEmptyString]
    public string? ServerCertificateAuthority { get; set; }

    /// <summary>Keeps a sealed copy of the secret in the vault, which SecretManagement reads by name. Without it nobody reads the secret again.</summary>
    [Parameter]
    public SwitchParameter Recoverable { get; set; }

    /// <summary>How many times a token may be used; any number by default. Each time that it is presented and accepted is a use.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [WholeNumber]
    public int? MaximumUses { get; set; }

    /// <summary>Puts the token, or the made password, on the object as text in place of a SecureString.</summary>
    [Parameter]
    public SwitchParameter AsPlainText { get; set; }

    private protected override object? Subject => Name;

    private protected override void Process()
    {
        ApiCredentialRequest request = BuildRequest();
        if (!ShouldProcess($"{request.Namespace}/{request.Name} ({request.Type})", "Issue"))
        {
            return;
        }

        ICredentialAuthority authority = Target;
        IssuedApiCredential issued = Await(cancellation => authority.ApiCredentials.CreateAsync(request, cancellation));
        WriteObject(AsPlainText ? PlainText.Reveal(issued) : issued);
    }

    private ApiCredentialRequest BuildRequest()
    {
        var request = new ApiCredentialRequest
        {
            Name = Name,
            Type = Type,
            Expiry = Lifetime.Read(ExpirationDays, ExpiresAt) ?? Expiry.Default,
            Owner = string.IsNullOrEmpty(Owner) ? null : Owner,
            Description = Description ?? string.Empty,
            Label = LabelAttribute.ToDictionary(Label),
            IPAddress = IPAddress ?? [],
            NamespaceRole = NamespaceRole ?? [],
            UserGroup = UserGroup ?? [],
            Password = BundlePasswords.Read(Password, GeneratePassword),
            Pkcs12Encryption = Pkcs12Encryption,
            KeyAlgorithm = KeyAlgorithm,
            CertificateRequest = CertificateRequestFile.Read(this, CertificateRequestPath),
            SubjectAlternativeName = SubjectAlternativeName ?? [],
            MaximumUses = MaximumUses,
            Target = KubeConfigTargets.Read(this, ClusterName, ClusterNamespace, SiteName, Server, ServerCertificateAuthority),
            IsRecoverable = Recoverable,
        };
        return string.IsNullOrEmpty(Namespace) ? request : request with { Namespace = Namespace };
    }
}
