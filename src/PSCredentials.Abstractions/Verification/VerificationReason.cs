namespace PSCredentials;

/// <summary>The one reason for a verdict.</summary>
public enum VerificationReason
{
    /// <summary>Good here and now.</summary>
    Valid,

    /// <summary>It is no credential: wrong form, wrong checksum, not parseable. The store was not asked.</summary>
    Malformed,

    /// <summary>Well-formed, but not issued here, or removed since.</summary>
    Unknown,

    /// <summary>Past its expiry, or past the grace period after a rotation.</summary>
    Expired,

    /// <summary>Switched off.</summary>
    Disabled,

    /// <summary>Revoked.</summary>
    Revoked,

    /// <summary>Presented from an address that is not on its allow list, or from an unknown one although it has an allow list.</summary>
    AddressNotAllowed,

    /// <summary>The username is a credential's and the password is not its own. Those who present it are told no more than for an unknown username.</summary>
    WrongPassword,

    /// <summary>Too many wrong passwords in a row; every password is refused for a time.</summary>
    Throttled,

    /// <summary>The resource that was asked for is not among those granted to the credential.</summary>
    ResourceNotGranted,

    /// <summary>A certificate or an access token before its not-before time.</summary>
    NotYetValid,

    /// <summary>A certificate of another certificate authority.</summary>
    WrongAuthority,

    /// <summary>It may be used so many times alone, and has been.</summary>
    UsedUp,

    /// <summary>Good, but accepted as often within a minute as the policy allows; it is accepted again after a while.</summary>
    RateLimited,
}
