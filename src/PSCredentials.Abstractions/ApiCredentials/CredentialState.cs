namespace PSCredentials;

/// <summary>Whether a credential can be used. Computed from its flags and times; the more final state wins.</summary>
public enum CredentialState
{
    /// <summary>In force.</summary>
    Active,

    /// <summary>Switched off for now; it can be enabled again.</summary>
    Disabled,

    /// <summary>Past its expiry; a token can still be renewed.</summary>
    Expired,

    /// <summary>Ended for good.</summary>
    Revoked,
}
