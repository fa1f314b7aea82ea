using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace PSCredentials.Vendors.F5Xc;

// An answer's properties can be set because a second spelling of their names sets them too, and may be null because other authorities leave them out.

/// <summary>A new credential with its secret, the only time it is told.</summary>
internal sealed record CreateResponse : IWire<CreateResponse>
{
    static JsonTypeInfo<CreateResponse> IWire<CreateResponse>.Json => F5XcJson.TypeOf<CreateResponse>();

    /// <summary>Whether it can be used.</summary>
    public bool? Active { get; set; }

    /// <summary>The secret.</summary>
    public SecretText? Data { get; set; }

    /// <summary>When it expires.</summary>
    public DateTimeOffset? ExpirationTimestamp { get; set; }

    /// <summary>Its name, which need not be the one asked for.</summary>
    public string? Name { get; set; }
}

/// <summary>A service credential after its roles and groups were replaced.</summary>
internal sealed record ReplaceServiceResponse : IWire<ReplaceServiceResponse>
{
    static JsonTypeInfo<ReplaceServiceResponse> IWire<ReplaceServiceResponse>.Json => F5XcJson.TypeOf<ReplaceServiceResponse>();

    /// <summary>Whether it can be used.</summary>
    public bool? Active { get; set; }

    /// <summary>When it expires.</summary>
    public DateTimeOffset? ExpirationTimestamp { get; set; }

    /// <summary>Its name.</summary>
    public string? Name { get; set; }
}

/// <summary>Says that it is done.</summary>
internal sealed record StatusResponse : IWire<StatusResponse>
{
    static JsonTypeInfo<StatusResponse> IWire<StatusResponse>.Json => F5XcJson.TypeOf<StatusResponse>();

    /// <summary>Whether it is.</summary>
    public bool? Status { get; set; }
}

/// <summary>What became of a bulk revocation.</summary>
internal sealed record BulkRevokeResponse : IWire<BulkRevokeResponse>
{
    static JsonTypeInfo<BulkRevokeResponse> IWire<BulkRevokeResponse>.Json => F5XcJson.TypeOf<BulkRevokeResponse>();

    /// <summary>The names of what is revoked.</summary>
    public IReadOnlyList<string>? CredentialsMarkedForDeletion { get; set; }

    /// <summary>The names of what is not.</summary>
    public IReadOnlyList<string>? CredentialsFailed { get; set; }

    /// <summary>Why they are not.</summary>
    public string? ErrorMessage { get; set; }
}

/// <summary>Who the presented credential is. A user has the rights that were granted in the authority, anything else those of its own.</summary>
internal sealed record WhoAmIResponse : IWire<WhoAmIResponse>
{
    static JsonTypeInfo<WhoAmIResponse> IWire<WhoAmIResponse>.Json => F5XcJson.TypeOf<WhoAmIResponse>();

    /// <summary>The identifier of the credential.</summary>
    public string? Uid { get; set; }

    /// <summary>The name of the user or the credential.</summary>
    public string? Name { get; set; }

    /// <summary>The user's address; empty for what is none.</summary>
    public string? Email { get; set; }

    /// <summary>USER or SERVICE.</summary>
    public string? Type { get; set; }

    /// <summary>The authority's name.</summary>
    public string? Tenant { get; set; }

    /// <summary>The namespace that was asked in.</summary>
    public string? Namespace { get; set; }

    /// <summary>The roles.</summary>
    public IReadOnlyList<NamespaceRoleItem>? NamespaceRoles { get; set; }

    /// <summary>The groups.</summary>
    public IReadOnlyList<string>? UserGroupNames { get; set; }
}

/// <summary>An error, with its code in gRPC.</summary>
internal sealed record ErrorResponse(int Code, string Message, IReadOnlyList<string> Details) : IWire<ErrorResponse>
{
    static JsonTypeInfo<ErrorResponse> IWire<ErrorResponse>.Json => F5XcJson.TypeOf<ErrorResponse>();
}
