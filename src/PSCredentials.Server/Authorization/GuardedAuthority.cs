using PSCredentials.Server.Authentication;

namespace PSCredentials.Server.Authorization;

/// <summary>
/// An authority as one caller may use it. Every way to a credential goes through here, whichever contract it came by, so that no endpoint decides on
/// rights.
/// </summary>
internal sealed class GuardedAuthority : ICredentialAuthority
{
    private readonly ICredentialAuthority _inner;
    private readonly Access _access;

    /// <summary>Guards an authority.</summary>
    /// <param name="inner">The authority, acting as the caller.</param>
    /// <param name="caller">The caller.</param>
    public GuardedAuthority(ICredentialAuthority inner, Caller caller)
    {
        _inner = inner;
        _access = new Access(caller);
    }

    /// <inheritdoc/>
    public string Name => _inner.Name;

    /// <inheritdoc/>
    public IApiCredentialService ApiCredentials => field ??= new GuardedApiCredentials(_inner.ApiCredentials, _access);

    /// <inheritdoc/>
    public IApiKeyService ApiKeys => field ??= new GuardedApiKeys(_inner.ApiKeys, _access);

    /// <inheritdoc/>
    public IProjectCredentialService ProjectCredentials => field ??= new GuardedProjectCredentials(_inner.ProjectCredentials, _access);

    /// <inheritdoc/>
    public IRemovedCredentialService<RemovedApiCredential, ApiCredential, ApiCredentialQuery> RemovedApiCredentials =>
        field ??= new GuardedRemovedApiCredentials(_inner.RemovedApiCredentials, _access);

    /// <inheritdoc/>
    public IRemovedCredentialService<RemovedApiKey, ApiKey, ApiKeyQuery> RemovedApiKeys => field ??= new GuardedRemovedApiKeys(_inner.RemovedApiKeys, _access);

    /// <inheritdoc/>
    public IRemovedCredentialService<RemovedProjectCredential, ProjectCredential, ProjectCredentialQuery> RemovedProjectCredentials =>
        field ??= new GuardedRemovedProjectCredentials(_inner.RemovedProjectCredentials, _access);

    /// <inheritdoc/>
    public ICredentialProjectService Projects => field ??= new GuardedProjects(_inner.Projects, _access);

    /// <inheritdoc/>
    public IDeploymentService Deployment => field ??= new GuardedDeployment(_inner.Deployment, _access);

    /// <inheritdoc/>
    public ICredentialVerifier Verifier => _inner.Verifier;

    /// <inheritdoc/>
    public ICertificateAuthorityService CertificateAuthorities => field ??= new GuardedCertificateAuthorities(_inner.CertificateAuthorities, _access);

    /// <inheritdoc/>
    public IRevocationService Revocation => field ??= new GuardedRevocation(_inner.Revocation, _access);

    /// <inheritdoc/>
    public IClusterService Clusters => field ??= new GuardedClusters(_inner.Clusters, _access);

    /// <inheritdoc/>
    public IPolicyService Policy => field ??= new GuardedPolicy(_inner.Policy, _access);

    /// <inheritdoc/>
    public ICredentialRightService Rights => field ??= new GuardedRights(_inner.Rights, _access);

    /// <inheritdoc/>
    public ICredentialConnectionService Connections => throw Access.OnSiteOnly("hand out the connections that its vault keeps");

    /// <inheritdoc/>
    public INotificationService Notifications => field ??= new GuardedNotifications(_inner.Notifications, _access);

    /// <inheritdoc/>
    public ISecretVaultService Secrets => throw Access.OnSiteOnly("hand out the secrets that its vault keeps");

    /// <inheritdoc/>
    public IAuditService Audit => field ??= new GuardedAudit(_inner.Audit, _access);

    /// <inheritdoc/>
    public IAuditIntegrityService AuditIntegrity => field ??= new GuardedAuditIntegrity(_inner.AuditIntegrity, _access);

    /// <inheritdoc/>
    public async Task<CredentialAuthorityInfo> DescribeAsync(CancellationToken cancellationToken)
    {
        CredentialAuthorityInfo info = await _inner.DescribeAsync(cancellationToken);

        // Where the folder is and how it is sealed is nobody's business but of those who run it.
        return _access.Rights.Allow(CredentialPermissions.Administer, CredentialScopeType.Authority) ? info : info with { Location = string.Empty };
    }

    /// <inheritdoc/>
    public Task<CredentialAuthorityInfo> ChangeProtectionAsync(VaultProtection protection, SecretText? passphrase, CancellationToken cancellationToken) =>
        throw Access.OnSiteOnly("change how its vault is sealed");

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
