using System.Text.Json.Serialization.Metadata;
using static PSCredentials.Vendors.Service.WireValues;

namespace PSCredentials.Vendors.Service;

/// <summary>An API key, masked.</summary>
internal record ApiKeyWire : IWire<ApiKeyWire>
{
    /// <summary>No facts yet.</summary>
    public ApiKeyWire()
    {
    }

    /// <summary>The facts of a key.</summary>
    /// <param name="key">The key.</param>
    public ApiKeyWire(ApiKey key)
    {
        Id = key.Id;
        Name = key.Name;
        Workspace = OrNone(key.Workspace);
        Role = key.Role;
        State = key.State;
        UserName = key.UserName;
        Description = OrNone(key.Description);
        ValidUntil = key.ValidUntil;
        ExpiresAt = key.ExpiresAt;
        ServiceAccountName = key.ServiceAccountName;
        TokenLifetime = key.TokenLifetime;
        MaskedKey = key.MaskedKey;
        CreatedAt = key.CreatedAt;
        ModifiedAt = key.ModifiedAt;
        DisabledAt = key.DisabledAt;
        RotatedAt = key.RotatedAt;
        GracePeriodEndsAt = key.GracePeriodEndsAt;
        LastUsedAt = key.LastUsedAt;
        LastUsedAddress = key.LastUsedAddress;
        IpAddresses = OrNone(key.IPAddress);
        Labels = OrNone(key.Label);
    }

    /// <summary>The identifier; rotation changes it.</summary>
    public string Id { get; init; } = string.Empty;

    /// <summary>The name, unique in the workspace without regard to case.</summary>
    public string Name { get; init; } = string.Empty;

    /// <summary>The workspace; left out for an owner's key that works in all.</summary>
    public string? Workspace { get; init; }

    /// <summary>What its holder may do.</summary>
    public ApiKeyRole Role { get; init; }

    /// <summary>Whether it can be used at this moment.</summary>
    public CredentialState State { get; init; }

    /// <summary>The user it is associated with.</summary>
    public string UserName { get; init; } = string.Empty;

    /// <summary>What it is for.</summary>
    public string? Description { get; init; }

    /// <summary>The last day it works, to the end of that day in UTC.</summary>
    public DateOnly ValidUntil { get; init; }

    /// <summary>The moment that day ends.</summary>
    public DateTimeOffset ExpiresAt { get; init; }

    /// <summary>The Kubernetes service account that carries its rights.</summary>
    public string ServiceAccountName { get; init; } = string.Empty;

    /// <summary>How long an access token lives that is exchanged for the key.</summary>
    public TimeSpan TokenLifetime { get; init; }

    /// <summary>The key with all but its last four characters hidden.</summary>
    public string MaskedKey { get; init; } = string.Empty;

    /// <summary>When it was made.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When its facts last changed.</summary>
    public DateTimeOffset ModifiedAt { get; init; }

    /// <summary>When it was switched off, if it is.</summary>
    public DateTimeOffset? DisabledAt { get; init; }

    /// <summary>When the key was last made anew.</summary>
    public DateTimeOffset? RotatedAt { get; init; }

    /// <summary>Until when the key before the last rotation works on, if it still does.</summary>
    public DateTimeOffset? GracePeriodEndsAt { get; init; }

    /// <summary>When it was last presented and accepted.</summary>
    public DateTimeOffset? LastUsedAt { get; init; }

    /// <summary>The address it was last used from.</summary>
    public string? LastUsedAddress { get; init; }

    /// <summary>The addresses and CIDR ranges it may be used from; left out where it may be from anywhere.</summary>
    public IReadOnlyList<string>? IpAddresses { get; init; }

    /// <summary>Labels.</summary>
    public IReadOnlyDictionary<string, string>? Labels { get; init; }

    /// <inheritdoc/>
    public static JsonTypeInfo<ApiKeyWire> Json => ServiceJson.Default.ApiKeyWire;

    /// <summary>The key as a client has it.</summary>
    /// <param name="authority">What the client calls the authority.</param>
    /// <returns>The facts.</returns>
    public ApiKey ToKey(string authority) => new()
    {
        Id = Id,
        Name = Name,
        Workspace = Workspace ?? string.Empty,
        Role = Role,
        State = State,
        UserName = UserName,
        Description = Description ?? string.Empty,
        ValidUntil = ValidUntil,
        ExpiresAt = ExpiresAt,
        ServiceAccountName = ServiceAccountName,
        TokenLifetime = TokenLifetime,
        MaskedKey = MaskedKey,
        CreatedAt = CreatedAt,
        ModifiedAt = ModifiedAt,
        DisabledAt = DisabledAt,
        RotatedAt = RotatedAt,
        GracePeriodEndsAt = GracePeriodEndsAt,
        LastUsedAt = LastUsedAt,
        LastUsedAddress = LastUsedAddress,
        IPAddress = IpAddresses ?? [],
        Label = Labels ?? new Dictionary<string, string>(),
        Authority = authority,
    };
}

/// <summary>An API key with the key itself.</summary>
internal sealed record IssuedApiKeyWire : ApiKeyWire, IWire<IssuedApiKeyWire>
{
    /// <summary>Nothing yet.</summary>
    public IssuedApiKeyWire()
    {
    }

    /// <summary>A key, whole.</summary>
    /// <param name="issued">The key.</param>
    public IssuedApiKeyWire(IssuedApiKey issued)
        : base(issued) => Key = issued.GetKey();

    /// <summary>The key itself, a UUID, to be sent as <c>X-API-Key</c>.</summary>
    public string Key { get; init; } = string.Empty;

    /// <inheritdoc/>
    public static new JsonTypeInfo<IssuedApiKeyWire> Json => ServiceJson.Default.IssuedApiKeyWire;

    /// <summary>The key as a client has it.</summary>
    /// <param name="authority">What the client calls the authority.</param>
    /// <returns>The key, whole.</returns>
    public IssuedApiKey ToIssued(string authority) => new(ToKey(authority), new SecretText(Key));

    /// <summary>Never shows the key.</summary>
    /// <returns>The type's name.</returns>
    public override string ToString() => nameof(IssuedApiKeyWire);
}

/// <summary>An API key of a list that shows whole what the caller may see so.</summary>
internal sealed record RevealedApiKeyWire : ApiKeyWire, IWire<RevealedApiKeyWire>
{
    /// <summary>Nothing yet.</summary>
    public RevealedApiKeyWire()
    {
    }

    /// <summary>A key, whole or masked.</summary>
    /// <param name="key">The key.</param>
    public RevealedApiKeyWire(ApiKey key)
        : base(key) => Key = (key as IssuedApiKey)?.GetKey();

    /// <summary>The key itself; left out where the caller sees it masked.</summary>
    public string? Key { get; init; }

    /// <inheritdoc/>
    public static new JsonTypeInfo<RevealedApiKeyWire> Json => ServiceJson.Default.RevealedApiKeyWire;

    /// <summary>The key as a client has it.</summary>
    /// <param name="authority">What the client calls the authority.</param>
    /// <returns>An <see cref="IssuedApiKey"/> where it is whole.</returns>
    public ApiKey ToRevealed(string authority) => Key is null ? ToKey(authority) : new IssuedApiKey(ToKey(authority), new SecretText(Key));

    /// <summary>Never shows the key.</summary>
    /// <returns>The type's name.</returns>
    public override string ToString() => nameof(RevealedApiKeyWire);
}
