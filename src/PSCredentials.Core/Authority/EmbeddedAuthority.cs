using PSCredentials.Audit;
using PSCredentials.Authorization;
using PSCredentials.Connections;
using PSCredentials.Deployment;
using PSCredentials.Issuing;
using PSCredentials.Policy;
using PSCredentials.Projects;
using PSCredentials.Protection;
using PSCredentials.Removal;
using PSCredentials.Revocation;
using PSCredentials.Secrets;
using PSCredentials.Storage;
using PSCredentials.Watching;

namespace PSCredentials.Authority;

/// <summary>The authority in a SQLite file with its own certificate authority.</summary>
internal sealed class EmbeddedAuthority : IServedAuthority
{
    private readonly SharedServices _shared;
    private readonly AuthorityContext _context;
    private readonly bool _isOwner;
    private int _disposed;

    /// <summary>Opens the services over an opened vault, which it owns.</summary>
    /// <param name="opened">The vault.</param>
    /// <param name="caller">Who acts.</param>
    public EmbeddedAuthority(OpenedAuthority opened, string caller)
        : this(new SharedServices(opened), caller, mayDeploy: null, isOwner: true)
    {
    }

    private EmbeddedAuthority(SharedServices shared, string caller, Func<string, bool>? mayDeploy, bool isOwner)
    {
        _shared = shared;
        _context = new AuthorityContext(shared.Opened, caller, mayDeploy);
        _isOwner = isOwner;
    }

    /// <inheritdoc/>
    public string Name => _context.Name;

    // A service acts for another caller with each request, which asks for one or two of these: they are made when they are.

    /// <inheritdoc/>
    public IApiCredentialService ApiCredentials => field ??= new ApiCredentialService(_context, _shared.SlowWork);

    /// <inheritdoc/>
    public IApiKeyService ApiKeys => field ??= new ApiKeyService(_context);

    /// <inheritdoc/>
    public IProjectCredentialService ProjectCredentials => field ??= new ProjectCredentialService(_context, Deployer);

    /// <inheritdoc/>
    public IRemovedCredentialService<RemovedApiCredential, ApiCredential, ApiCredentialQuery> RemovedApiCredentials => field ??= new RemovedApiCredentials(_context);

    /// <inheritdoc/>
    public IRemovedCredentialService<RemovedApiKey, ApiKey, ApiKeyQuery> RemovedApiKeys => field ??= new RemovedApiKeys(_context);

    /// <inheritdoc/>
    public IRemovedCredentialService<RemovedProjectCredential, ProjectCredential, ProjectCredentialQuery> RemovedProjectCredentials =>
        field ??= new RemovedProjectCredentials(_context, Deployer);

    /// <inheritdoc/>
    public ICredentialProjectService Projects => field ??= new CredentialProjectService(_context, Deployer);

    /// <inheritdoc/>
    public IDeploymentService Deployment => Deployer;

    /// <inheritdoc/>
    public ICredentialVerifier Verifier => _shared.Verifier;

    /// <inheritdoc/>
    public ICertificateAuthorityService CertificateAuthorities => field ??= new CertificateAuthorityService(_context);

    /// <inheritdoc/>
    public IRevocationService Revocation => field ??= new RevocationService(_context, _shared.OcspSigners, _shared.ServedLists);

    /// <inheritdoc/>
    public IClusterService Clusters => field ??= new ClusterService(_context);

    /// <inheritdoc/>
    public IPolicyService Policy => field ??= new PolicyService(_context);

    /// <inheritdoc/>
    public ICredentialRightService Rights => field ??= new CredentialRightService(_context, _shared.Rights);

    /// <inheritdoc/>
    public ICredentialConnectionService Connections => field ??= new CredentialConnectionService(_context);

    /// <inheritdoc/>
    public ISecretVaultService Secrets => field ??= new SecretVaultService(_context);

    /// <inheritdoc/>
    public IAccessTokenService AccessTokens => _shared.AccessTokens;

    /// <inheritdoc/>
    public INotificationService Notifications => field ??= new NotificationService(_context, _shared.Opened, _shared.Webhooks);

