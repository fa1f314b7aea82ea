namespace PSCredentials;

/// <summary>What was done.</summary>
public enum CredentialAction
{
    /// <summary>An authority was made.</summary>
    Initialize,

    /// <summary>The vault's keys were sealed under another master key.</summary>
    ChangeProtection,

    /// <summary>A credential was issued, or another record made.</summary>
    Create,

    /// <summary>An expiry was moved.</summary>
    Renew,

    /// <summary>A secret was made anew.</summary>
    Rotate,

    /// <summary>Facts were changed.</summary>
    Change,

    /// <summary>A credential was switched off.</summary>
    Disable,

    /// <summary>A credential was switched on.</summary>
    Enable,

    /// <summary>A credential was ended for good.</summary>
    Revoke,

    /// <summary>A record was removed.</summary>
    Remove,

    /// <summary>A whole API key was read, the token of a saved connection, or a secret that the vault keeps.</summary>
    Reveal,

    /// <summary>A cluster was registered.</summary>
    Register,

    /// <summary>A cluster was forgotten.</summary>
    Unregister,

    /// <summary>The policy was changed.</summary>
    ChangePolicy,

    /// <summary>A certificate revocation list was issued.</summary>
    IssueRevocationList,

    /// <summary>Another certificate authority took the place of the current one.</summary>
    RollOver,

    /// <summary>The private key of a former certificate authority was destroyed.</summary>
    DestroyKey,

    /// <summary>A password was set anew.</summary>
    ChangePassword,

    /// <summary>A project's credential was granted access.</summary>
    GrantAccess,

    /// <summary>Access was taken from a project's credential.</summary>
    RevokeAccess,

    /// <summary>A project's credentials were deployed on request.</summary>
    Deploy,

    /// <summary>A certificate for a server of the authority itself was issued.</summary>
    IssueServerCertificate,

    /// <summary>A user or group was granted a right.</summary>
    GrantRight,

    /// <summary>A right was taken from a user or group.</summary>
    RevokeRight,

    /// <summary>A connection to a remote authority was saved.</summary>
    SaveConnection,

    /// <summary>The audit trail of a vault that an older version made was protected from here on.</summary>
    ProtectAuditTrail,

    /// <summary>A notice about its end was sent.</summary>
    Notify,

    /// <summary>The removal of a record was undone.</summary>
    Restore,

    /// <summary>A record that was removed before was deleted for good, with what was kept of its secret; its authority did so by itself.</summary>
    Purge,

    /// <summary>A secret that a rotation replaced was presented after its grace period, and refused; its authority says so by itself, for each credential once an hour at most.</summary>
    ReuseSecret,
}
