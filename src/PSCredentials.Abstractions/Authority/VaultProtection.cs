namespace PSCredentials;

/// <summary>Where the master key that seals a vault's keys comes from.</summary>
public enum VaultProtection
{
    /// <summary>A key file beside the vault that only its owner can read; the default on Unix.</summary>
    KeyFile,

    /// <summary>A passphrase, by Argon2id (RFC 9106).</summary>
    Passphrase,

    /// <summary>The environment variable <c>PSCREDENTIALS_MASTER_KEY</c>, for runbooks and containers.</summary>
    EnvironmentVariable,

    /// <summary>The data protection interface of the user's Windows account; the default on Windows.</summary>
    Dpapi,
}
