namespace PSCredentials;

/// <summary>What happens where a secret is presented that a rotation replaced, after its grace period. It is refused, and an event says so, in any case.</summary>
public enum RotatedSecretReuse
{
    /// <summary>Nothing else.</summary>
    Record,

    /// <summary>
    /// Whoever has the old secret may have the new one too: a token's credential is revoked, so that none of its secrets works any more, and an API key is disabled, since its contract has no
    /// revocation. Certificates are left as they are: everybody may have seen one, and to show it proves nothing.
    /// </summary>
    RevokeFamily,
}
