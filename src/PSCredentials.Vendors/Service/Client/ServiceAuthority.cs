using System.Net;
using PSCredentials.Vendors.Http;

namespace PSCredentials.Vendors.Service.Client;

/// <summary>This project's own service: all that an embedded authority can do but what is done on the service's machine.</summary>
internal sealed class ServiceAuthority : RemoteAuthority
{
    private readonly ServiceConnection _connection;

    /// <summary>Makes one; nothing is sent.</summary>
    /// <param name="options">Where and as whom.</param>
    /// <param name="clock">The time.</param>
    public ServiceAuthority(RemoteAuthorityOptions options, TimeProvider clock)
        : base(options, "a PSCredentials service", new RemoteChannel(options, new ServiceErrors(), ServiceAuthentication.Of(options), clock))
    {
        _connection = new ServiceConnection(Channel, Name, Title);
        var (credentials, keys, people) = (new ServiceApiCredentials(_connection), new ServiceApiKeys(_connection), new ServiceProjectCredentials(_connection));
        (ApiCredentials, RemovedApiCredentials) = (credentials, credentials.Removed);
        (ApiKeys, RemovedApiKeys) = (keys, keys.Removed);
        (ProjectCredentials, RemovedProjectCredentials) = (people, people.Removed);
        Projects = new ServiceProjects(_connection);
        Deployment = new ServiceDeployment(_connection);
        Verifier = new ServiceVerifier(_connection);
        CertificateAuthorities = new ServiceCertificateAuthorities(_connection);
        Revocation = new ServiceRevocation(_connection);
        Clusters = new ServiceClusters(_connection);
        Policy = new ServicePolicy(_connection);
        Rights = new ServiceRights(_connection);
        Notifications = new ServiceNotifications(_connection);
        Audit = new ServiceAudit(_connection);
    }

    /// <inheritdoc/>
    public override IApiCredentialService ApiCredentials { get; }

    /// <inheritdoc/>
    public override IApiKeyService ApiKeys { get; }

    /// <inheritdoc/>
    public override IProjectCredentialService ProjectCredentials { get; }

    /// <inheritdoc/>
    public override IRemovedCredentialService<RemovedApiCredential, ApiCredential, ApiCredentialQuery> RemovedApiCredentials { get; }

    /// <inheritdoc/>
    public override IRemovedCredentialService<RemovedApiKey, ApiKey, ApiKeyQuery> RemovedApiKeys { get; }

    /// <inheritdoc/>
    public override IRemovedCredentialService<RemovedProjectCredential, ProjectCredential, ProjectCredentialQuery> RemovedProjectCredentials { get; }

    /// <inheritdoc/>
    public override ICredentialProjectService Projects { get; }

    /// <inheritdoc/>
    public override IDeploymentService Deployment { get; }

    /// <inheritdoc/>
    public override ICredentialVerifier Verifier { get; }

    /// <inheritdoc/>
    public override ICertificateAuthorityService CertificateAuthorities { get; }

    /// <inheritdoc/>
    public override IRevocationService Revocation { get; }

    /// <inheritdoc/>
    public override IClusterService Clusters { get; }

    /// <inheritdoc/>
    public override IPolicyService Policy { get; }

    /// <inheritdoc/>
    public override ICredentialRightService Rights { get; }

    /// <inheritdoc/>
    public override INotificationService Notifications { get; }

    /// <inheritdoc/>
    public override IAuditService Audit { get; }

    /// <inheritdoc/>
    public override async Task CheckAsync(CancellationToken cancellation)
    {
        RemoteAnswer answer = await Channel.TrySendAsync(RemoteRequest.Get("v1/whoami"), cancellation);
        if (!answer.IsSuccess)
        {
            // Every service of this project has that path: who says otherwise is none.
            throw answer.Status == HttpStatusCode.NotFound ? answer.NotUnderstood("that there is nothing; no service of this project is there") : Channel.Error(answer);
        }

        if (string.IsNullOrEmpty(answer.Read<WhoAmIWire>().Name))
        {
            throw answer.NotUnderstood("nobody's name; no service of this project is there");
        }
    }

    /// <inheritdoc/>
    public override async Task<CredentialAuthorityInfo> DescribeAsync(CancellationToken cancellationToken) =>
        (await Channel.SendAsync<AuthorityWire>(RemoteRequest.Get("v1/authority"), cancellationToken)).ToInfo(Name, Provider.ToString(), Channel.Address.AbsoluteUri);
}
