namespace PSCredentials;

/// <summary>What looking through an audit trail found.</summary>
public sealed record CredentialAuditVerdict
{
    /// <summary>Whether the trail is as it was written.</summary>
    public bool IsIntact => Finding == CredentialAuditFinding.Intact;

    /// <summary>The first thing found.</summary>
    public required CredentialAuditFinding Finding { get; init; }

    /// <summary>The number of the event it is about; null where it is about none.</summary>
    public long? Sequence { get; init; }

    /// <summary>How many events are right, from the first on.</summary>
    public required long EventCount { get; init; }

    /// <summary>How many anchors fit.</summary>
    public int AnchorCount { get; init; }

    /// <summary>
    /// The first event that was protected when it was written; those before it are from an older version and were taken as they stood. Null where the head does not say.
    /// </summary>
    public long? ProtectedSince { get; init; }

    /// <summary>The finding in words.</summary>
    public required string Message { get; init; }

    /// <summary>The name of the authority whose trail it is.</summary>
    public required string Authority { get; init; }
}
