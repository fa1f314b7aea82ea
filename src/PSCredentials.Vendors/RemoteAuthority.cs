using PSCredentials.Vendors.Http;

namespace PSCredentials.Vendors;

/// <summary>An authority at the other end of a connection. It has nothing but what its contract has.</summary>
internal abstract class RemoteAuthority : ICredentialAuthority
{
    private const string WayBack = "way to restore what was removed";

    /// <summary>Makes one; nothing is sent.</summary>
    /// <param name="options">Where and as whom.</param>
    /// <param name="vendor">What it is called where it cannot do something.</param>
    /// <param name="channel">The way to it.</param>
    protected RemoteAuthority(RemoteAuthorityOptions options, string vendor, RemoteChannel channel)
    {
        Provider = options.Provider;
        Name = options.Name ?? options.Address.Host;
        Title = $"'{Name}' ({vendor})";
        Channel = channel;
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public virtual IApiCredentialService ApiCredentials => Without<IApiCredentialService>("API credentials");

    /// <inheritdoc/>
    public virtual IApiKeyService ApiKeys => Without<IApiKeyService>("API keys");

    /// <inheritdoc/>
    public virtual IProjectCredentialService ProjectCredentials => Without<IProjectCredentialService>("project credentials");

    /// <inheritdoc/>
    public virtual IRemovedCredentialService<RemovedApiCredential, ApiCredential, ApiCredentialQuery> RemovedApiCredentials =>
        Without<IRemovedCredentialService<RemovedApiCredential, ApiCredential, ApiCredentialQuery>>(WayBack);

    /// <inheritdoc/>
    public virtual IRemovedCredentialService<RemovedApiKey, ApiKey, ApiKeyQuery> RemovedApiKeys => Without<IRemovedCredentialService<RemovedApiKey, ApiKey, ApiKeyQuery>>(WayBack);

    /// <inheritdoc/>
    public virtual IRemovedCredentialService<RemovedProjectCredential, ProjectCredential, ProjectCredentialQuery> RemovedProjectCredentials =>
        Without<IRemovedCredentialService<RemovedProjectCredential, ProjectCredential, ProjectCredentialQuery>>(WayBack);

    /// <inheritdoc/>
    public virtual ICredentialProjectService Projects => Without<ICredentialProjectService>("way to manage projects and roles");

    /// <inheritdoc/>
    public virtual IDeploymentService Deployment => Without<IDeploymentService>("way to manage environments");

    /// <inheritdoc/>
    public virtual ICredentialVerifier Verifier => Without<ICredentialVerifier>("way to verify what others present");

    /// <inheritdoc/>
    public virtual ICertificateAuthorityService CertificateAuthorities => Without<ICertificateAuthorityService>("way to manage certificate authorities");

    /// <inheritdoc/>
    public virtual IRevocationService Revocation => Without<IRevocationService>("revocation lists");

    /// <inheritdoc/>
    public virtual IClusterService Clusters => Without<IClusterService>("register of clusters");

    /// <inheritdoc/>
    public virtual IPolicyService Policy => Without<IPolicyService>("policy to read or change");

    /// <inheritdoc/>
    public virtual ICredentialRightService Rights => Without<ICredentialRightService>("way to manage rights");

    /// <inheritdoc/>
    public ICredentialConnectionService Connections => Without<ICredentialConnectionService>("vault here that could keep connections");

    /// <inheritdoc/>
    public virtual INotificationService Notifications => Without<INotificationService>("notifications");

    /// <inheritdoc/>
    public ISecretVaultService Secrets => Without<ISecretVaultService>("vault here that could keep secrets");

    /// <inheritdoc/>
    public virtual IAuditService Audit => Without<IAuditService>("audit trail to read");

    /// <inheritdoc/>
    public virtual IAuditIntegrityService AuditIntegrity => Without<IAuditIntegrityService>("audit trail to prove");

    /// <summary>What speaks there.</summary>
    protected RemoteProvider Provider { get; }

    /// <summary>Name and vendor, as messages have them.</summary>
    protected internal string Title { get; }

    /// <summary>The way to it.</summary>
    protected internal RemoteChannel Channel { get; }

    /// <summary>Asks who is presented, so that what is wrong with the connection is known at once.</summary>
    public abstract Task CheckAsync(CancellationToken cancellation);

    /// <inheritdoc/>
    public virtual Task<CredentialAuthorityInfo> DescribeAsync(CancellationToken cancellationToken) =>
        Task.FromResult(new CredentialAuthorityInfo { Name = Name, Provider = Provider.ToString(), Location = Channel.Address.AbsoluteUri });

    /// <inheritdoc/>
    public virtual Task<CredentialAuthorityInfo> ChangeProtectionAsync(VaultProtection protection, SecretText? passphrase, CancellationToken cancellationToken) =>
        throw Unsupported.Error(Title, "vault whose protection could be changed from here");

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        Channel.Dispose();
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    private T Without<T>(string service)
        where T : class => Unsupported.Of<T>(Title, service);
}
