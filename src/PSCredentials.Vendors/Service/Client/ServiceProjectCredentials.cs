using PSCredentials.Vendors.Http;
using Records = PSCredentials.Vendors.Service.Client.ServiceRecords<PSCredentials.Vendors.Service.ProjectCredentialWire>;

namespace PSCredentials.Vendors.Service.Client;

/// <summary>The credentials of projects of a service.</summary>
internal sealed class ServiceProjectCredentials(ServiceConnection connection) : IProjectCredentialService
{
    private readonly Records _records = new(connection, "v1/project-credentials", "credential", "username", "project");

    /// <summary>Credentials of the service that were removed and can be restored.</summary>
    public IRemovedCredentialService<RemovedProjectCredential, ProjectCredential, ProjectCredentialQuery> Removed => field ??= new ServiceRemovedCredentials<ProjectCredentialWire, RemovedProjectCredential, ProjectCredential, ProjectCredentialQuery>(connection, new(
        _records.Path, "removed project credential", "username", "project", Wanted, query => ListStart.Of(query.After, query.Skip), query => query.First, Read, (facts, removal) => new RemovedProjectCredential(facts, removal)));

    /// <inheritdoc/>
    public async Task<ProjectCredential> CreateAsync(ProjectCredentialRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        connection.EnsureNotKept(request.IsRecoverable);
        RemoteRequest create = Records.Once(request.Idempotency, RemoteRequest.Of(HttpMethod.Post, _records.Path, ProjectCredentialCreation.Of(request)));
        return Made(await connection.Channel.SendAsync(create, cancellationToken), isGenerated: request.Password is null);
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<ProjectCredential> ListAsync(ProjectCredentialQuery query, CancellationToken cancellationToken)
    {
        ServiceQuery wanted = Wanted(query);
        return ServiceList.ListAsync<ProjectCredentialWire, ProjectCredential>(
            connection, HttpMethod.Get, _records.Path, wanted, ListStart.Of(query.After, query.Skip), query.First, Read, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<long> CountAsync(ProjectCredentialQuery query, CancellationToken cancellationToken) =>
        ServiceList.CountAsync<ProjectCredentialWire>(connection, _records.Path, Wanted(query), cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<PropertyValue>> ListValuesAsync(ProjectCredentialProperty property, PropertyValueQuery query, CancellationToken cancellationToken) =>
        ServiceValues.ListAsync(connection, _records.Path, property, query, cancellationToken);

    /// <inheritdoc/>
    public async Task<ProjectCredential> GetAsync(CredentialReference reference, CancellationToken cancellationToken) =>
        Read(await _records.ReadAsync(reference, cancellationToken));

    /// <inheritdoc/>
    public async Task<ProjectCredential> ChangeAsync(CredentialReference reference, ProjectCredentialChange change, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(change);
        string id = await FindAsync(reference, cancellationToken);
        RemoteRequest patch = Records.If(reference, RemoteRequest.Of(HttpMethod.Patch, _records.PathOf(id), ProjectCredentialChangeWire.Of(change)));

        // A second change of the password would end the grace period of the one that was there before the first.
        patch = patch with { IsRepeatable = patch.IsRepeatable && change.GracePeriod == TimeSpan.Zero };
        return Made(await connection.Channel.SendAsync(patch, cancellationToken), change.GeneratePassword);
    }

    /// <inheritdoc/>
    public async Task<ProjectCredential> RemoveAsync(CredentialReference reference, CancellationToken cancellationToken)
    {
        // The credential as it was is what the answer holds, which can be lost.
        ProjectCredential before = await GetAsync(reference, cancellationToken);
        RemoteAnswer? answer = await connection.RemoveAsync(Records.If(reference, RemoteRequest.Of(HttpMethod.Delete, _records.PathOf(before.Id))), cancellationToken);
        return answer is null ? before : Read(answer);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ProjectCredentialAccess>> ListAccessAsync(CredentialReference reference, CancellationToken cancellationToken) =>
        await AccessOfAsync(await FindAsync(reference, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ProjectCredentialAccess>> GrantAccessAsync(
        CredentialReference reference, IReadOnlyList<AccessTarget> targets, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(targets);
        string id = await FindAsync(reference, cancellationToken);
        var body = new AccessGrantWire { Targets = [.. targets.Select(target => new ResourceWire(target.Name, target.Type))] };
        RemoteAnswer answer = await connection.Channel.TrySendAsync(Records.If(reference, RemoteRequest.Of(HttpMethod.Post, _records.PathOf(id, "access"), body)), cancellationToken);
        if (answer.IsSuccess)
        {
            return [.. ServiceConnection.Items<AccessWire>(answer).Items.Select(access => access.ToAccess(connection.Authority))];
        }

        CredentialException error = connection.Channel.Error(answer);
        if (answer.MayHaveRunBefore && error.Definition == CredentialErrors.AlreadyExists)
        {
            // All of it is granted or none: where all is there, an attempt before this one did it.
            List<ProjectCredentialAccess> granted = [.. (await AccessOfAsync(id, cancellationToken))
                .Where(access => targets.Any(target => target.Type == access.Type && string.Equals(target.Name, access.Name, StringComparison.OrdinalIgnoreCase)))];
            return granted.Count == targets.Count ? granted : throw error;
        }

        throw error;
    }

    /// <inheritdoc/>
    public async Task<DeploymentResult> RevokeAccessAsync(CredentialReference reference, IReadOnlyList<AccessTarget> targets, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(targets);
        if (targets.FirstOrDefault(target => !Enum.IsDefined(target.Type)) is { } strange)
        {
            throw CredentialException.Invalid("Type", $"{(int)strange.Type} is no type; allowed are {string.Join(", ", Enum.GetNames<AccessTargetType>())}.");
        }

        string id = await FindAsync(reference, cancellationToken);
        ServiceQuery named = new ServiceQuery()
            .With("proxy", targets.Where(target => target.Type == AccessTargetType.ApiProxy).Select(target => target.Name))
            .With("proxyGroup", targets.Where(target => target.Type == AccessTargetType.ApiProxyGroup).Select(target => target.Name));
        RemoteRequest revoke = Records.If(reference, RemoteRequest.Of(HttpMethod.Delete, _records.PathOf(id, "access") + named)) with { IsRepeatable = reference.ModifiedAt is null };
        return (await connection.Channel.SendAsync<DeploymentResultWire>(revoke, cancellationToken)).ToResult();
    }

    private Task<IReadOnlyList<ProjectCredentialAccess>> AccessOfAsync(string id, CancellationToken cancellation) =>
        connection.AllAsync<AccessWire, ProjectCredentialAccess>(RemoteRequest.Get(_records.PathOf(id, "access")), access => access.ToAccess(connection.Authority), cancellation);

    private Task<string> FindAsync(CredentialReference reference, CancellationToken cancellation) => _records.FindAsync(reference, answer => Read(answer).Id, cancellation);

    private ServiceQuery Wanted(ProjectCredentialQuery query)
    {
        ArgumentNullException.ThrowIfNull(query);
        connection.EnsureWhole(query.VisibleIn);
        return new ServiceQuery()
            .With("username", query.Username)
            .With("id", query.Id)
            .With("idPrefix", query.IdPrefix)
            .With("project", query.Project)
            .With("role", query.Role)
            .With("email", query.Email)
            .With("state", query.State)
            .With("label", query.Label)
            .With("expiringBefore", query.ExpiringBefore)
            .With("expiredBefore", query.ExpiredBefore);
    }

    private ProjectCredential Read(RemoteAnswer answer) => Read(answer, answer.Read<ProjectCredentialWire>());

    private ProjectCredential Read(RemoteAnswer answer, ProjectCredentialWire wire) =>
        string.IsNullOrEmpty(wire.Id) ? throw answer.NotUnderstood("a credential without an id") : wire.ToCredential(connection.Authority);

    private ProjectCredential Made(RemoteAnswer answer, bool isGenerated)
    {
        ProjectCredential made = Read(answer);
        return isGenerated && made is not IssuedProjectCredential ? throw answer.NotUnderstood("a credential without the password that was made") : made;
    }
}
