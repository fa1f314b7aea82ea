namespace PSCredentials;

/// <summary>The closed family of ways in which a request to an authority can fail.</summary>
public enum CredentialErrorCode
{
    /// <summary>A value in the request is missing, malformed or outside what is allowed.</summary>
    InvalidArgument,

    /// <summary>The caller could not prove who it is, for example by a wrong passphrase.</summary>
    Unauthenticated,

    /// <summary>The caller is known but may not do this.</summary>
    PermissionDenied,

    /// <summary>What was named does not exist, or may not be seen by the caller.</summary>
    NotFound,

    /// <summary>The name is already in use.</summary>
    AlreadyExists,

    /// <summary>The credential's state or type does not allow this, for example renewing what is revoked.</summary>
    InvalidState,

    /// <summary>The authority refused because of too many requests.</summary>
    RateLimited,

    /// <summary>The authority or its store cannot be used at the moment.</summary>
    Unavailable,

    /// <summary>The authority did not answer in time.</summary>
    Timeout,

    /// <summary>The authority cannot do this at all.</summary>
    NotSupported,

    /// <summary>The store is damaged or is not a store of this software.</summary>
    StoreCorrupt,

    /// <summary>A fault inside the authority.</summary>
    Internal,
}
