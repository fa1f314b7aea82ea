using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using PSCredentials.AccessTokens;
using PSCredentials.Authority;
using PSCredentials.Policy;
using PSCredentials.Protection;
using PSCredentials.Removal;
using PSCredentials.Secrets;
using PSCredentials.Storage;

namespace PSCredentials.Issuing;

/// <summary>API keys of the embedded authority.</summary>
internal sealed class ApiKeyService(AuthorityContext authority) : IApiKeyService
{
    private const string Noun = "API key";

    private readonly WholeApiKeys _whole = new(authority);
    private readonly RecoverableSecrets _recoverable = new(authority);

    /// <inheritdoc/>
    public async Task<IssuedApiKey> CreateAsync(ApiKeyRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var call = IdempotentCall.Of(authority, CredentialFamily.ApiKey, request.Idempotency);
        if (call is not null && authority.Store.Read(call.Find) is { } given)
        {
            return Repeat(given);
        }

        string secret = ApiKeyFormat.Create();
        ApiKey facts = RequestedFacts(request, secret);
        SealedKey sealedKey = Seal(secret);
        bool isMade = await authority.ChangeAsync(
            CredentialAction.Create,
            (connection, _) =>
            {
                if (call?.IsAnswered(connection) == true)
                {
                    return false;
                }

                if (!ApiKeyTable.TryAdd(connection, facts, sealedKey))
                {
                    string place = facts.Workspace.Length == 0 ? "without a workspace" : $"in workspace '{facts.Workspace}'";
                    throw new CredentialException(CredentialErrors.AlreadyExists, $"There is already an API key '{facts.Name}' {place}.");
                }

                if (request.IsRecoverable)
                {
                    long row = Find(connection, CredentialReference.ById(facts.Id)).Row;
                    _recoverable.Keep(connection, CredentialFamily.ApiKey, row, facts.Id, IssuedSecretValue.NameOf(facts), SecretValue.OfSecureText(new SecretText(secret)));
                }

                call?.Keep(connection, facts.Id, Encoding.ASCII.GetBytes(secret));
                authority.Audit(connection, CredentialAction.Create, AuditSubject.Of(facts), request.IsRecoverable ? $"{Describe(facts)}; recoverable" : Describe(facts));
                return true;
            },
            cancellationToken);
        if (!isMade)
        {
            return await CreateAsync(request, cancellationToken);
        }

        AuthorityMeter.CountIssue(nameof(ApiKey));
        return new IssuedApiKey(facts, new SecretText(secret));
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<ApiKey> ListAsync(ApiKeyQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        await authority.LastUse.FlushAsync(cancellationToken);
        IAsyncEnumerable<ApiKey> list = Paging.ListAsync<ApiKey>(
            (skip, count, after) => authority.Store.Read(
                connection => ApiKeyTable.Page(connection, query, ApiKeyTable.Place(after), skip, count, authority.RowContext())),
            query.Skip,
            query.First,
            cancellationToken);
        await foreach (ApiKey item in list)
        {
            yield return item;
        }
    }

    /// <inheritdoc/>
    public Task<long> CountAsync(ApiKeyQuery query, CancellationToken cancellationToken) =>
        Task.FromResult(authority.Store.Read(connection => ApiKeyTable.Count(connection, query, authority.Now())));

    /// <inheritdoc/>
    public Task<IReadOnlyList<PropertyValue>> ListValuesAsync(ApiKeyProperty property, PropertyValueQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        return Task.FromResult(authority.Store.Read(connection => ApiKeyTable.Values(connection, property, query, cancellationToken)));
    }

    /// <inheritdoc/>
    public async Task<ApiKey> GetAsync(CredentialReference reference, CancellationToken cancellationToken)
    {
        await authority.LastUse.FlushAsync(cancellationToken);
        return authority.Store.Read(connection => Find(connection, reference).Value);
    }

    /// <inheritdoc/>
    public Task<IssuedApiKey> RevealAsync(CredentialReference reference, CancellationToken cancellationToken) =>
        authority.ChangeAsync(
            CredentialAction.Reveal,
            (connection, _) =>
            {
                Stored<ApiKey> stored = Find(connection, reference);
                IssuedApiKey key = _whole.Open(connection, stored);
                authority.Audit(connection, CredentialAction.Reveal, AuditSubject.Of(stored.Value));
                return key;
            },
            cancellationToken);

    /// <inheritdoc/>
    public IAsyncEnumerable<ApiKey> RevealAllAsync(ApiKeyQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        return _whole.ListAsync(query, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<ApiKey> RenewAsync(CredentialReference reference, DateOnly? validUntil, CancellationToken cancellationToken) =>
        ChangeAsync(CredentialAction.Renew, reference, cancellationToken, (key, now) =>
        {
            DateOnly day = LifetimeRules.ResolveDay(validUntil, Lifetime, now);
            return key with { ValidUntil = day, ExpiresAt = LifetimeRules.EndOf(day) };
        });

    /// <inheritdoc/>
    public Task<IssuedApiKey> RotateAsync(CredentialReference reference, TimeSpan gracePeriod, DateOnly? validUntil, CancellationToken cancellationToken)
    {
        if (gracePeriod < TimeSpan.Zero)
        {
            throw CredentialException.Invalid("GracePeriod", "is negative; zero or more is allowed.");
        }

        string secret = ApiKeyFormat.Create();
        SealedKey sealedKey = Seal(secret);
        return authority.ChangeAsync(
            CredentialAction.Rotate,
            (connection, _) =>
            {
                Stored<ApiKey> stored = FindUnmodified(connection, reference);
                DateTimeOffset now = authority.Now();
                DateTimeOffset retiresAt = gracePeriod < stored.Value.ExpiresAt - now ? now + gracePeriod : stored.Value.ExpiresAt;
                DateOnly day = validUntil is null && stored.Value.ExpiresAt > now
                    ? stored.Value.ValidUntil
                    : LifetimeRules.ResolveDay(validUntil, Lifetime, now);
                ApiKey key = WithState(
                    stored.Value with
                    {
                        Id = ApiKeyFormat.Id(secret),
                        MaskedKey = ApiKeyFormat.Mask(sealedKey.Hint),
                        ValidUntil = day,
                        ExpiresAt = LifetimeRules.EndOf(day),
                        ModifiedAt = References.NextModification(stored.Value.ModifiedAt, now),
                        RotatedAt = now,
                        GracePeriodEndsAt = retiresAt > now ? retiresAt : null,
                    },
                    now);
                RetiredSecretTable.Retire(connection, CredentialFamily.ApiKey, stored.Row, retiresAt, now);
                ApiKeyTable.ReplaceSecret(connection, new(stored.Row, key), sealedKey);
                ApiKeyTable.Update(connection, new(stored.Row, key));
                _recoverable.Renew(connection, CredentialFamily.ApiKey, stored.Row, key.Id, () => SecretValue.OfSecureText(new SecretText(secret)));
                authority.Store.MarkFactsChanged();
                authority.Audit(connection, CredentialAction.Rotate, AuditSubject.Of(key), $"{Describe(key)}; id before {stored.Value.Id}");
                return new IssuedApiKey(key, new SecretText(secret));
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    public Task<ApiKey> DisableAsync(CredentialReference reference, CancellationToken cancellationToken) =>
        ChangeAsync(CredentialAction.Disable, reference, cancellationToken, (key, now) => key.DisabledAt is null ? key with { DisabledAt = now } : key);

    /// <inheritdoc/>
    public Task<ApiKey> EnableAsync(CredentialReference reference, CancellationToken cancellationToken) =>
        ChangeAsync(CredentialAction.Enable, reference, cancellationToken, (key, _) => key.DisabledAt is null ? key : key with { DisabledAt = null });

    /// <inheritdoc/>
    public Task RemoveAsync(CredentialReference reference, CancellationToken cancellationToken) =>
        authority.ChangeAsync(
            CredentialAction.Remove,
            (connection, _) =>
            {
                Stored<ApiKey> stored = FindUnmodified(connection, reference);
                string until = Removals.TakeOut(authority, connection, CredentialFamily.ApiKey, stored.Row);
                authority.Audit(connection, CredentialAction.Remove, AuditSubject.Of(stored.Value), Describe(stored.Value) + until);
                return 0;
            },
            cancellationToken);

    private LifetimePolicy Lifetime => authority.Policy().GetLifetime(CredentialPolicy.ApiKeyType);

    private static string Describe(ApiKey key) => string.Create(CultureInfo.InvariantCulture, $"{key.Role}; valid until {key.ValidUntil:yyyy-MM-dd}");

    private static ApiKey WithState(ApiKey key, DateTimeOffset now) =>
        key with { State = CredentialStates.At(now, key.ExpiresAt, key.DisabledAt, revokedAt: null) };

    private SealedKey Seal(string secret) => new(
        authority.Hasher.Hash(secret),
        KeySealer.Seal(authority.Keys.SealingKey, Encoding.ASCII.GetBytes(secret), _whole.SealingContext(ApiKeyFormat.Id(secret))),
        ApiKeyFormat.Hint(secret));

    private ApiKey RequestedFacts(ApiKeyRequest request, string secret)
    {
        if (!Enum.IsDefined(request.Role))
        {
            throw CredentialException.Invalid("Role", $"{(int)request.Role} is not a role; allowed are {string.Join(", ", Enum.GetNames<ApiKeyRole>())}.");
        }

        if (request.Role != ApiKeyRole.Owner && string.IsNullOrEmpty(request.Workspace))
        {
            throw CredentialException.Invalid("Workspace", $"is required for role {request.Role}; only Owner keys work without one.");
        }

        if (request.TokenLifetime < TimeSpan.FromMinutes(1) || request.TokenLifetime > AccessTokenClaims.LongestLifetime || request.TokenLifetime.Ticks % TimeSpan.TicksPerSecond != 0)
        {
            throw CredentialException.Invalid("TokenLifetime", "has to be whole seconds from 60 (one minute) to 86400 (one day).");
        }

        DateTimeOffset now = authority.Now();
        string workspace = FieldRules.Name("Workspace", request.Workspace, 0, FieldRules.LongestText);
        DateOnly day = LifetimeRules.ResolveDay(request.ValidUntil, Lifetime, now);
        return new ApiKey
        {
            Id = ApiKeyFormat.Id(secret),
            Name = FieldRules.Name("Name", request.Name, 1, FieldRules.LongestText),
            Workspace = workspace,
            Role = request.Role,
            State = CredentialState.Active,
            UserName = FieldRules.Name("UserName", request.UserName, 1, FieldRules.LongestText),
            Description = FieldRules.Text("Description", request.Description),
            ValidUntil = day,
            ExpiresAt = LifetimeRules.EndOf(day),
            ServiceAccountName = ApiKeyFormat.ServiceAccountName(request.Role, workspace),
            TokenLifetime = request.TokenLifetime,
            MaskedKey = ApiKeyFormat.Mask(ApiKeyFormat.Hint(secret)),
            CreatedAt = now,
            ModifiedAt = now,
            IPAddress = AddressRange.Normalize(request.IPAddress),
            Label = FieldRules.Labels(request.Label),
            Authority = authority.Name,
        };
    }

    // A key that was rotated has another id.
    private IssuedApiKey Repeat(GivenAnswer given) =>
        authority.Store.Read(connection => ApiKeyTable.Find(connection, CredentialReference.ById(given.SubjectId), authority.RowContext())) is [{ } stored]
            ? new IssuedApiKey(stored.Value, new SecretText(Encoding.ASCII.GetString(given.Secret)))
            : throw IdempotentCall.Gone();

    private Stored<ApiKey> Find(StoreConnection connection, CredentialReference reference) =>
        References.Single(ApiKeyTable.Find(connection, reference, authority.RowContext()), Noun, reference);

    private Stored<ApiKey> FindUnmodified(StoreConnection connection, CredentialReference reference)
    {
        Stored<ApiKey> stored = Find(connection, reference);
        References.EnsureUnmodified(reference, Noun, stored.Value.ModifiedAt);
        return stored;
    }

    private Task<ApiKey> ChangeAsync(
        CredentialAction action, CredentialReference reference, CancellationToken cancellationToken, Func<ApiKey, DateTimeOffset, ApiKey> change) =>
        authority.ChangeAsync(
            action,
            (connection, _) =>
            {
                Stored<ApiKey> stored = FindUnmodified(connection, reference);
                DateTimeOffset now = authority.Now();
                ApiKey changed = change(stored.Value, now);
                if (ReferenceEquals(changed, stored.Value))
                {
                    return changed;
                }

                changed = WithState(changed with { ModifiedAt = References.NextModification(stored.Value.ModifiedAt, now) }, now);
                ApiKeyTable.Update(connection, new(stored.Row, changed));
                authority.Store.MarkFactsChanged();
                authority.Audit(connection, action, AuditSubject.Of(changed), Describe(changed));
                return changed;
            },
            cancellationToken);
}
