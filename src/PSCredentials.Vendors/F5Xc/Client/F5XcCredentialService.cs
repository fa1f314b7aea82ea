using System.Runtime.CompilerServices;
using PSCredentials.Vendors.Queries;

namespace PSCredentials.Vendors.F5Xc.Client;

/// <summary>API credentials, service credentials and the SCIM token of a tenant.</summary>
internal sealed class F5XcCredentialService : IApiCredentialService
{
    // More names or identifiers than these are faster listed than read one by one.
    private const int MostReadAlone = 10;

    private readonly F5XcAuthority _authority;
    private readonly TimeProvider _clock;
    private readonly ContractLimits _limits;
    private readonly CredentialReader _reader;
    private readonly CredentialIssuing _issuing;
    private readonly CredentialSwitch _switch;
    private readonly CredentialRevocation _revocation;
    private readonly CredentialRotation _rotation;

    /// <summary>Makes the service; nothing is sent.</summary>
    /// <param name="authority">The tenant.</param>
    /// <param name="clock">The time.</param>
    public F5XcCredentialService(F5XcAuthority authority, TimeProvider clock)
    {
        _authority = authority;
        _clock = clock;
        _limits = new ContractLimits(authority);
        _reader = new CredentialReader(authority, clock);
        _issuing = new CredentialIssuing(authority, _reader, clock);
        _switch = new CredentialSwitch(authority, _reader);
        _revocation = new CredentialRevocation(authority, _reader, clock);
        _rotation = new CredentialRotation(authority, _reader, _issuing, _revocation, clock);
    }

