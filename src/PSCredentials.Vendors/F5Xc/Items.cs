using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace PSCredentials.Vendors.F5Xc;

/// <summary>An API credential in a list.</summary>
internal record CredentialItem : IWire<CredentialItem>
{
    static JsonTypeInfo<CredentialItem> IWire<CredentialItem>.Json => F5XcJson.TypeOf<CredentialItem>();

    /// <summary>Its identifier.</summary>
    public string? Uid { get; set; }

    /// <summary>Its name.</summary>
    public string? Name { get; set; }

    /// <summary>Its type; null for one that is not known here.</summary>
    [JsonConverter(typeof(AnsweredTypeConverter))]
    public CredentialType? Type { get; set; }

    /// <summary>Who made it.</summary>
    public string? UserEmail { get; set; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset? CreateTimestamp { get; set; }

    /// <summary>When it expires.</summary>
    public DateTimeOffset? ExpiryTimestamp { get; set; }

    /// <summary>Whether it can be used; protocol buffers may leave out what is false.</summary>
    public bool? Active { get; set; }

    /// <summary>Its namespace.</summary>
    public string? Namespace { get; set; }
}

/// <summary>A service credential, in a list and alone. A client reads items of both lists so.</summary>
internal sealed record ServiceCredentialItem : CredentialItem, IWire<ServiceCredentialItem>
{
    static JsonTypeInfo<ServiceCredentialItem> IWire<ServiceCredentialItem>.Json => F5XcJson.TypeOf<ServiceCredentialItem>();

    /// <summary>Its roles.</summary>
    [JsonPropertyOrder(1)]
    public NamespaceAccess? NamespaceAccess { get; set; }

    /// <summary>Its groups.</summary>
    [JsonPropertyOrder(1)]
    public IReadOnlyList<string>? UserGroupNames { get; set; }
}

/// <summary>A list as a client reads it; the service writes its items one by one.</summary>
internal sealed record CredentialListResponse : IWire<CredentialListResponse>
{
    static JsonTypeInfo<CredentialListResponse> IWire<CredentialListResponse>.Json => F5XcJson.TypeOf<CredentialListResponse>();

    /// <summary>The items.</summary>
    public IReadOnlyList<ServiceCredentialItem?>? Items { get; set; }
}
