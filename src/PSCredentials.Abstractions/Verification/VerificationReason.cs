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

    /// <summary>A certificate before its not-before time.</summary>
    NotYetValid,

    /// <summary>A certificate of another certificate authority.</summary>
    WrongAuthority,
}
