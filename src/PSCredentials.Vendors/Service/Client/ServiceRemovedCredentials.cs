using PSCredentials.Vendors.Http;
using PSCredentials.Vendors.Queries;

namespace PSCredentials.Vendors.Service.Client;

/// <summary>How a family is asked for at a service, as far as its removed records need it.</summary>
/// <param name="Path">The family's path.</param>
/// <param name="Noun">What a removed one is called.</param>
/// <param name="NameField">The parameter of a record's name.</param>
/// <param name="ScopeField">The parameter of its namespace, workspace or project.</param>
/// <param name="Wanted">What a query asks for.</param>
/// <param name="Start">Where a query has the list begin.</param>
/// <param name="First">How many a query wants at most.</param>
/// <param name="Read">A record of an answer.</param>
/// <param name="Join">Joins a record and its removal.</param>
internal sealed record ServiceFamily<TWire, TRemoved, TCredential, TQuery>(
    string Path,
    string Noun,
    string NameField,
    string ScopeField,
    Func<TQuery, ServiceQuery> Wanted,
    Func<TQuery, ListStart> Start,
    Func<TQuery, long?> First,
    Func<RemoteAnswer, TWire, TCredential> Read,
    Func<TCredential, RemovalFacts, TRemoved> Join);

/// <summary>The removed records of a family of a service.</summary>
internal sealed class ServiceRemovedCredentials<TWire, TRemoved, TCredential, TQuery>(
    ServiceConnection connection, ServiceFamily<TWire, TRemoved, TCredential, TQuery> family) : IRemovedCredentialService<TRemoved, TCredential, TQuery>
    where TWire : class, IWire<TWire>
    where TRemoved : class, TCredential, IRemovedCredential
    where TCredential : class, ICredential
{
    private readonly string _path = $"{family.Path}/removed";

    /// <inheritdoc/>
    public IAsyncEnumerable<TRemoved> ListAsync(TQuery query, CancellationToken cancellationToken) =>
        ListAsync(family.Wanted(query), family.Start(query), family.First(query), cancellationToken);

    /// <inheritdoc/>
    public Task<long> CountAsync(TQuery query, CancellationToken cancellationToken) =>
        ServiceList.CountAsync<RemovedWire<TWire>>(connection, _path, family.Wanted(query), cancellationToken);

    /// <inheritdoc/>
    public async Task<TRemoved> GetAsync(CredentialReference reference, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(reference);
        connection.EnsureWhole(reference.VisibleIn);
        ServiceQuery meant = reference.Id is { } id
            ? new ServiceQuery().With("id", id)
            : new ServiceQuery().With(family.NameField, WildcardPattern.Escape(reference.Name ?? string.Empty))
                .With(family.ScopeField, reference.Scope is null ? null : WildcardPattern.Escape(reference.Scope));
        List<TRemoved> found = await ListAsync(meant, ListStart.Of(null, 0), 2, cancellationToken).ToListAsync(cancellationToken);
        return found.Count switch
        {
            1 => found[0],
            0 => throw new CredentialException(CredentialErrors.NotFound, $"There is no {family.Noun} '{reference}'."),
            _ => throw new CredentialException(CredentialErrors.AmbiguousName, $"The name '{reference}' means more than one {family.Noun}."),
        };
    }

    /// <inheritdoc/>
    public async Task<TCredential> RestoreAsync(CredentialReference reference, CancellationToken cancellationToken)
    {
        // An id that is none must not become another path.
        string id = (await GetAsync(reference, cancellationToken)).Id;
        RemoteRequest restore = ServiceRecords<TWire>.If(reference, RemoteRequest.Of(HttpMethod.Post, $"{family.Path}/{id}/restore"));
        RemoteAnswer answer = await connection.Channel.TrySendAsync(restore, cancellationToken);
        if (!answer.IsSuccess)
        {
            CredentialException error = connection.Channel.Error(answer);
            answer = answer.MayHaveRunBefore && error.Definition == CredentialErrors.NotFound
                ? await connection.Channel.SendAsync(RemoteRequest.Get($"{family.Path}/{id}"), cancellationToken)
                : throw error;
        }

        return family.Read(answer, answer.Read<TWire>());
    }

    private IAsyncEnumerable<TRemoved> ListAsync(ServiceQuery wanted, ListStart start, long? first, CancellationToken cancellation) =>
        ServiceList.ListAsync<RemovedWire<TWire>, TRemoved>(
            connection,
            HttpMethod.Get,
            _path,
            wanted,
            start,
            first,
            (answer, wire) => family.Join(family.Read(answer, wire.Credential ?? throw answer.NotUnderstood("a removed credential without the credential")), wire.ToRemoval()),
            cancellation);
}
