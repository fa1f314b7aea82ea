namespace PSCredentials;

/// <summary>
/// What issues and verifies credentials. What an authority cannot do fails with <see cref="CredentialErrors.NotSupported"/> and its name.
/// Safe to use from several threads.
/// </summary>
public interface ICredentialAuthority : IAsyncDisposable
{
    /// <summary>The name the session calls it by.</summary>
    string Name { get; }

    /// <summary>API credentials.</summary>
    IApiCredentialService ApiCredentials { get; }

    /// <summary>API keys.</summary>
    IApiKeyService ApiKeys { get; }

    /// <summary>The credentials of projects.</summary>
    IProjectCredentialService ProjectCredentials { get; }

    /// <summary>API credentials that were removed and can be restored.</summary>
    IRemovedCredentialService<RemovedApiCredential, ApiCredential, ApiCredentialQuery> RemovedApiCredentials { get; }

    /// <summary>API keys that were removed and can be restored.</summary>
    IRemovedCredentialService<RemovedApiKey, ApiKey, ApiKeyQuery> RemovedApiKeys { get; }

    /// <summary>Credentials of projects that were removed and can be restored.</summary>
    IRemovedCredentialService<RemovedProjectCredential, ProjectCredential, ProjectCredentialQuery> RemovedProjectCredentials { get; }

    /// <summary>Projects and roles.</summary>
    ICredentialProjectService Projects { get; }

    /// <summary>Environments, and what has to reach them.</summary>
    IDeploymentService Deployment { get; }

    /// <summary>Decides whether presented secrets are good.</summary>
    ICredentialVerifier Verifier { get; }

    /// <summary>Its certificate authorities.</summary>
    ICertificateAuthorityService CertificateAuthorities { get; }

    /// <summary>Revocation lists and status answers.</summary>
    IRevocationService Revocation { get; }

    /// <summary>Registered clusters.</summary>
    IClusterService Clusters { get; }

    /// <summary>The policy.</summary>
    IPolicyService Policy { get; }

    /// <summary>The rights of users and groups.</summary>
    ICredentialRightService Rights { get; }

    /// <summary>The connections to remote authorities that its vault keeps.</summary>
    ICredentialConnectionService Connections { get; }

    /// <summary>Who is told of credentials that end.</summary>
    INotificationService Notifications { get; }

    /// <summary>The secrets that its vault keeps.</summary>
    ISecretVaultService Secrets { get; }

    /// <summary>The audit trail.</summary>
    IAuditService Audit { get; }

    /// <summary>The proof that the audit trail is as it was written.</summary>
    IAuditIntegrityService AuditIntegrity { get; }

    /// <summary>Describes the authority.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>What there is to know.</returns>
    Task<CredentialAuthorityInfo> DescribeAsync(CancellationToken cancellationToken);

    /// <summary>Seals the vault's keys under another master key; credentials are not touched.</summary>
    /// <param name="protection">Where the new master key comes from.</param>
    /// <param name="passphrase">The new passphrase, for <see cref="VaultProtection.Passphrase"/>; null otherwise.</param>
    /// <param name="cancellationToken">Gives up before anything changes.</param>
    /// <returns>The authority as it now is.</returns>
    Task<CredentialAuthorityInfo> ChangeProtectionAsync(VaultProtection protection, SecretText? passphrase, CancellationToken cancellationToken);
}
