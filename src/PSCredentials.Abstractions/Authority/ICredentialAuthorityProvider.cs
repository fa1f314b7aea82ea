namespace PSCredentials;

/// <summary>
/// Opens embedded authorities, and does what the module needs of the core without one. The module finds its implementation in the core that it loads on
/// first use.
/// </summary>
public interface ICredentialAuthorityProvider
{
    /// <summary>Joins and changes kubeconfigs.</summary>
    IKubeConfigMerger KubeConfigs { get; }

    /// <summary>The folder of the vault that the options mean, whether it exists or not.</summary>
    /// <param name="options">Which one.</param>
    /// <returns>An absolute path.</returns>
    string ResolvePath(AuthorityOptions options);

    /// <summary>Whether there is a vault where the options mean; looks only, and makes nothing.</summary>
    /// <param name="options">Which one.</param>
    /// <returns>True where <see cref="OpenAsync"/> would open and not make one.</returns>
    bool Exists(AuthorityOptions options);

    /// <summary>Whether the vault that the options mean is sealed with a passphrase; looks only, and needs no key.</summary>
    /// <param name="options">Which one.</param>
    /// <returns>True where only a passphrase opens it; false where none does, or there is no vault.</returns>
    bool NeedsPassphrase(AuthorityOptions options);

    /// <summary>Opens the vault, and makes it first where there is none.</summary>
    /// <param name="options">Which one.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The authority; the caller disposes it.</returns>
    Task<ICredentialAuthority> OpenAsync(AuthorityOptions options, CancellationToken cancellationToken);

    /// <summary>Makes a vault where there is none.</summary>
    /// <param name="options">Which one.</param>
    /// <param name="cancellationToken">Gives up before anything is made.</param>
    /// <returns>The authority; the caller disposes it.</returns>
    /// <exception cref="CredentialException"><see cref="CredentialErrors.VaultExists"/>: there is a vault already.</exception>
    Task<ICredentialAuthority> InitializeAsync(AuthorityOptions options, CancellationToken cancellationToken);

    /// <summary>Encrypts a private key under a password: PKCS#8, PBES2 with AES-256-CBC and PBKDF2-HMAC-SHA-256 (RFC 8018).</summary>
    /// <param name="privateKeyPem">The key in PEM (PKCS#8), as <see cref="IssuedApiCredential.GetPrivateKeyPem"/> returns it.</param>
    /// <param name="password">The password, 1 to 1024 characters.</param>
    /// <returns>The encrypted key in PEM.</returns>
    /// <exception cref="CredentialException"><see cref="CredentialErrors.PasswordNotAllowed"/>: it cannot be a password.</exception>
    string EncryptPrivateKey(SecretText privateKeyPem, SecretText password);
}
