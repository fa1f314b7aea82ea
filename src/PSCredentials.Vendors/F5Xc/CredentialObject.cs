using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace PSCredentials.Vendors.F5Xc;

/// <summary>An API credential alone.</summary>
internal sealed record GetResponse : IWire<GetResponse>
{
    static JsonTypeInfo<GetResponse> IWire<GetResponse>.Json => F5XcJson.TypeOf<GetResponse>();

    /// <summary>The credential.</summary>
    public CredentialObject? Object { get; set; }
}

/// <summary>The parts of an object.</summary>
internal sealed record CredentialObject
{
    /// <summary>What its owner says of it.</summary>
    public ObjectMetadata? Metadata { get; set; }

    /// <summary>What the authority says of it.</summary>
    public SystemMetadata? SystemMetadata { get; set; }

    /// <summary>What it is.</summary>
    public ObjectSpec? Spec { get; set; }
}

/// <summary>What its owner says of an object.</summary>
internal sealed record ObjectMetadata
{
    /// <summary>Its name.</summary>
    public string? Name { get; set; }

    /// <summary>Its namespace.</summary>
    public string? Namespace { get; set; }

    /// <summary>Its identifier.</summary>
    public string? Uid { get; set; }

    /// <summary>Its labels.</summary>
    public IReadOnlyDictionary<string, string?>? Labels { get; set; }

    /// <summary>Notes of programs.</summary>
    public IReadOnlyDictionary<string, string?>? Annotations { get; set; }

    /// <summary>What it is for.</summary>
    public string? Description { get; set; }

    /// <summary>Whether it is switched off.</summary>
    public bool? Disable { get; set; }
}

/// <summary>What the authority says of an object.</summary>
internal sealed record SystemMetadata
{
    /// <summary>Its identifier.</summary>
    public string? Uid { get; set; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset? CreationTimestamp { get; set; }

    /// <summary>When it was last changed.</summary>
    public DateTimeOffset? ModificationTimestamp { get; set; }

    /// <summary>When it was ended, if it was.</summary>
    public DateTimeOffset? DeletionTimestamp { get; set; }

    /// <summary>Who made it.</summary>
    public string? CreatorId { get; set; }

    /// <summary>The authority's name.</summary>
    public string? Tenant { get; set; }
}

/// <summary>The one specification of an object.</summary>
internal sealed record ObjectSpec
{
    /// <summary>It.</summary>
    public CredentialSpec? GcSpec { get; set; }
}

/// <summary>An API credential's own facts.</summary>
internal sealed record CredentialSpec
{
    /// <summary>Its type; null for one that is not known here.</summary>
    [JsonConverter(typeof(AnsweredTypeConverter))]
    public CredentialType? Type { get; set; }

    /// <summary>Who it was made for.</summary>
    public IReadOnlyList<ObjectReference>? Users { get; set; }

    /// <summary>The cluster that a kubeconfig points at.</summary>
    public string? VirtualK8sName { get; set; }

    /// <summary>The Kubernetes namespace that its context starts in.</summary>
    public string? VirtualK8sNamespace { get; set; }

    /// <summary>A digest: the SHA-256 fingerprint of a certificate here, a SHA-1 at the vendor.</summary>
    public string? Digest { get; set; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset? CreatedTimestamp { get; set; }

    /// <summary>When it expires.</summary>
    public DateTimeOffset? ExpirationTimestamp { get; set; }

    /// <summary>Whether it can be used.</summary>
    public bool? Active { get; set; }

    /// <summary>The serial number of its certificate.</summary>
    public string? CertificateSerialNum { get; set; }

    /// <summary>The site of a site kubeconfig.</summary>
    public string? SiteName { get; set; }
}

/// <summary>Names another object.</summary>
internal sealed record ObjectReference
{
    /// <summary>What it is.</summary>
    public string? Kind { get; set; }

    /// <summary>Its identifier.</summary>
    public string? Uid { get; set; }

    /// <summary>Its authority.</summary>
    public string? Tenant { get; set; }

    /// <summary>Its namespace.</summary>
    public string? Namespace { get; set; }

    /// <summary>Its name.</summary>
    public string? Name { get; set; }
}