    /// <inheritdoc/>
    public Task<IssuedApiCredential> CreateAsync(ApiCredentialRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        _limits.Check(request);
        return _issuing.CreateAsync(request, cancellationToken);
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<ApiCredential> ListAsync(ApiCredentialQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        foreach (ApiCredential credential in (await MeantAsync(query, cancellationToken)).Page(query.Skip, query.First))
        {
            yield return credential;
        }
    }

    /// <inheritdoc/>
    public async Task<long> CountAsync(ApiCredentialQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        return (await MeantAsync(query, cancellationToken)).LongCount();
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<PropertyValue>> ListValuesAsync(ApiCredentialProperty property, PropertyValueQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        Func<ApiCredential, IEnumerable<string>> values = property switch
        {
            ApiCredentialProperty.Namespace => credential => [credential.Namespace],
            ApiCredentialProperty.Owner => credential => [credential.Owner],
            ApiCredentialProperty.UserGroup => credential => credential.UserGroup,
            ApiCredentialProperty.NamespaceRole => credential => credential.NamespaceRole.Select(role => role.ToString()),

            // What is in no list has no values to offer; each would be a request of its own.
            ApiCredentialProperty.LabelName or ApiCredentialProperty.LabelValue or ApiCredentialProperty.ClusterNamespace or ApiCredentialProperty.SiteName => static _ => [],
            _ => throw CredentialException.Invalid("Property", $"{(int)property} is not a property; allowed are {string.Join(", ", Enum.GetNames<ApiCredentialProperty>())}."),
        };
        IEnumerable<ApiCredential> all = await MeantAsync(new ApiCredentialQuery { VisibleIn = query.VisibleIn }, cancellationToken);
        return ValueTally.Of(all.SelectMany(values), query);
    }

    /// <inheritdoc/>
    public async Task<ApiCredential> GetAsync(CredentialReference reference, CancellationToken cancellationToken) => (await _reader.FindAsync(reference, cancellationToken)).Facts;

    /// <inheritdoc/>
    public async Task<ApiCredential> RenewAsync(CredentialReference reference, Expiry expiry, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(expiry);
        DateTimeOffset now = _clock.GetUtcNow();
        int days = ExpirationDays.ForRenewal(expiry, now);
        ReadCredential credential = await _reader.FindAsync(reference, cancellationToken);
        ApiCredential facts = credential.Facts;
        if (!facts.Type.IsRenewable())
        {
            throw new CredentialException(
                CredentialErrors.NotRenewable,
                $"Credential '{facts.Name}' is of type {facts.Type}; only {CredentialType.ApiToken} and {CredentialType.ServiceApiToken} can be renewed.");
        }

        credential.InForce();
        await _authority.DoAsync(F5XcRequests.Renew(credential.Collection, facts.Namespace, facts.Name, days), cancellationToken);
        return await RenewedAsync(credential, now + TimeSpan.FromDays(days), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<IssuedApiCredential> RotateAsync(CredentialReference reference, RotationRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        _limits.Check(request);
        return _rotation.RotateAsync(reference, request, _limits, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<ApiCredential> ChangeAsync(CredentialReference reference, ApiCredentialChange change, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(change);
        _limits.Check(change);
        ReadCredential credential = await _reader.FindAsync(reference, cancellationToken);
        ContractLimits.EnsureOwnRights(credential.Facts.Type, change.NamespaceRole ?? [], change.UserGroup ?? []);
        if (!credential.Facts.Type.IsService() || change is { NamespaceRole: null, UserGroup: null })
        {
            return credential.Facts;
        }

        // The contract replaces both as a whole.
        ApiCredential changed = credential.Facts with
        {
            NamespaceRole = change.NamespaceRole ?? credential.Facts.NamespaceRole,
            UserGroup = change.UserGroup ?? credential.Facts.UserGroup,
        };
        await _authority.Channel.SendAsync<ReplaceServiceResponse>(
            F5XcRequests.Replace(changed.Namespace, new ReplaceServiceRequest
            {
                Name = changed.Name,
                Namespace = changed.Namespace,
                NamespaceAccess = changed.NamespaceRole.ToAccess(),
                UserGroupNames = [.. changed.UserGroup],
            }),
            cancellationToken);
        return changed;
    }

    /// <inheritdoc/>
    public Task<ApiCredential> DisableAsync(CredentialReference reference, CancellationToken cancellationToken) => _switch.SetAsync(reference, toDisabled: true, cancellationToken);

    /// <inheritdoc/>
    public Task<ApiCredential> EnableAsync(CredentialReference reference, CancellationToken cancellationToken) => _switch.SetAsync(reference, toDisabled: false, cancellationToken);

    /// <inheritdoc/>
    public Task<ApiCredential> RevokeAsync(CredentialReference reference, RevocationReason reason, CancellationToken cancellationToken)
    {
        _limits.Check(reason);
        return _revocation.RevokeAsync(reference, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<RevocationOutcome>> RevokeAllAsync(
        IReadOnlyList<CredentialReference> references, RevocationReason reason, bool stopAtRefusal, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(references);
        _limits.Check(reason);
        return _revocation.RevokeAllAsync(references, stopAtRefusal, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task RemoveAsync(CredentialReference reference, CancellationToken cancellationToken)
    {
        // The contract knows no other removal: what is revoked is marked for deletion, and goes by itself.
        ReadCredential credential = await _reader.FindAsync(reference, cancellationToken);
        if (credential.Facts.State != CredentialState.Revoked)
        {
            await _revocation.EndAsync(credential, mayBeEnded: true, cancellationToken);
        }
    }

    private async Task<IEnumerable<ApiCredential>> MeantAsync(ApiCredentialQuery query, CancellationToken cancellation)
    {
        RecordFilter<ApiCredential> filter = ApiCredentialFilter.Of(query, _clock.GetUtcNow());
        bool isIdentified = query.Id.Count is > 0 and <= MostReadAlone;
        List<ApiCredential> all = isIdentified
            ? await ReadAsync(query.Id.Select(id => CredentialReference.ById(id)), cancellation)
            : [];
        string?[] names = [.. query.Name.Select(WildcardPattern.Literally)];
        bool isNamed = names.Length is > 0 and <= MostReadAlone && names.All(name => name is not null);
        foreach (string space in isIdentified ? [] : CredentialReader.Namespaces(query))
        {
            all.AddRange(isNamed
                ? await ReadAsync(names.OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase).Select(name => CredentialReference.ByName(name, space)), cancellation)
                : (await _reader.ListAsync(space, query.Type, cancellation)).Select(credential => credential.Facts));
        }

        return await MatchingAsync(all, query, filter, cancellation);
    }

    // What is read alone tells more than a list does.
    private async Task<List<ApiCredential>> ReadAsync(IEnumerable<CredentialReference> references, CancellationToken cancellation)
    {
        var found = new List<ApiCredential>();
        foreach (CredentialReference reference in references)
        {
            try
            {
                found.Add((await _reader.FindAsync(reference, cancellation)).Facts);
            }
            catch (CredentialException missing) when (missing.ErrorId == CredentialErrors.NotFound.Id)
            {
                RequestNarration.Tell(missing.Message);
            }
        }

        return found;
    }

    // A list does not tell what is switched off from what is revoked; who asks for one of the two shall not get the other.
    private async Task<IEnumerable<ApiCredential>> MatchingAsync(List<ApiCredential> all, ApiCredentialQuery query, RecordFilter<ApiCredential> filter, CancellationToken cancellation)
    {
        if (!query.State.Contains(CredentialState.Disabled) && !query.State.Contains(CredentialState.Revoked))
        {
            return all.Ordered(filter, credential => credential.Namespace, query.IdPrefix is not null);
        }

        RecordFilter<ApiCredential> others = ApiCredentialFilter.Of(query with { State = [] }, _clock.GetUtcNow());
        var told = new List<ApiCredential>();
        foreach (ApiCredential credential in all.Where(others.Matches))
        {
            bool isUnclear = credential.State is CredentialState.Disabled or CredentialState.Expired && !credential.Type.IsService();
            told.Add(isUnclear ? (await _reader.ReadAsync(ReadCredential.CollectionOf(credential.Type), credential.Namespace, credential.Name, cancellation))?.Facts ?? credential : credential);
        }

        return told.Ordered(filter, credential => credential.Namespace, query.IdPrefix is not null);
    }

    // The renewal is done whether or not it can be read again.
    private async Task<ApiCredential> RenewedAsync(ReadCredential credential, DateTimeOffset expiresAt, CancellationToken cancellation)
    {
        try
        {
            if (await _reader.ReadAsync(credential.Collection, credential.Facts.Namespace, credential.Facts.Name, cancellation) is { } renewed)
            {
                return renewed.Facts;
            }
        }
        catch (CredentialException error)
        {
            RequestNarration.Tell($"'{credential.Facts.Name}' is renewed, but could not be read again: {error.Message}");
        }

        return credential.Facts with { ExpiresAt = expiresAt, State = credential.IsDisabled == true ? CredentialState.Disabled : CredentialState.Active };
    }
}
