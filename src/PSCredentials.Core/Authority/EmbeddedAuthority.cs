using PSCredentials.Audit;
using PSCredentials.Authorization;
using PSCredentials.Deployment;
using PSCredentials.Issuing;
using PSCredentials.Policy;
using PSCredentials.Projects;
using PSCredentials.Protection;
using PSCredentials.Revocation;
using PSCredentials.Storage;
using PSCredentials.Verification;

namespace PSCredentials.Authority;

/// <summary>The authority in a SQLite file with its own certificate authority.</summary>
internal sealed class EmbeddedAuthority : IServedAuthority
{
    private readonly AuthorityContext _context;
    private readonly ApiCredentialService _apiCredentials;
    private readonly Deployer _deployer;
    private readonly RevocationService _revocation;
    private int _disposed;

    /// <summary>Gathers the services over an opened vault.</summary>
    public EmbeddedAuthority(AuthorityContext context)
    {
        _context = context;
        _apiCredentials = new ApiCredentialService(context);
        ApiKeys = new ApiKeyService(context);
        _deployer = new Deployer(context);
        ProjectCredentials = new ProjectCredentialService(context, _deployer);
        Projects = new CredentialProjectService(context, _deployer);
        Verifier = new CredentialVerifier(context);
        CertificateAuthorities = new CertificateAuthorityService(context);
        _revocation = new RevocationService(context);
        Clusters = new ClusterService(context);
        Policy = new PolicyService(context);
        Rights = new CredentialRightService(context);
        Audit = new AuditService(context);
    }

    /// <inheritdoc/>
    public string Name => _context.Name;

    /// <inheritdoc/>
    public IApiCredentialService ApiCredentials => _apiCredentials;

    /// <inheritdoc/>
    public IApiKeyService ApiKeys { get; }

    /// <inheritdoc/>
    public IProjectCredentialService ProjectCredentials { get; }

    /// <inheritdoc/>
    public ICredentialProjectService Projects { get; }

    /// <inheritdoc/>
    public IDeploymentService Deployment => _deployer;

    /// <inheritdoc/>
    public ICredentialVerifier Verifier { get; }

    /// <inheritdoc/>
    public ICertificateAuthorityService CertificateAuthorities { get; }

    /// <inheritdoc/>
    public IRevocationService Revocation => _revocation;

    /// <inheritdoc/>
    public IClusterService Clusters { get; }

    /// <inheritdoc/>
    public IPolicyService Policy { get; }

    /// <inheritdoc/>
    public ICredentialRightService Rights { get; }

    /// <inheritdoc/>
    public IAccessTokenService AccessTokens => throw new NotSupportedException();

    /// <inheritdoc/>
    public IAuditService Audit { get; }

    /// <inheritdoc/>
    public ICredentialAuthority ActingAs(string caller) => throw new NotSupportedException();

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
        if (Interlocked.Exchange(ref _disposed, 1) == 0)
        {
            await _context.LastUse.FlushAsync(CancellationToken.None);
            await _deployer.DisposeAsync();
            _apiCredentials.Dispose();
            _revocation.Dispose();
            _context.Dispose();
        }
    }
}
