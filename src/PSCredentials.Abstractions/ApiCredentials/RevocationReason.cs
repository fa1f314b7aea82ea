namespace PSCredentials;

/// <summary>Why a credential was revoked: the reason codes of RFC 5280, section 5.3.1, that can be given to an end entity for good.</summary>
public enum RevocationReason
{
    /// <summary>No reason given.</summary>
    Unspecified = 0,

    /// <summary>The secret is known, or feared, to be in other hands.</summary>
    KeyCompromise = 1,

    /// <summary>The holder's name or affiliation changed.</summary>
    AffiliationChanged = 3,

    /// <summary>Another credential took its place.</summary>
    Superseded = 4,

    /// <summary>It is no longer needed.</summary>
    CessationOfOperation = 5,

    /// <summary>A privilege it carried was withdrawn.</summary>
    PrivilegeWithdrawn = 9,
}
