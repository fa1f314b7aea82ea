namespace PSCredentials;

/// <summary>What became of a notice. The numbers are stored and do not change.</summary>
public enum NoticeState
{
    /// <summary>It is still to be sent: it was not tried yet, or failed and is tried again.</summary>
    Pending = 0,

    /// <summary>Its receiver took it.</summary>
    Sent = 1,

    /// <summary>It was dropped unsent, for its reason had gone: the credential was renewed, revoked or removed, or ended more than 30 days ago.</summary>
    Dropped = 2,
}
