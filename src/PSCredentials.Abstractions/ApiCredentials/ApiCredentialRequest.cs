namespace PSCredentials;

/// <summary>What is asked for when an API credential is issued.</summary>
public sealed record ApiCredentialRequest
{
    /// <summary>The name, 6 to 1024 characters. May be empty for a SCIM token, which then gets one.</summary>
    public string Name { get; init; } = string.Empty;

    /// <summary>The namespace, 6 to 1024 characters.</summary>
    public string Namespace { get; init; } = "system";

    /// <summary>What to issue.</summary>
    public CredentialType Type { get; init; }

    /// <summary>When it shall expire.</summary>
    public Expiry Expiry { get; init; } = Expiry.Default;

    /// <summary>Who it belongs to; null means the caller.</summary>
    public string? Owner { get; init; }

    /// <summary>What it is for, up to 1024 characters.</summary>
    public string Description { get; init; } = string.Empty;

    /// <summary>Labels for finding and grouping.</summary>
    public IReadOnlyDictionary<string, string> Label { get; init; } = new Dictionary<string, string>();

    /// <summary>The addresses and CIDR ranges it may be used from; empty means anywhere.</summary>
    public IReadOnlyList<string> IPAddress { get; init; } = [];

    /// <summary>A service credential's own roles.</summary>
    public IReadOnlyList<NamespaceRole> NamespaceRole { get; init; } = [];

    /// <summary>A service credential's own groups; for kubeconfigs they are the groups Kubernetes sees.</summary>
    public IReadOnlyList<string> UserGroup { get; init; } = [];

    /// <summary>
    /// How a bundle is protected; required for certificates without <see cref="CertificateRequest"/> and <see cref="WithoutBundle"/>, not allowed for anything else.
    /// </summary>
    public BundlePassword? Password { get; init; }

    /// <summary>Whether a certificate comes with its key in PEM alone. A bundle costs a hundred times what the certificate does, for its password's sake.</summary>
    public bool WithoutBundle { get; init; }

    /// <summary>How the password protects a bundle; null takes <see cref="Pkcs12Encryption.Aes256"/>. Not allowed where there is no bundle.</summary>
    public Pkcs12Encryption? Pkcs12Encryption { get; init; }

    /// <summary>The kind of key that is made for a certificate or kubeconfig; null takes <see cref="KeyAlgorithm.EcdsaP256"/>.</summary>
    public KeyAlgorithm? KeyAlgorithm { get; init; }

    /// <summary>
    /// A certification request (PKCS#10, RFC 2986, DER), for certificates alone: the certificate is for its key, which stays with its owner. Of the
    /// request only the key counts; names and extensions in it are the authority's to give. Empty where the authority makes the key.
    /// </summary>
    public ReadOnlyMemory<byte> CertificateRequest { get; init; }

    /// <summary>Alternative names for a certificate or kubeconfig: <c>email:</c> and an address, or <c>URI:</c> and an absolute URI.</summary>
    public IReadOnlyList<string> SubjectAlternativeName { get; init; } = [];

    /// <summary>Where a kubeconfig points; required for kubeconfigs, not allowed for anything else.</summary>
    public KubeConfigTarget? Target { get; init; }

    /// <summary>
    /// Whether the vault keeps a sealed copy of the secret, which <see cref="ICredentialAuthority.Secrets"/> gives back by name as long as the credential is not
    /// revoked or removed; each rotation renews it. Of embedded authorities alone.
    /// </summary>
    public bool IsRecoverable { get; init; }

    /// <summary>
    /// How many times a token may be used, 1 to 1 000 000 000; null for any number. Not allowed for certificates and kubeconfigs, which others verify without asking. A use is a presentation that is accepted;
    /// each is on disk before the answer, and rotation or renewal gives no new ones.
    /// </summary>
    public long? MaximumUses { get; init; }

    /// <summary>By what it can be sent again without making it twice; null where it is not.</summary>
    public IdempotentRequest? Idempotency { get; init; }
}
