using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace PSCredentials.Vendors.F5Xc;

/// <summary>A new credential with its secret, the only time it is told.</summary>
internal sealed record CreateResponse(bool Active, SecretText Data, DateTimeOffset ExpirationTimestamp, string Name) : IWire<CreateResponse>
{
    static JsonTypeInfo<CreateResponse> IWire<CreateResponse>.Json => F5XcJson.TypeOf<CreateResponse>();
}

/// <summary>A service credential after its roles and groups were replaced.</summary>
internal sealed record ReplaceServiceResponse(bool Active, DateTimeOffset ExpirationTimestamp, string Name) : IWire<ReplaceServiceResponse>
{
    static JsonTypeInfo<ReplaceServiceResponse> IWire<ReplaceServiceResponse>.Json => F5XcJson.TypeOf<ReplaceServiceResponse>();
}

/// <summary>Says that it is done.</summary>
internal sealed record StatusResponse(bool Status) : IWire<StatusResponse>
{
    static JsonTypeInfo<StatusResponse> IWire<StatusResponse>.Json => F5XcJson.TypeOf<StatusResponse>();
}

/// <summary>What became of a bulk revocation.</summary>
internal sealed record BulkRevokeResponse(IReadOnlyList<string> CredentialsMarkedForDeletion, IReadOnlyList<string> CredentialsFailed, string ErrorMessage) : IWire<BulkRevokeResponse>
{
    static JsonTypeInfo<BulkRevokeResponse> IWire<BulkRevokeResponse>.Json => F5XcJson.TypeOf<BulkRevokeResponse>();
}

/// <summary>An API credential in a list.</summary>
internal sealed record CredentialItem(
    string Uid, string Name, CredentialType Type, string UserEmail, DateTimeOffset CreateTimestamp, DateTimeOffset ExpiryTimestamp, bool Active, string Namespace) : IWire<CredentialItem>
{
    static JsonTypeInfo<CredentialItem> IWire<CredentialItem>.Json => F5XcJson.TypeOf<CredentialItem>();
}

/// <summary>A service credential, in a list and alone.</summary>
internal sealed record ServiceCredentialItem(
    string Uid,
    string Name,
    CredentialType Type,
    string UserEmail,
    DateTimeOffset CreateTimestamp,
    DateTimeOffset ExpiryTimestamp,
    bool Active,
    string Namespace,
    NamespaceAccess NamespaceAccess,
    IReadOnlyList<string> UserGroupNames) : IWire<ServiceCredentialItem>
{
    static JsonTypeInfo<ServiceCredentialItem> IWire<ServiceCredentialItem>.Json => F5XcJson.TypeOf<ServiceCredentialItem>();
}

/// <summary>An API credential alone.</summary>
internal sealed record GetResponse(CredentialObject Object) : IWire<GetResponse>
{
    static JsonTypeInfo<GetResponse> IWire<GetResponse>.Json => F5XcJson.TypeOf<GetResponse>();
}

/// <summary>The parts of an object.</summary>
internal sealed record CredentialObject(ObjectMetadata Metadata, SystemMetadata SystemMetadata, ObjectSpec Spec);

/// <summary>What its owner says of an object.</summary>
internal sealed record ObjectMetadata(
    string Name,
    string Namespace,
    string Uid,
    IReadOnlyDictionary<string, string> Labels,
    IReadOnlyDictionary<string, string> Annotations,
    string Description,
    bool Disable);

/// <summary>What the authority says of an object.</summary>
internal sealed record SystemMetadata(
    string Uid,
    DateTimeOffset CreationTimestamp,
    DateTimeOffset ModificationTimestamp,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DateTimeOffset? DeletionTimestamp,
    string CreatorId,
    string Tenant);

/// <summary>The one specification of an object.</summary>
internal sealed record ObjectSpec(CredentialSpec GcSpec);

/// <summary>An API credential's own facts.</summary>
internal sealed record CredentialSpec(
    CredentialType Type,
    IReadOnlyList<ObjectReference> Users,
    string VirtualK8sName,
    string VirtualK8sNamespace,
    string Digest,
    DateTimeOffset CreatedTimestamp,
    DateTimeOffset ExpirationTimestamp,
    bool Active,
    string CertificateSerialNum,
    string SiteName);

/// <summary>Names another object.</summary>
internal sealed record ObjectReference(string Kind, string Uid, string Tenant, string Namespace, string Name);

/// <summary>Who the presented credential is. A user has the rights that were granted in the authority, anything else those of its own.</summary>
internal sealed record WhoAmIResponse(
    string Uid, string Name, string Email, string Type, string Tenant, string Namespace, IReadOnlyList<NamespaceRoleItem> NamespaceRoles, IReadOnlyList<string> UserGroupNames) : IWire<WhoAmIResponse>
{
    static JsonTypeInfo<WhoAmIResponse> IWire<WhoAmIResponse>.Json => F5XcJson.TypeOf<WhoAmIResponse>();
}

/// <summary>An error, with its code in gRPC.</summary>
internal sealed record ErrorResponse(int Code, string Message, IReadOnlyList<string> Details) : IWire<ErrorResponse>
{
    static JsonTypeInfo<ErrorResponse> IWire<ErrorResponse>.Json => F5XcJson.TypeOf<ErrorResponse>();
}
