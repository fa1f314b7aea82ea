namespace PSCredentials;

/// <summary>What was found out about an audit trail.</summary>
public enum CredentialAuditFinding
{
    /// <summary>Every event is as it was written, in its place, and none is missing.</summary>
    Intact,

    /// <summary>The event is not as it was written.</summary>
    Edited,

    /// <summary>The event was put in by another hand, or is a copy of another event.</summary>
    Inserted,

    /// <summary>The event is missing, though later ones are there.</summary>
    Deleted,

    /// <summary>The event of this place stands elsewhere.</summary>
    Reordered,

    /// <summary>The last events are missing, from this one on.</summary>
    Truncated,

    /// <summary>The head, which says where the trail ends, is missing, changed, or an older one.</summary>
    HeadChanged,

    /// <summary>The trail is another one than when the anchor was made: an older copy was put in its place.</summary>
    RolledBack,
}