    /// <inheritdoc/>
    public IAuditService Audit => field ??= new AuditService(_context);

    /// <inheritdoc/>
    public IAuditIntegrityService AuditIntegrity => field ??= new AuditIntegrityService(_context);

    private Deployer Deployer => field ??= new Deployer(_context, _shared.Deliveries);

    /// <inheritdoc/>
    public ICredentialAuthority ActingAs(string caller, Func<string, bool>? mayDeploy = null) =>
        new EmbeddedAuthority(_shared, FieldRules.Name("Caller", caller, 1, FieldRules.LongestText), mayDeploy, isOwner: false);

    /// <inheritdoc/>
    public Task<IssuedSecret> IssueServerCertificateAsync(IReadOnlyList<string> names, TimeSpan lifetime, CancellationToken cancellationToken) =>
        new ServerCertificates(_context).IssueAsync(names, lifetime, cancellationToken);

    /// <inheritdoc/>
    public Task CheckSigningKeyAsync(CancellationToken cancellationToken) => Task.Run(new ServerCertificates(_context).TrySigning, CancellationToken.None).WaitAsync(cancellationToken);

    /// <inheritdoc/>
    public Task<int> PurgeRemovedAsync(CancellationToken cancellationToken) => _context.Removals.RunAllAsync(cancellationToken);

    /// <inheritdoc/>
    public Task<CredentialAuthorityInfo> DescribeAsync(CancellationToken cancellationToken)
    {
        VaultRecord vault = _context.Store.Read(VaultTable.Read);
        KnownCertificateAuthority current = _context.CertificateAuthorities.Current();
        Pki.CertificateAuthority issuer = current.Authority;
        return Task.FromResult(new CredentialAuthorityInfo
        {
            Name = Name,
            Provider = "Embedded",
            Location = _context.Folder,
            Id = vault.Id,
            Protection = vault.Protection,
            Caller = _context.Caller,
            CreatedAt = vault.CreatedAt,
            CertificateAuthoritySubject = issuer.Subject,
            CertificateAuthorityExpiresAt = issuer.NotAfter,
            CertificateAuthorityKeyLocation = current.Record.KeyUri ?? CredentialAuthorityCertificate.InVault,
            CertificateAuthorityPem = issuer.GetChainPem(),
            RevocationAddress = _context.RevocationAddress(),
        });
    }

    /// <inheritdoc/>
    public async Task<CredentialAuthorityInfo> ChangeProtectionAsync(VaultProtection protection, SecretText? passphrase, CancellationToken cancellationToken)
    {
        // A key file of the new protection is on disk before the vault names it, and the old one goes only afterwards.
        MasterKey master = await Task.Run(() => MasterKey.Create(protection, _context.Folder, passphrase), cancellationToken);
        VaultRecord before;
        try
        {
            before = await _context.ChangeAsync(
                CredentialAction.ChangeProtection,
                (connection, _) =>
                {
                    VaultRecord vault = VaultTable.Read(connection);
                    VaultTable.ChangeProtection(connection, master.Protection, master.Parameters);
                    foreach ((string purpose, byte[] sealedKey) in _context.Keys.Seal(master.Key, vault.Id))
                    {
                        VaultTable.SetKey(connection, purpose, sealedKey);
                    }

                    EndedKeys.Destroy(_context, connection, _context.Now());
                    _context.Audit(
                        connection,
                        CredentialAction.ChangeProtection,
                        new(CredentialSubject.Authority, vault.Id, vault.Name, string.Empty),
                        $"{vault.Protection} to {master.Protection}");
                    return vault;
                },
                cancellationToken);
        }
        catch (Exception exception) when (exception is not CredentialException { ErrorId: nameof(CredentialErrors.StoreIoFailed) })
        {
            // After a failed write to disk nobody knows whether the vault names the new key; then its file stays.
            MasterKey.Discard(master.Protection, master.Parameters, _context.Folder);
            throw;
        }

        MasterKey.Discard(before.Protection, before.Parameters, _context.Folder);
        return await DescribeAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_isOwner && Interlocked.Exchange(ref _disposed, 1) == 0)
        {
            await _shared.DisposeAsync();
        }
    }
}
