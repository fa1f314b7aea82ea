using PSCredentials.Vendors.Http;
using Records = PSCredentials.Vendors.Service.Client.ServiceRecords<PSCredentials.Vendors.Service.ApiKeyWire>;

namespace PSCredentials.Vendors.Service.Client;

/// <summary>API keys of a service.</summary>
internal sealed class ServiceApiKeys(ServiceConnection connection) : IApiKeyService
{
    private readonly Records _records = new(connection, "v1/api-keys", "API key", "name", "workspace");

    /// <summary>API keys of the service that were removed and can be restored.</summary>
    public IRemovedCredentialService<RemovedApiKey, ApiKey, ApiKeyQuery> Removed => field ??= new ServiceRemovedCredentials<ApiKeyWire, RemovedApiKey, ApiKey, ApiKeyQuery>(connection, new(
        _records.Path, "removed API key", "name", "workspace", Wanted, query => ListStart.Of(query.After, query.Skip), query => query.First, Read, (facts, removal) => new RemovedApiKey(facts, removal)));

    /// <inheritdoc/>
    public async Task<IssuedApiKey> CreateAsync(ApiKeyRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        connection.EnsureNotKept(request.IsRecoverable);
        RemoteRequest create = Records.Once(request.Idempotency, RemoteRequest.Of(HttpMethod.Post, _records.Path, ApiKeyCreation.Of(request)));
        return Issued(await connection.Channel.SendAsync(create, cancellationToken));
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<ApiKey> ListAsync(ApiKeyQuery query, CancellationToken cancellationToken)
    {
        ServiceQuery wanted = Wanted(query);
        return ServiceList.ListAsync<ApiKeyWire, ApiKey>(
            connection, HttpMethod.Get, _records.Path, wanted, ListStart.Of(query.After, query.Skip), query.First, Read, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<long> CountAsync(ApiKeyQuery query, CancellationToken cancellationToken) =>
        ServiceList.CountAsync<ApiKeyWire>(connection, _records.Path, Wanted(query), cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<PropertyValue>> ListValuesAsync(ApiKeyProperty property, PropertyValueQuery query, CancellationToken cancellationToken) =>
        ServiceValues.ListAsync(connection, _records.Path, property, query, cancellationToken);

    /// <inheritdoc/>
    public async Task<ApiKey> GetAsync(CredentialReference reference, CancellationToken cancellationToken) => Read(await _records.ReadAsync(reference, cancellationToken));

    /// <inheritdoc/>
    public async Task<IssuedApiKey> RevealAsync(CredentialReference reference, CancellationToken cancellationToken) =>
        await RevealAsync(await FindAsync(reference, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public IAsyncEnumerable<ApiKey> RevealAllAsync(ApiKeyQuery query, CancellationToken cancellationToken)
    {
        ServiceQuery wanted = Wanted(query);
        connection.EnsureWhole(query.WholeIn);
        return ServiceList.ListAsync<RevealedApiKeyWire, ApiKey>(
            connection,
            HttpMethod.Post,
            _records.Path + "/reveal",
            wanted,
            ListStart.Of(query.After, query.Skip),
            query.First,
            (answer, wire) => wire.Key is null ? Read(answer, wire) : wire.ToRevealed(connection.Authority),
            cancellationToken);
    }

    /// <inheritdoc/>
    public Task<ApiKey> RenewAsync(CredentialReference reference, DateOnly? validUntil, CancellationToken cancellationToken) =>
        ChangeAsync(reference, id => RemoteRequest.Of(HttpMethod.Post, _records.PathOf(id, "renew"), new ApiKeyRenewalWire { ValidUntil = validUntil }), cancellationToken);

    /// <inheritdoc/>
    public async Task<IssuedApiKey> RotateAsync(CredentialReference reference, TimeSpan gracePeriod, DateOnly? validUntil, CancellationToken cancellationToken)
    {
        if (gracePeriod < TimeSpan.Zero)
        {
            throw CredentialException.Invalid("GracePeriod", "is negative; zero or more is allowed.");
        }

        // Rotation gives a key another id: a second attempt finds nothing where the first one was done.
        ApiKey before = await GetAsync(reference, cancellationToken);
        RemoteRequest rotate = RemoteRequest.Of(HttpMethod.Post, _records.PathOf(before.Id, "rotate"), new ApiKeyRotationWire { GracePeriod = gracePeriod, ValidUntil = validUntil });
        RemoteAnswer answer = await connection.Channel.TrySendAsync(Records.If(reference, rotate) with { IsRepeatable = true }, cancellationToken);
        if (answer.IsSuccess)
        {
            return Issued(answer);
        }

        CredentialException error = connection.Channel.Error(answer);
        return answer.MayHaveRunBefore && error.Definition == CredentialErrors.NotFound ? await RotatedAsync(before, cancellationToken) : throw error;
    }

    /// <inheritdoc/>
    public Task<ApiKey> DisableAsync(CredentialReference reference, CancellationToken cancellationToken) =>
        ChangeAsync(reference, id => RemoteRequest.Of(HttpMethod.Post, _records.PathOf(id, "disable")), cancellationToken);

    /// <inheritdoc/>
    public Task<ApiKey> EnableAsync(CredentialReference reference, CancellationToken cancellationToken) =>
        ChangeAsync(reference, id => RemoteRequest.Of(HttpMethod.Post, _records.PathOf(id, "enable")), cancellationToken);

    /// <inheritdoc/>
    public async Task RemoveAsync(CredentialReference reference, CancellationToken cancellationToken)
    {
        string id = await FindAsync(reference, cancellationToken);
        await connection.RemoveAsync(Records.If(reference, RemoteRequest.Of(HttpMethod.Delete, _records.PathOf(id))), cancellationToken);
    }

    // The answer with the new key was lost. Who may read keys whole gets it all the same.
    private async Task<IssuedApiKey> RotatedAsync(ApiKey before, CancellationToken cancellation)
    {
        try
        {
            ApiKey now = await GetAsync(CredentialReference.ByName(before.Name, before.Workspace), cancellation);
            return await RevealAsync(now.Id, cancellation);
        }
        catch (CredentialException unseen) when (unseen.Code is CredentialErrorCode.NotFound or CredentialErrorCode.PermissionDenied)
        {
            throw new CredentialException(
                CredentialErrors.OutcomeUnknown, $"API key '{before.Name}' was rotated or removed, and the answer with the new key was lost; rotate it again where it is there.", unseen);
        }
    }

    private async Task<IssuedApiKey> RevealAsync(string id, CancellationToken cancellation) =>
        Issued(await connection.Channel.SendAsync(RemoteRequest.Of(HttpMethod.Post, _records.PathOf(id, "reveal")) with { IsRepeatable = true }, cancellation));

    private async Task<ApiKey> ChangeAsync(CredentialReference reference, Func<string, RemoteRequest> request, CancellationToken cancellation)
    {
        string id = await FindAsync(reference, cancellation);
        return Read(await connection.Channel.SendAsync(Records.If(reference, request(id)), cancellation));
    }

    private Task<string> FindAsync(CredentialReference reference, CancellationToken cancellation) => _records.FindAsync(reference, answer => Read(answer).Id, cancellation);

    private ServiceQuery Wanted(ApiKeyQuery query)
    {
        ArgumentNullException.ThrowIfNull(query);
        connection.EnsureWhole(query.VisibleIn);
        return new ServiceQuery()
            .With("name", query.Name)
            .With("id", query.Id)
            .With("idPrefix", query.IdPrefix)
            .With("workspace", query.Workspace)
            .With("role", query.Role)
            .With("userName", query.UserName)
            .With("state", query.State)
            .With("label", query.Label)
            .With("expiringBefore", query.ExpiringBefore)
            .With("expiredBefore", query.ExpiredBefore);
    }

    private ApiKey Read(RemoteAnswer answer) => Read(answer, answer.Read<ApiKeyWire>());

    private ApiKey Read(RemoteAnswer answer, ApiKeyWire wire) => string.IsNullOrEmpty(wire.Id) ? throw answer.NotUnderstood("a key without an id") : wire.ToKey(connection.Authority);

    private IssuedApiKey Issued(RemoteAnswer answer)
    {
        IssuedApiKeyWire wire = answer.Read<IssuedApiKeyWire>();
        return string.IsNullOrEmpty(wire.Id) || string.IsNullOrEmpty(wire.Key) ? throw answer.NotUnderstood("a key without an id or without the key itself") : wire.ToIssued(connection.Authority);
    }
}
