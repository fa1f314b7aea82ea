using System.Globalization;
using System.Net;
using System.Runtime.CompilerServices;
using System.Text;
using PSCredentials.Vendors.Http;
using PSCredentials.Vendors.Queries;

namespace PSCredentials.Vendors.KubeSlice.Client;

/// <summary>
/// API keys of KubeSlice Manager. It makes, lists and deletes keys: what is more is done here. A list is read whole, as the contract has no pages, and shows an owner every key
/// whole: what leaves here is masked unless it was asked for.
/// </summary>
internal sealed class KubeSliceApiKeys(KubeSliceAuthority authority, TimeProvider clock) : IApiKeyService
{
    private const string Noun = "API key";
    private const string Path = "api/v1/api-key";

    private static readonly ApiKeyRequest Default = new();

    /// <inheritdoc/>
    public Task<IssuedApiKey> CreateAsync(ApiKeyRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        return IssueAsync(request, Check(request), cancellationToken);
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<ApiKey> ListAsync(ApiKeyQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        foreach (ApiKey key in Page((await FindAllAsync(query, cancellationToken)).Found, query))
        {
            yield return key;
        }
    }

    /// <inheritdoc/>
    public async Task<long> CountAsync(ApiKeyQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        return (await FindAllAsync(query, cancellationToken)).Found.LongCount();
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<PropertyValue>> ListValuesAsync(ApiKeyProperty property, PropertyValueQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        Func<ApiKey, string>? value = property switch
        {
            ApiKeyProperty.Workspace => key => key.Workspace,
            ApiKeyProperty.UserName => key => key.UserName,
            ApiKeyProperty.LabelName or ApiKeyProperty.LabelValue => null,
            _ => throw CredentialException.Invalid("Property", $"{(int)property} is not a property; allowed are {string.Join(", ", Enum.GetNames<ApiKeyProperty>())}."),
        };

        // Keys have no labels there.
        return value is null ? [] : ValueTally.Of((await FindAllAsync(new ApiKeyQuery { VisibleIn = query.VisibleIn }, cancellationToken)).Found.Select(value), query);
    }

    /// <inheritdoc/>
    public async Task<ApiKey> GetAsync(CredentialReference reference, CancellationToken cancellationToken) => (await FindAsync(reference, cancellationToken)).Key;

    /// <inheritdoc/>
    public async Task<IssuedApiKey> RevealAsync(CredentialReference reference, CancellationToken cancellationToken)
    {
        (ApiKey key, SecretText? whole) = await FindAsync(reference, cancellationToken);
        return new IssuedApiKey(key, whole ?? throw Masked(key));
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<ApiKey> RevealAllAsync(ApiKeyQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        (IEnumerable<ApiKey> found, KeyListing listing) = await FindAllAsync(query, cancellationToken);
        RecordFilter<ApiKey> mayBeWhole = new RecordFilter<ApiKey>().VisibleIn(query.WholeIn, key => key.Workspace);
        foreach (ApiKey key in Page(found, query))
        {
            yield return mayBeWhole.Matches(key) && listing.Whole(key) is { } whole ? new IssuedApiKey(key, whole) : key;
        }
    }

    /// <inheritdoc/>
    public Task<ApiKey> RenewAsync(CredentialReference reference, DateOnly? validUntil, CancellationToken cancellationToken) =>
        throw Unsupported.Error(authority.Title, "way to move the last day of an API key");

    /// <inheritdoc/>
    public async Task<IssuedApiKey> RotateAsync(CredentialReference reference, TimeSpan gracePeriod, DateOnly? validUntil, CancellationToken cancellationToken)
    {
        if (gracePeriod < TimeSpan.Zero)
        {
            throw CredentialException.Invalid("GracePeriod", "is negative; zero or more is allowed.");
        }

        EnsureUnconditional(reference);
        return gracePeriod > TimeSpan.Zero
            ? throw Unsupported.Error(authority.Title, "way to end a key at a later time: rotate it without a grace period, or issue another one and remove this one when its holders have changed over")
            : await new KeyRotation(this, authority.Title, clock).RunAsync(await FindAsync(reference, cancellationToken), validUntil, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<ApiKey> DisableAsync(CredentialReference reference, CancellationToken cancellationToken) => throw Unswitchable();

    /// <inheritdoc/>
    public Task<ApiKey> EnableAsync(CredentialReference reference, CancellationToken cancellationToken) => throw Unswitchable();

    /// <inheritdoc/>
    public async Task RemoveAsync(CredentialReference reference, CancellationToken cancellationToken)
    {
        EnsureUnconditional(reference);
        (ApiKey key, SecretText? whole) = await FindAsync(reference, cancellationToken);
        await DeleteAsync(whole ?? throw Masked(key), cancellationToken);
    }

    /// <summary>Issues a key.</summary>
    /// <param name="request">What was asked for, checked.</param>
    /// <param name="day">Its last day.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<IssuedApiKey> IssueAsync(ApiKeyRequest request, DateOnly day, CancellationToken cancellation)
    {
        // The vendor's pages and its SDK spell the day differently; each version passes over the word that it does not know.
        string text = day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var body = new ApiKeyCreation
        {
            Name = request.Name,
            UserName = request.UserName,
            Description = request.Description,
            Role = request.Role.ToString(),
            ValidUntil = text,
            Validity = text,
            WorkspaceName = request.Workspace.Length == 0 ? null : request.Workspace,
        };
        RemoteAnswer answer = await authority.Channel.AskAsync(RemoteRequest.Of(HttpMethod.Post, Path, body), cancellation);
        if (answer.Unpack<PresentedApiKey>()?.ApiKey is not { Length: > 0 } key)
        {
            throw answer.NotUnderstood("no key");
        }

        DateTimeOffset now = clock.GetUtcNow();
        DateTimeOffset end = ApiKeyDays.EndOf(day);
        var facts = new ApiKey
        {
            Id = ApiKey.IdOf(key),
            Name = request.Name,
            Workspace = request.Workspace,
            Role = request.Role,
            State = CredentialStates.At(now, end, disabledAt: null, revokedAt: null),
            UserName = request.UserName,
            Description = request.Description,
            ValidUntil = day,
            ExpiresAt = end,
            ServiceAccountName = ApiKeyFormat.ServiceAccountName(request.Role, request.Workspace),
            TokenLifetime = request.TokenLifetime,
            MaskedKey = ApiKeyFormat.Mask(key.Length >= 8 ? ApiKeyFormat.Hint(key) : "****"),
            CreatedAt = now,
            ModifiedAt = now,
            Authority = authority.Name,
        };
        return new IssuedApiKey(facts, new SecretText(key));
    }

    /// <summary>Deletes a key that was seen just now: where it is not there any more, it was an earlier attempt that took it away, or somebody else.</summary>
    public async Task DeleteAsync(SecretText key, CancellationToken cancellation)
    {
        RemoteChannel channel = authority.Channel;
        RemoteAnswer answer = await channel.TryAskAsync(RemoteRequest.Of(HttpMethod.Delete, Path, new PresentedApiKey { ApiKey = key.Reveal() }), cancellation);
        bool isGone = answer.Status == HttpStatusCode.NotFound && Refusal.IsIn(answer);
        if (!answer.IsSuccess && !isGone)
        {
            throw channel.Error(answer);
        }

        // By the letter of the vendor's page nothing, or null, is in the answer, and no envelope.
        if (answer.IsSuccess && Encoding.UTF8.GetString(answer.Body.Span).Trim() is not ("" or "null"))
        {
            answer.Read<Refusal>();
        }
    }

    /// <summary>The last day of a request.</summary>
    /// <exception cref="CredentialException">It is missing or over, or the authority has not what else was asked for.</exception>
    public DateOnly Check(ApiKeyRequest request)
    {
        (string Name, bool IsGiven)[] unknown =
        [
            (nameof(request.TokenLifetime), request.TokenLifetime != Default.TokenLifetime),
            (nameof(request.IPAddress), request.IPAddress.Count > 0),
            (nameof(request.Label), request.Label.Count > 0),
            ("an idempotency key", request.Idempotency is not null),
            ("Recoverable", request.IsRecoverable),
        ];
        string[] given = [.. unknown.Where(one => one.IsGiven).Select(one => one.Name)];
        if (given.Length > 0)
        {
            throw Unsupported.Error(authority.Title, $"way to issue an API key with {string.Join(" or ", given)}");
        }

        if (string.IsNullOrWhiteSpace(request.Name))
        {
            throw CredentialException.Invalid("Name", "is empty; 1 to 1024 characters are allowed.");
        }

        if (!Enum.IsDefined(request.Role))
        {
            throw CredentialException.Invalid("Role", $"{(int)request.Role} is not a role; allowed are {string.Join(", ", Enum.GetNames<ApiKeyRole>())}.");
        }

        if (request.Role != ApiKeyRole.Owner && request.Workspace.Length == 0)
        {
            throw CredentialException.Invalid("Workspace", $"is required for role {request.Role}; only Owner keys work without one.");
        }

        DateOnly day = request.ValidUntil
            ?? throw CredentialException.Invalid("ValidUntil", $"is required: {authority.Title} has no default for the last day that an API key works.");
        return day >= DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime)
            ? day
            : throw new CredentialException(CredentialErrors.LifetimeNotAllowed, string.Create(CultureInfo.InvariantCulture, $"ValidUntil {day:yyyy-MM-dd} is in the past (UTC)."));
    }

    /// <summary>The error about a key that the authority does not show whole.</summary>
    public static CredentialException Masked(ApiKey key) =>
        new(CredentialErrors.NotAuthorized, $"{Noun} '{key.Name}' is shown masked to who is presented here: only an owner sees it whole, as to reveal, remove or rotate it takes.");

    private static IEnumerable<ApiKey> Page(IEnumerable<ApiKey> keys, ApiKeyQuery query) => keys.Page(query.Skip, query.First);

    private async Task<(ApiKey Key, SecretText? Whole)> FindAsync(CredentialReference reference, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(reference);
        KeyListing listing = await ReadAsync(reference.Id is null && reference.Scope is { Length: > 0 } scope ? scope : null, cancellation);
        ApiKey key = listing.Keys.One(reference, Noun, one => one.Workspace);
        return (key, listing.Whole(key));
    }

    private async Task<(IEnumerable<ApiKey> Found, KeyListing Listing)> FindAllAsync(ApiKeyQuery query, CancellationToken cancellation)
    {
        RecordFilter<ApiKey> filter = ApiKeyFilter.Of(query, clock.GetUtcNow());
        string? workspace = query.Workspace is [var pattern] && WildcardPattern.Literally(pattern) is { Length: > 0 } one ? one : null;
        KeyListing listing = await ReadAsync(workspace, cancellation);
        return (listing.Keys.Ordered(filter, key => key.Workspace, query.IdPrefix is not null), listing);
    }

    // Names are the same here without regard to case, and need not be there.
    private async Task<KeyListing> ReadAsync(string? workspace, CancellationToken cancellation)
    {
        KeyListing listing = await KeyListing.ReadAsync(authority, workspace, clock.GetUtcNow(), cancellation);
        return listing.Keys.Count > 0 || workspace is null ? listing : await KeyListing.ReadAsync(authority, null, clock.GetUtcNow(), cancellation);
    }

    private void EnsureUnconditional(CredentialReference reference)
    {
        ArgumentNullException.ThrowIfNull(reference);
        if (reference.ModifiedAt is not null)
        {
            throw Unsupported.Error(authority.Title, "way to tell whether an API key was changed since it was read");
        }
    }

    private CredentialException Unswitchable() => Unsupported.Error(authority.Title, "way to switch an API key off for a time");
}
