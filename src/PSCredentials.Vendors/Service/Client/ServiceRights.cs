using PSCredentials.Vendors.Http;

namespace PSCredentials.Vendors.Service.Client;

/// <summary>The rights that users and groups have at a service.</summary>
internal sealed class ServiceRights(ServiceConnection connection) : ICredentialRightService
{
    private const string Base = "v1/rights";

    /// <inheritdoc/>
    public async Task<CredentialRight> GrantAsync(CredentialRight right, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(right);
        GrantedRightWire asked = GrantedRightWire.Of(right) with { GrantedAt = null, GrantedBy = null };
        RemoteRequest grant = RemoteRequest.Of(HttpMethod.Post, Base, asked) with { IsRepeatable = true };
        return (await connection.Channel.SendAsync<GrantedRightWire>(grant, cancellationToken)).ToRight(connection.Authority);
    }

    /// <inheritdoc/>
    public async Task<CredentialRight> RevokeAsync(CredentialRight right, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(right);
        ServiceQuery named = new ServiceQuery()
            .With("principal", right.Principal)
            .With("isGroup", right.IsGroup)
            .With("scopeType", right.ScopeType.ToString())
            .With("scope", right.Scope.Length == 0 ? null : right.Scope)
            .With("role", right.Role.ToString());
        RemoteAnswer? answer = await connection.RemoveAsync(RemoteRequest.Of(HttpMethod.Delete, Base + named), cancellationToken);
        return answer?.Read<GrantedRightWire>().ToRight(connection.Authority) ?? right with { Authority = connection.Authority };
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<CredentialRight>> ListAsync(CancellationToken cancellationToken) =>
        connection.AllAsync<GrantedRightWire, CredentialRight>(RemoteRequest.Get(Base), right => right.ToRight(connection.Authority), cancellationToken);

    /// <inheritdoc/>
    public EffectiveRights Of(CredentialVerdict verdict) => throw Unsupported.Error(connection.Title, "rights to be worked out here: it does so itself for each request");
}

/// <summary>The audit trail of a service.</summary>
internal sealed class ServiceAudit(ServiceConnection connection) : IAuditService
{
    /// <inheritdoc/>
    public IAsyncEnumerable<CredentialEvent> ListAsync(CredentialEventQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        ServiceQuery wanted = new ServiceQuery()
            .With("after", query.After)
            .With("before", query.Before)
            .With("actor", query.Actor)
            .With("action", query.Action)
            .With("subjectType", query.SubjectType)
            .With("subjectName", query.SubjectName)
            .With("subjectId", query.SubjectId);
        var start = new ListStart(
            "afterSequence", Math.Max(query.AfterSequence ?? 0, 0).ToString(System.Globalization.CultureInfo.InvariantCulture), "newest", query.Newest);
        return ServiceList.ListAsync<EventWire, CredentialEvent>(
            connection, HttpMethod.Get, "v1/events", wanted, start, query.Newest, (_, entry) => entry.ToEvent(connection.Authority), cancellationToken);
    }
}
