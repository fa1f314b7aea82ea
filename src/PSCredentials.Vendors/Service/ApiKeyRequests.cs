using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using static PSCredentials.Vendors.Service.WireValues;

namespace PSCredentials.Vendors.Service;

/// <summary>An API key that is asked for.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record ApiKeyCreation : IWire<ApiKeyCreation>
{
    /// <summary>The name, up to 1024 characters.</summary>
    public required string Name { get; init; }

    /// <summary>The workspace; required for editors and viewers.</summary>
    public string? Workspace { get; init; }

    /// <summary>What its holder may do.</summary>
    public required ApiKeyRole Role { get; init; }

    /// <summary>The user it is associated with; <c>admin</c> where it is left out.</summary>
    public string? UserName { get; init; }

    /// <summary>What it is for.</summary>
    public string? Description { get; init; }

    /// <summary>The last day it works, in UTC; the policy's default where it is left out.</summary>
    public DateOnly? ValidUntil { get; init; }

    /// <summary>How long an access token lives that is exchanged for the key, one minute to one day; 15 minutes where it is left out.</summary>
    public TimeSpan? TokenLifetime { get; init; }

    /// <summary>The addresses and CIDR ranges it may be used from.</summary>
    public IReadOnlyList<string>? IpAddresses { get; init; }

    /// <summary>Labels.</summary>
    public IReadOnlyDictionary<string, string>? Labels { get; init; }

    /// <inheritdoc/>
    public static JsonTypeInfo<ApiKeyCreation> Json => ServiceJson.Default.ApiKeyCreation;

    /// <summary>Writes a request.</summary>
    public static ApiKeyCreation Of(ApiKeyRequest request) => new()
    {
        Name = request.Name,
        Workspace = OrNone(request.Workspace),
        Role = request.Role,
        UserName = request.UserName,
        Description = OrNone(request.Description),
        ValidUntil = request.ValidUntil,
        TokenLifetime = request.TokenLifetime,
        IpAddresses = OrNone(request.IPAddress),
        Labels = OrNone(request.Label),
    };

    /// <summary>Reads the request.</summary>
    /// <param name="idempotency">By what it can be sent again.</param>
    public ApiKeyRequest ToRequest(IdempotentRequest? idempotency = null)
    {
        var usual = new ApiKeyRequest();
        return new ApiKeyRequest
        {
            Name = Name ?? string.Empty,
            Workspace = Workspace ?? string.Empty,
            Role = Known(Role, "role"),
            UserName = UserName ?? usual.UserName,
            Description = Description ?? string.Empty,
            ValidUntil = ValidUntil,
            TokenLifetime = TokenLifetime ?? usual.TokenLifetime,
            IPAddress = Items(IpAddresses, "ipAddresses"),
            Label = WireValues.Labels(Labels),
            Idempotency = idempotency,
        };
    }
}

/// <summary>Until when a key shall work.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record ApiKeyRenewalWire : IWire<ApiKeyRenewalWire>
{
    /// <summary>The new last day, in UTC; the policy's default where it is left out.</summary>
    public DateOnly? ValidUntil { get; init; }

    /// <inheritdoc/>
    public static JsonTypeInfo<ApiKeyRenewalWire> Json => ServiceJson.Default.ApiKeyRenewalWire;
}

/// <summary>How a key is made anew.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record ApiKeyRotationWire : IWire<ApiKeyRotationWire>
{
    /// <summary>How long the old key works on, as an ISO 8601 duration; it ends at once where it is left out.</summary>
    public TimeSpan? GracePeriod { get; init; }

    /// <summary>The new last day, in UTC; it stays where it is left out.</summary>
    public DateOnly? ValidUntil { get; init; }

    /// <inheritdoc/>
    public static JsonTypeInfo<ApiKeyRotationWire> Json => ServiceJson.Default.ApiKeyRotationWire;
}
