using PSCredentials.Vendors.Http;
using Records = PSCredentials.Vendors.Service.Client.ServiceRecords<PSCredentials.Vendors.Service.ApiCredentialWire>;

namespace PSCredentials.Vendors.Service.Client;

/// <summary>API credentials of a service.</summary>
internal sealed class ServiceApiCredentials(ServiceConnection connection) : IApiCredentialService
{
    private readonly Records _records = new(connection, "v1/api-credentials", "credential", "name", "namespace");
    private readonly BulkRevocation _revocation = new(connection);

    /// <summary>API credentials of the service that were removed and can be restored.</summary>
    public IRemovedCredentialService<RemovedApiCredential, ApiCredential, ApiCredentialQuery> Removed => field ??= new ServiceRemovedCredentials<ApiCredentialWire, RemovedApiCredential, ApiCredential, ApiCredentialQuery>(connection, new(
        _records.Path, "removed credential", "name", "namespace", Wanted, query => ListStart.Of(query.After, query.Skip), query => query.First, Read, (facts, removal) => new RemovedApiCredential(facts, removal)));

    /// <inheritdoc/>
    public async Task<IssuedApiCredential> CreateAsync(ApiCredentialRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        connection.EnsureNotKept(request.IsRecoverable);

        // The service makes a password where none is sent; here somebody has to want that.
        BundlePassword.EnsureFits(request.Password, request.Pkcs12Encryption, request.Type, !request.CertificateRequest.IsEmpty, request.WithoutBundle);
        RemoteRequest create = Records.Once(request.Idempotency, RemoteRequest.Of(HttpMethod.Post, _records.Path, ApiCredentialCreation.Of(request)));
        return Issued(await connection.Channel.SendAsync(create, cancellationToken));
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<ApiCredential> ListAsync(ApiCredentialQuery query, CancellationToken cancellationToken)
    {
        ServiceQuery wanted = Wanted(query);
        return ServiceList.ListAsync<ApiCredentialWire, ApiCredential>(
            connection, HttpMethod.Get, _records.Path, wanted, ListStart.Of(query.After, query.Skip), query.First, Read, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<long> CountAsync(ApiCredentialQuery query, CancellationToken cancellationToken) =>
        ServiceList.CountAsync<ApiCredentialWire>(connection, _records.Path, Wanted(query), cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<PropertyValue>> ListValuesAsync(ApiCredentialProperty property, PropertyValueQuery query, CancellationToken cancellationToken) =>
        ServiceValues.ListAsync(connection, _records.Path, property, query, cancellationToken);

    /// <inheritdoc/>
    public async Task<ApiCredential> GetAsync(CredentialReference reference, CancellationToken cancellationToken) =>
        Read(await _records.ReadAsync(reference, cancellationToken));

    /// <inheritdoc/>
    public async Task<ApiCredential> RenewAsync(CredentialReference reference, Expiry expiry, CancellationToken cancellationToken) =>
        await ChangeAsync(reference, id => RemoteRequest.Of(HttpMethod.Post, _records.PathOf(id, "renew"), RenewalWire.Of(expiry)), cancellationToken);

    /// <inheritdoc/>
    public async Task<IssuedApiCredential> RotateAsync(CredentialReference reference, RotationRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request.GracePeriod < TimeSpan.Zero)
        {
            throw CredentialException.Invalid("GracePeriod", "is negative; zero or more is allowed.");
        }

        // What a new bundle needs follows from the type; the service would make the password that is missing.
        ApiCredential before = await GetAsync(reference, cancellationToken);
        if (before.RevokedAt is null)
        {
            BundlePassword.EnsureFits(request.Password, request.Pkcs12Encryption, before.Type, !request.CertificateRequest.IsEmpty, request.WithoutBundle);
        }

        RemoteRequest rotate = RemoteRequest.Of(HttpMethod.Post, _records.PathOf(before.Id, "rotate"), RotationWire.Of(request));
        return Issued(await connection.Channel.SendAsync(Records.Once(reference, request.Idempotency, rotate), cancellationToken));
    }

    /// <inheritdoc/>
    public async Task<ApiCredential> ChangeAsync(CredentialReference reference, ApiCredentialChange change, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(change);
        return await ChangeAsync(reference, id => RemoteRequest.Of(HttpMethod.Patch, _records.PathOf(id), ApiCredentialChangeWire.Of(change)), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<ApiCredential> DisableAsync(CredentialReference reference, CancellationToken cancellationToken) =>
        ChangeAsync(reference, id => RemoteRequest.Of(HttpMethod.Post, _records.PathOf(id, "disable")), cancellationToken);

    /// <inheritdoc/>
    public Task<ApiCredential> EnableAsync(CredentialReference reference, CancellationToken cancellationToken) =>
        ChangeAsync(reference, id => RemoteRequest.Of(HttpMethod.Post, _records.PathOf(id, "enable")), cancellationToken);

    /// <inheritdoc/>
    public async Task<ApiCredential> RevokeAsync(CredentialReference reference, RevocationReason reason, CancellationToken cancellationToken)
    {
        string id = await FindAsync(reference, cancellationToken);
        RemoteRequest revoke = RemoteRequest.Of(HttpMethod.Post, _records.PathOf(id, "revoke"), new RevocationWire { Reason = reason });
        RemoteAnswer answer = await connection.Channel.TrySendAsync(Records.If(reference, revoke), cancellationToken);
        if (answer.IsSuccess)
        {
            return Read(answer);
        }

        CredentialException error = connection.Channel.Error(answer);
        if (answer.MayHaveRunBefore && error.Definition == CredentialErrors.AlreadyRevoked)
        {
            ApiCredential now = await GetAsync(CredentialReference.ById(id), cancellationToken);
            return now.RevocationReason == reason ? now : throw error;
        }

        throw error;
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<RevocationOutcome>> RevokeAllAsync(
        IReadOnlyList<CredentialReference> references, RevocationReason reason, bool stopAtRefusal, CancellationToken cancellationToken) =>
        _revocation.RevokeAsync(references, reason, stopAtRefusal, this, cancellationToken);

    /// <inheritdoc/>
    public async Task RemoveAsync(CredentialReference reference, CancellationToken cancellationToken)
    {
        string id = await FindAsync(reference, cancellationToken);
        await connection.RemoveAsync(Records.If(reference, RemoteRequest.Of(HttpMethod.Delete, _records.PathOf(id))), cancellationToken);
    }

    private async Task<ApiCredential> ChangeAsync(CredentialReference reference, Func<string, RemoteRequest> request, CancellationToken cancellation)
    {
        string id = await FindAsync(reference, cancellation);
        return Read(await connection.Channel.SendAsync(Records.If(reference, request(id)), cancellation));
    }

    private Task<string> FindAsync(CredentialReference reference, CancellationToken cancellation) => _records.FindAsync(reference, answer => Read(answer).Id, cancellation);

    private ServiceQuery Wanted(ApiCredentialQuery query)
    {
        ArgumentNullException.ThrowIfNull(query);
        connection.EnsureWhole(query.VisibleIn);
        return new ServiceQuery()
            .With("name", query.Name)
            .With("id", query.Id)
            .With("idPrefix", query.IdPrefix)
            .With("namespace", query.Namespace)
            .With("type", query.Type)
            .With("owner", query.Owner)
            .With("state", query.State)
            .With("label", query.Label)
            .With("expiringBefore", query.ExpiringBefore)
            .With("expiredBefore", query.ExpiredBefore);
    }

    private ApiCredential Read(RemoteAnswer answer) => Read(answer, answer.Read<ApiCredentialWire>());

    private ApiCredential Read(RemoteAnswer answer, ApiCredentialWire wire) =>
        string.IsNullOrEmpty(wire.Id) ? throw answer.NotUnderstood("a credential without an id") : wire.ToCredential(connection.Authority);

    private IssuedApiCredential Issued(RemoteAnswer answer)
    {
        IssuedApiCredentialWire wire = answer.Read<IssuedApiCredentialWire>();
        return string.IsNullOrEmpty(wire.Id) || wire.Secret is null or { Token: null, CertificatePem: null, KubeConfig: null }
            ? throw answer.NotUnderstood("a credential without an id or without its secret")
            : wire.ToIssued(connection.Authority);
    }
}
