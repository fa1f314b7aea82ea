using System.Collections.Concurrent;
using System.Net;
using PSCredentials.Vendors.Http;
using PSCredentials.Vendors.Queries;

namespace PSCredentials.Vendors.F5Xc.Client;

/// <summary>Reads credentials: the contract finds them by name within a collection and a namespace, and by nothing else.</summary>
/// <param name="authority">The authority.</param>
/// <param name="clock">The time.</param>
internal sealed class CredentialReader(F5XcAuthority authority, TimeProvider clock)
{
    private const int MostPlaces = 50_000;
    private static readonly CredentialCollection[] s_lists = [CredentialCollection.ApiCredentials, CredentialCollection.ServiceCredentials];

    private readonly CredentialFacts _facts = new(authority.Name, clock);

    // Where an identifier was seen, so that it need not be looked for. What is read there has to have it.
    private readonly ConcurrentDictionary<string, Place> _places = new(StringComparer.OrdinalIgnoreCase);

    private sealed record Place(CredentialCollection Collection, string Namespace, string Name);

    /// <summary>The namespaces to look in. Patterns and none mean the one where the vendor keeps all.</summary>
    public static IReadOnlyList<string> Namespaces(ApiCredentialQuery query)
    {
        string?[] given = [.. (query.Namespace.Count == 0 ? query.VisibleIn ?? [] : query.Namespace).Select(WildcardPattern.Literally)];
        return given.Length == 0 && query is { Namespace.Count: 0, VisibleIn: not null } ? []
            : given.Length > 0 && given.All(name => name is not null) ? [.. given.OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase)]
            : [.. given.OfType<string>().Append(F5XcAuthority.SystemNamespace).Distinct(StringComparer.OrdinalIgnoreCase)];
    }

    /// <summary>Reads the one credential that a reference means.</summary>
    /// <exception cref="CredentialException">There is none.</exception>
    public async Task<ReadCredential> FindAsync(CredentialReference reference, CancellationToken cancellation)
    {
        Check(reference);
        ReadCredential? found = reference.Id is { } id ? await FindByIdAsync(id, cancellation)
            : await FindByNameAsync(reference.Scope ?? F5XcAuthority.SystemNamespace, reference.Name ?? string.Empty, cancellation);
        return found is not null && IsVisible(reference, found) ? found : throw Missing(reference);
    }

    /// <summary>Reads the credentials that many references mean, with one list for each namespace.</summary>
    /// <returns>One for each reference; null where there is none.</returns>
    public async Task<IReadOnlyList<ReadCredential?>> FindAllAsync(IReadOnlyList<CredentialReference> references, CancellationToken cancellation)
    {
        foreach (CredentialReference reference in references)
        {
            Check(reference);
        }

        string SpaceOf(CredentialReference reference) =>
            (reference.Id is { } id ? _places.GetValueOrDefault(id)?.Namespace : reference.Scope) ?? F5XcAuthority.SystemNamespace;
        var byId = new Dictionary<string, ReadCredential>(StringComparer.OrdinalIgnoreCase);
        var byName = new Dictionary<(string Space, string Name), ReadCredential>();
        foreach (string space in references.Select(SpaceOf).Distinct(StringComparer.OrdinalIgnoreCase))
        {
            foreach (ReadCredential credential in await ListAsync(space, [], cancellation))
            {
                byId.TryAdd(credential.Facts.Id, credential);
                byName.TryAdd((NameKey.Of(space), NameKey.Of(credential.Facts.Name)), credential);
            }
        }

        return
        [
            .. references.Select(reference =>
            {
                ReadCredential? found = reference.Id is { } id ? byId.GetValueOrDefault(id) : byName.GetValueOrDefault((NameKey.Of(SpaceOf(reference)), NameKey.Of(reference.Name ?? string.Empty)));
                return found is not null && IsVisible(reference, found) ? found : null;
            }),
        ];
    }

    /// <summary>Reads all credentials of a namespace, the SCIM token among them.</summary>
    /// <param name="space">The namespace.</param>
    /// <param name="types">The types that are wanted; none for all.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<IReadOnlyList<ReadCredential>> ListAsync(string space, IReadOnlyCollection<CredentialType> types, CancellationToken cancellation)
    {
        CredentialCollection.CheckNamespace(space);
        var all = new List<ReadCredential>();
        foreach (CredentialCollection collection in s_lists.Where(collection => types.Count == 0 || collection.Types.Any(types.Contains)))
        {
            CredentialListResponse list = await authority.Channel.SendAsync<CredentialListResponse>(F5XcRequests.List(collection, space), cancellation);
            all.AddRange((list.Items ?? []).OfType<ServiceCredentialItem>().Select(item => _facts.Of(item, space)).OfType<ReadCredential>());
        }

        // The vendor lists it with others or not at all.
        if ((types.Count == 0 || types.Contains(CredentialType.ScimApiToken)) && !all.Exists(credential => credential.Facts.Type == CredentialType.ScimApiToken)
            && await ReadAsync(CredentialCollection.ScimTokens, space, string.Empty, cancellation) is { } token)
        {
            all.Add(token);
        }

        all.ForEach(Remember);
        return all;
    }

    /// <summary>Reads a credential of a collection.</summary>
    /// <returns>Null where there is none.</returns>
    public async Task<ReadCredential?> ReadAsync(CredentialCollection collection, string space, string name, CancellationToken cancellation)
    {
        RemoteAnswer answer = await authority.Channel.TrySendAsync(F5XcRequests.Get(collection, space, name), cancellation);
        if (answer.Status == HttpStatusCode.NotFound || IsWithoutScim(collection, answer))
        {
            return null;
        }

        if (!answer.IsSuccess)
        {
            throw authority.Channel.Error(answer);
        }

        ReadCredential? read = collection == CredentialCollection.ServiceCredentials
            ? _facts.Of(answer.Read<ServiceCredentialItem>(), space)
            : _facts.Of(answer.Read<GetResponse>(), space);
        if (read is null)
        {
            throw answer.NotUnderstood("a credential without a name, or of a type that is not known here");
        }

        Remember(read);
        return read;
    }

    /// <summary>The error that there is none.</summary>
    public static CredentialException Missing(CredentialReference reference) => new(CredentialErrors.NotFound, $"There is no credential '{reference}'.");

    // A tenant may have no provisioning, and most who may list may not see its token.
    private static bool IsWithoutScim(CredentialCollection collection, RemoteAnswer answer) =>
        collection == CredentialCollection.ScimTokens
        && (int)answer.Status is >= 400 and < 500
        && answer.Status is not (HttpStatusCode.Unauthorized or HttpStatusCode.TooManyRequests);

    private async Task<ReadCredential?> FindByIdAsync(string id, CancellationToken cancellation)
    {
        if (_places.TryGetValue(id, out Place? place)
            && await ReadAsync(place.Collection, place.Namespace, place.Name, cancellation) is { } there
            && string.Equals(there.Facts.Id, id, StringComparison.OrdinalIgnoreCase))
        {
            return there;
        }

        IReadOnlyList<ReadCredential> all = await ListAsync(place?.Namespace ?? F5XcAuthority.SystemNamespace, [], cancellation);
        ReadCredential? found = all.FirstOrDefault(credential => string.Equals(credential.Facts.Id, id, StringComparison.OrdinalIgnoreCase));

        // The list knows less of it.
        return found is null || found.Collection == CredentialCollection.ServiceCredentials ? found
            : await ReadAsync(found.Collection, found.Facts.Namespace, found.Facts.Name, cancellation) ?? found;
    }

    private async Task<ReadCredential?> FindByNameAsync(string space, string name, CancellationToken cancellation)
    {
        CredentialCollection.CheckNamespace(space);
        if (name.Length == 0)
        {
            return null;
        }

        foreach (CredentialCollection collection in s_lists)
        {
            if (await ReadAsync(collection, space, name, cancellation) is { } found)
            {
                return found;
            }
        }

        ReadCredential? token = await ReadAsync(CredentialCollection.ScimTokens, space, name, cancellation);
        return token is not null && NameKey.Of(token.Facts.Name) == NameKey.Of(name) ? token : null;
    }

    private void Remember(ReadCredential credential)
    {
        if (credential.Facts.Id.Length > 0)
        {
            if (_places.Count >= MostPlaces)
            {
                _places.Clear();
            }

            _places[credential.Facts.Id] = new Place(credential.Collection, credential.Facts.Namespace, credential.Facts.Name);
        }
    }

    private void Check(CredentialReference reference)
    {
        ArgumentNullException.ThrowIfNull(reference);
        if (reference.ModifiedAt is not null)
        {
            throw authority.NotSupported("A change of what was not modified since", "its contract has no conditions.");
        }
    }

    private static bool IsVisible(CredentialReference reference, ReadCredential credential) =>
        reference.VisibleIn?.Any(space => NameKey.Of(space) == NameKey.Of(credential.Facts.Namespace)) ?? true;
}
