namespace PSCredentials;

/// <summary>Which embedded authority to open or make.</summary>
public sealed record AuthorityOptions
{
    /// <summary>The environment variable that names the vault's folder where no path is given.</summary>
    public const string HomeVariable = "PSCREDENTIALS_HOME";

    /// <summary>The environment variable that holds a master key: 32 bytes in base64.</summary>
    public const string MasterKeyVariable = "PSCREDENTIALS_MASTER_KEY";

    /// <summary>The environment variable that holds the PIN of a token whose PIN is not kept.</summary>
    public const string Pkcs11PinVariable = "PSCREDENTIALS_PKCS11_PIN";

    /// <summary>The name the session calls it by; null takes the name kept in the vault.</summary>
    public string? Name { get; init; }

    /// <summary>The vault's folder; null takes <c>PSCREDENTIALS_HOME</c>, then the user's data folder.</summary>
    public string? Path { get; init; }

    /// <summary>The passphrase, where the vault is, or shall be, sealed with one.</summary>
    public SecretText? Passphrase { get; init; }

    /// <summary>
    /// How a vault that is made shall be sealed; null chooses: a passphrase if one is given, the environment variable if it is set, else the
    /// platform's default.
    /// </summary>
    public VaultProtection? Protection { get; init; }

    /// <summary>The certificate authority of a vault that is made; null makes a root.</summary>
    public CertificateAuthoritySource? CertificateAuthority { get; init; }

    /// <summary>
    /// The kind of key of a root that is made; null takes P-256. Not for a certificate authority that is brought. For a key in a token: the kind of key that is
    /// made in it where there is none; null where it has to be there.
    /// </summary>
    public KeyAlgorithm? CertificateAuthorityKeyAlgorithm { get; init; }

    /// <summary>Who acts; null means the operating system's user.</summary>
    public string? Caller { get; init; }
}
